// The demo: a node, a token, the gateway, a shop, a payer. Each part is a process or a server of its own.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { freshAccount } from './demo-account.mjs';
import * as bitcoin from './demo-bitcoin.mjs';
import * as evm from './demo-evm.mjs';
import * as solana from './demo-solana.mjs';
import * as tron from './demo-tron.mjs';

const families = [evm, tron, bitcoin, solana];
const { values: { chain: chainName, xpub: isDerived, stay: stays } } = parseArgs({
  options: { chain: { type: 'string', default: 'ethereum' }, xpub: { type: 'boolean', default: false }, stay: { type: 'boolean', default: false } },
});
const family = families.find(({ names }) => names.includes(chainName));
if (!family) {
  console.error(`There is no chain '${chainName}' in the demo; there are: ${families.flatMap(({ names }) => names).join(', ')}.`);
  process.exit(1);
}

if (isDerived && chainName === 'solana') {
  console.error('Addresses of Solana cannot be derived from a public key: --xpub works with the other chains.');
  process.exit(1);
}

const root = fileURLToPath(new URL('../../..', import.meta.url));
const data = mkdtempSync(join(tmpdir(), 'payments-demo-'));
const children = [];
const patience = 60_000;
const say = text => console.log(`\n\x1b[1m${text}\x1b[0m`);

const freePort = () => new Promise(resolve => {
  const server = createSocket().listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => resolve(port));
  });
});

// Settings of the caller's own gateway are not the demo's: it would take its orders into another's database.
const surroundings = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.toUpperCase().startsWith('PAYMENTS_')));

const start = (program, args, env = {}) => {
  const child = spawn(program, args, { env: { ...surroundings, ...env }, stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  return child;
};

const untilAnswers = async (url, options, program) => {
  for (let tries = 0; tries < 300; tries++) {
    if (program?.exitCode) throw new Error(`it ended with ${program.exitCode}`);
    try {
      return await fetch(url, options);
    } catch {
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  }
  throw new Error(`${url} does not answer`);
};

const api = async (gateway, path, body, headers = {}) => {
  const response = await fetch(gateway + path, { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(body) });
  const answer = await response.json();
  if (!answer.success) throw new Error(`${path}: ${answer.error}`);
  return answer.data;
};

// As the 188Pay document's PHP signs.
const sign = (parameters, key) => createHash('md5')
  .update(Object.keys(parameters).filter(name => parameters[name] !== '' && name !== 'sign' && name !== 'sign_type').sort()
    .map(name => `${name}=${parameters[name]}`).join('&') + key)
  .digest('hex');

const demo = async () => {
  const chain = await family.startChain(chainName, { root, start, freePort, untilAnswers });
  const { token = 'USDT', rate = 7.2 } = chain;
  say(`1. ${chain.title}`);
  console.log(chain.facts);
  const [gatewayPort, shopPort] = [await freePort(), await freePort()];

  say('2. The gateway, on SQLite in a fresh folder');
  const gateway = `http://127.0.0.1:${gatewayPort}`;
  const [program, ...before] = (process.env.PAYMENTS || `dotnet ${join(root, 'src/Payments.Host/bin/Release/net10.0/payments.dll')}`).split(' ');
  const product = start(program, before, {
    PAYMENTS_Urls: gateway, PAYMENTS_Data: data, PAYMENTS_LogFormat: 'text', PAYMENTS_Logging__LogLevel__Default: 'Warning',
    PAYMENTS_Callbacks__AllowLoopback: 'true', ...chain.settings,
  });
  product.stdout.on('data', text => process.stdout.write(text));
  await untilAnswers(gateway, {}, product);
  const merchant = await api(gateway, '/api/v1/merchants', { name: 'Demo shop', email: 'demo@example.com' });
  const receiver = isDerived ? { xpub: freshAccount(chainName) } : { address: chain.wallet };
  const wallet = await api(gateway, '/api/v1/wallets', { chain: chainName, token, ...receiver, currency: 'CNY', rate }, { 'X-API-Key': merchant.api_key });
  console.log(`gateway ${gateway}, merchant ${merchant.pid}, wallet ${wallet.address ?? wallet.xpub}`);
  for (const { path, address } of wallet.addresses ?? []) console.log(`${path}  ${address}`);

  say('3. A shop that waits for the callback');
  let hear;
  const heard = new Promise(resolve => { hear = resolve; });
  createServer((request, response) => {
    let body = '';
    request.on('data', part => { body += part; }).on('end', () => {
      response.end('success');
      hear({ method: request.method, ...Object.fromEntries(new URLSearchParams(body)) });
    });
  }).listen(shopPort, '127.0.0.1').unref();

  say('4. The shop sends its customer to /submit.php');
  const form = { pid: String(merchant.pid), type: token.toLowerCase(), out_trade_no: `DEMO_${Date.now()}`, money: '72', notify_url: `http://127.0.0.1:${shopPort}/notify`, return_url: `http://127.0.0.1:${shopPort}/return`, name: 'A month of VIP' };
  form.sign = sign(form, merchant.api_secret);
  form.sign_type = 'MD5';
  // No coin is quoted before its chain's node has answered once.
  const submit = () => fetch(`${gateway}/submit.php`, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });
  let submitted = await submit();
  for (const until = Date.now() + patience; submitted.status === 503 && Date.now() < until; submitted = await submit()) await new Promise(done => setTimeout(done, 200));
  if (submitted.status !== 302) throw new Error(await submitted.text());
  const cashier = submitted.headers.get('location');
  const id = new URL(cashier).searchParams.get('id');
  const order = (await (await fetch(`${gateway}/pay/order/${id}`)).json()).data;
  console.log(`302 to ${cashier}\n72 CNY at ${rate} are ${order.actualAmount} ${token} to ${order.walletAddress}`);

  say('5. The customer pays exactly that');
  const began = Date.now();
  console.log(await chain.pay(order.walletAddress, Number(order.actualAmount)));

  say('6. The shop hears');
  const callback = await Promise.race([heard, new Promise((_, reject) => setTimeout(reject, patience, new Error(`the shop has heard nothing for ${patience / 1000} s`)))]);
  console.log(JSON.stringify(callback, null, 2));
  if (callback.sign !== sign(signedParameters(callback), merchant.api_secret)) throw new Error('the signature does not fit');
  console.log(`signature fits, ${Date.now() - began} ms after the payment was sent`);
  if (!stays) return;

  say('7. Everything keeps running until Ctrl+C');
  console.log(`order    ${cashier}`);
  console.log(`ops      ${gateway}/ops, with the admin key above`);
  console.log(`health   ${gateway}/health`);
  console.log(`EPay     ${gateway}/submit.php, pid ${merchant.pid}, key ${merchant.api_secret}`);
  console.log(`API key  ${merchant.api_key}`);
  console.log(`shop     http://127.0.0.1:${shopPort}/notify`);
  console.log(`data     ${data}, removed at the end`);
  await new Promise(resolve => {
    // A process that only waits for a promise would end.
    const alive = setInterval(() => {}, patience);
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => { clearInterval(alive); resolve(); });
  });
};

const signedParameters = ({ method, ...parameters }) => parameters;

/** Ends a child process; done when it is gone, so that nothing answers or writes after the demo. */
const ended = child => new Promise(resolve => {
  if (child.exitCode !== null || child.signalCode !== null) return resolve();
  child.once('exit', resolve);
  child.kill();
});

let failed = false;
try {
  await demo();
} catch (error) {
  failed = true;
  console.error(error);
} finally {
  for (const child of children.reverse()) await ended(child);
  rmSync(data, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);
