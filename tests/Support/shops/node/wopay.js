'use strict';

// A receiver of WoPay's webhooks, which checks as the WoPay document's own sample does. It reads a line of JSON with the `body` and the
// `signature` (X-WoPay-Signature) and answers each with a line, `success` or `fail`.
const crypto = require('node:crypto');
const readline = require('node:readline');

const { SHOP_KEY: secret } = process.env;

function verifyWebhookSignature(payload, signature, secret) {
  const expectedSignature = 'sha256=' + crypto
    .createHmac('sha256', secret)
    .update(payload)
    .digest('hex');

  return crypto.timingSafeEqual(
    Buffer.from(signature),
    Buffer.from(expectedSignature)
  );
}

function isGenuine(line) {
  const { body, signature } = JSON.parse(line);
  try {
    return verifyWebhookSignature(body, signature, secret);
  } catch {
    return false;
  }
}

readline.createInterface({ input: process.stdin }).on('line', (line) => console.log(isGenuine(line) ? 'success' : 'fail'));
