// An order that is paid on a chain: the shop's EPay form, an exact amount at an address, EPay's callback.
import { createHash } from 'node:crypto';
import { freshAccount } from './demo-account.mjs';
import * as bitcoin from './demo-bitcoin.mjs';
import * as evm from './demo-evm.mjs';
import * as solana from './demo-solana.mjs';
import * as tron from './demo-tron.mjs';
import { api, patience } from './demo-parts.mjs';

const families = [evm, tron, bitcoin, solana];

/** What is wrong with the wish, or undefined. */
export const faultOf = ({ chain, xpub }) => {
  const names = families.flatMap(family => family.names);
  if (!names.includes(chain)) return `There is no chain '${chain}' in the demo; there are: ${names.join(', ')}.`;
  if (xpub && chain === 'solana') return 'Addresses of Solana cannot be derived from a public key: --xpub works with the other chains.';
};

// As the 188Pay document's PHP signs.
const sign = (parameters, key) => createHash('md5')
  .update(Object.keys(parameters).filter(name => parameters[name] !== '' && name !== 'sign' && name !== 'sign_type').sort()
    .map(name => `${name}=${parameters[name]}`).join('&') + key)
  .digest('hex');

export const prepare = async ({ chain: name, xpub }, parts) => {
  const chain = await families.find(family => family.names.includes(name)).startChain(name, parts);
  const { token = 'USDT', rate = 7.2 } = chain;
  let order;
  return {
    title: chain.title,
    facts: chain.facts,
    settings: chain.settings,
    setUp: async (gateway, merchant) => {
      const receiver = xpub ? { xpub: freshAccount(name) } : { address: chain.wallet };
      const wallet = await api(gateway, '/api/v1/wallets', { chain: name, token, ...receiver, currency: 'CNY', rate }, { 'X-API-Key': merchant.api_key });
      return [`wallet ${wallet.address ?? wallet.xpub}`, ...(wallet.addresses ?? []).map(({ path, address }) => `${path}  ${address}`)].join('\n');
    },
    ordering: 'The shop sends its customer to /submit.php',
    order: async (gateway, merchant, shop) => {
      const form = { pid: String(merchant.pid), type: token.toLowerCase(), out_trade_no: `DEMO_${Date.now()}`, money: '72', notify_url: `${shop}/notify`, return_url: `${shop}/return`, name: 'A month of VIP' };
      form.sign = sign(form, merchant.api_secret);
      form.sign_type = 'MD5';
      // No coin is quoted before its chain's node has answered once.
      const submit = () => fetch(`${gateway}/submit.php`, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });
      let submitted = await submit();
      for (const until = Date.now() + patience; submitted.status === 503 && Date.now() < until; submitted = await submit()) await new Promise(done => setTimeout(done, 200));
      if (submitted.status !== 302) throw new Error(await submitted.text());
      const cashier = submitted.headers.get('location');
      const id = new URL(cashier).searchParams.get('id');
      order = (await (await fetch(`${gateway}/pay/order/${id}`)).json()).data;
      return { cashier, text: `302 to ${cashier}\n72 CNY at ${rate} are ${order.actualAmount} ${token} to ${order.walletAddress}` };
    },
    paying: 'The customer pays exactly that',
    pay: () => chain.pay(order.walletAddress, Number(order.actualAmount)),
    /** The callback's fields once the shop was told of the payment; undefined for another request. Throws where its signature does not fit. */
    heard: ({ body, method }, merchant) => {
      const fields = Object.fromEntries(new URLSearchParams(body));
      if (fields.sign !== sign(fields, merchant.api_secret)) throw new Error('the signature does not fit');
      return { method, ...fields };
    },
  };
};
