'use strict';

// A shop of 188Pay's JSON API. It signs and checks as the 188Pay document's Node.js sample does. Without an argument it reads a
// callback's body a line and answers each with a line, `success` or `fail`; with a port it listens there:
//
// GET /ready  "ready"
// GET /order  asks the gateway for an order (merchantOrderId, amount, coinType) and passes its answer on
// POST else   hears one callback
const crypto = require('node:crypto');
const http = require('node:http');
const readline = require('node:readline');

const { SHOP_KEY: key, SHOP_PID: pid, SHOP_GATEWAY: gateway, SHOP_SELF: self } = process.env;

function sign(values) {
  const signed = Object.keys(values)
    .sort()
    .filter((name) => values[name] !== '' && values[name] != null)
    .map((name) => `${name}=${values[name]}`)
    .join('&');
  return crypto.createHash('md5').update(`${signed}&secret_key=${key}`).digest('hex');
}

function isGenuine(text) {
  const { sign: given, sign_type: _, ...values } = JSON.parse(text);
  return sign(values) === given;
}

async function order(wish) {
  const signed = {
    merchantId: pid,
    merchantOrderId: wish.get('merchantOrderId'),
    amount: Number(wish.get('amount')),
    coinType: wish.get('coinType'),
    notifyUrl: `${self}/callback`,
  };
  const body = JSON.stringify({ ...signed, returnUrl: `${self}/return`, subject: 'VIP 会员', sign: sign(signed) });
  const answer = await fetch(`${gateway}/pay/address`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
  return answer.text();
}

const port = process.argv[2];
if (port === undefined) {
  readline.createInterface({ input: process.stdin }).on('line', (line) => console.log(isGenuine(line) ? 'success' : 'fail'));
} else {
  http.createServer(async (request, response) => {
    const url = new URL(request.url, self);
    if (url.pathname === '/ready') return response.end('ready');
    if (url.pathname === '/order') return response.end(await order(url.searchParams));
    const parts = [];
    for await (const part of request) parts.push(part);
    response.end(isGenuine(Buffer.concat(parts).toString()) ? 'success' : 'fail');
  }).listen(Number(port), '127.0.0.1');
}
