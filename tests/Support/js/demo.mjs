// The demo: who takes the money, the gateway, a shop, a payer. Each part is a process or a server of its own.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as chains from './demo-chain.mjs';
import { api, endAll, freePort, patience, root, start, untilAnswers } from './demo-parts.mjs';
import * as providers from './demo-provider.mjs';

const { values: wish } = parseArgs({
  options: {
    chain: { type: 'string', default: 'ethereum' }, xpub: { type: 'boolean', default: false }, provider: { type: 'string' },
    stay: { type: 'boolean', default: false },
  },
});
const ways = wish.provider === undefined ? chains : providers;
const fault = ways.faultOf(wish);
if (fault) {
  console.error(fault);
  process.exit(1);
}

const data = mkdtempSync(join(tmpdir(), 'payments-demo-'));
const say = text => console.log(`\n\x1b[1m${text}\x1b[0m`);

/** A promise and what ends it. */
const awaited = () => {
  const ends = {};
  return Object.assign(ends, { promise: new Promise((resolve, reject) => Object.assign(ends, { resolve, reject })) });
};

const inTime = callback => Promise.race([
  callback, new Promise((_, reject) => setTimeout(reject, patience, new Error(`the shop has heard nothing for ${patience / 1000} s`))),
]);

const demo = async () => {
  const way = await ways.prepare(wish, { root, start, freePort, untilAnswers });
  say(`1. ${way.title}`);
  console.log(way.facts);
  const [gatewayPort, shopPort] = [await freePort(), await freePort()];

  say('2. The gateway, on SQLite in a fresh folder');
  const gateway = `http://127.0.0.1:${gatewayPort}`;
  const [program, ...before] = (process.env.PAYMENTS || `dotnet ${join(root, 'src/Payments.Host/bin/Release/net10.0/payments.dll')}`).split(' ');
  const product = start(program, before, {
    PAYMENTS_Urls: gateway, PAYMENTS_Data: data, PAYMENTS_LogFormat: 'text', PAYMENTS_Logging__LogLevel__Default: 'Warning',
    PAYMENTS_Callbacks__AllowLoopback: 'true', ...way.settings,
  });
  product.stdout.on('data', text => process.stdout.write(text));
  await untilAnswers(gateway, {}, product);
  const merchant = await api(gateway, '/api/v1/merchants', { name: 'Demo shop', email: 'demo@example.com' });
  console.log(`gateway ${gateway}, merchant ${merchant.pid}, ${await way.setUp(gateway, merchant)}`);

  say('3. A shop that waits for the callback');
  const shop = `http://127.0.0.1:${shopPort}`;
  const [paid, refunded] = [awaited(), awaited()];
  createServer((request, response) => {
    let body = '';
    request.on('data', part => { body += part; }).on('end', () => {
      response.end('success');
      const [told, read] = request.url === '/events' ? [refunded, way.refunded] : [paid, way.heard];
      try {
        const callback = read({ method: request.method, headers: request.headers, body }, merchant);
        if (callback) told.resolve(callback);
      } catch (error) {
        told.reject(error);
      }
    });
  }).listen(shopPort, '127.0.0.1').unref();
  // A callback that came while something else failed.
  for (const { promise } of [paid, refunded]) promise.catch(() => {});

  say(`4. ${way.ordering}`);
  const { cashier, text } = await way.order(gateway, merchant, shop);
  console.log(text);

  say(`5. ${way.paying}`);
  const began = Date.now();
  console.log(await way.pay());

  say('6. The shop hears');
  console.log(JSON.stringify(await inTime(paid.promise), null, 2));
  console.log(`signature fits, ${Date.now() - began} ms after the payment was sent`);

  if (way.refund) {
    say('7. The shop refunds it with POST /api/v1/payments/…/refunds, and an endpoint hears');
    console.log(await way.refund(gateway, merchant, shop));
    console.log(JSON.stringify(await inTime(refunded.promise), null, 2));
  }
  if (!wish.stay) return;

  say(`${way.refund ? 8 : 7}. Everything keeps running until Ctrl+C`);
  console.log(`order    ${cashier}`);
  console.log(`ops      ${gateway}/ops, with the admin key above`);
  console.log(`health   ${gateway}/health`);
  console.log(`EPay     ${gateway}/submit.php, pid ${merchant.pid}, key ${merchant.api_secret}`);
  console.log(`API key  ${merchant.api_key}`);
  console.log(`shop     ${shop}/notify`);
  console.log(`data     ${data}, removed at the end`);
  await new Promise(resolve => {
    // A process that only waits for a promise would end.
    const alive = setInterval(() => {}, patience);
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => { clearInterval(alive); resolve(); });
  });
};

let failed = false;
try {
  await demo();
} catch (error) {
  failed = true;
  console.error(error);
} finally {
  await endAll();
  rmSync(data, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);
