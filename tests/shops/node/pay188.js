'use strict';

// Hears 188Pay's JSON callbacks and checks them as the 188Pay document's Node.js sample does. Without an argument it reads a
// body a line and answers each with a line, `success` or `fail`; with a port it listens there.
const crypto = require('node:crypto');
const http = require('node:http');
const readline = require('node:readline');

const key = process.env.SHOP_KEY;

function isGenuine(text) {
  const { sign, sign_type: _, ...values } = JSON.parse(text);
  const signed = Object.keys(values)
    .sort()
    .filter((name) => values[name] !== '' && values[name] != null)
    .map((name) => `${name}=${values[name]}`)
    .join('&');
  return crypto.createHash('md5').update(`${signed}&secret_key=${key}`).digest('hex') === sign;
}

const port = process.argv[2];
if (port === undefined) {
  readline.createInterface({ input: process.stdin }).on('line', (line) => console.log(isGenuine(line) ? 'success' : 'fail'));
} else {
  http.createServer(async (request, response) => {
    if (request.url === '/ready') return response.end('ready');
    const parts = [];
    for await (const part of request) parts.push(part);
    response.end(isGenuine(Buffer.concat(parts).toString()) ? 'success' : 'fail');
  }).listen(Number(port), '127.0.0.1');
}
