// An order that is paid at a payment provider, whose stand-in plays it: the JSON API, the provider's page, a signed webhook.
import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { api, root, start } from './demo-parts.mjs';

const wishes = {
  alipay: { amount: '72', currency: 'CNY', method: 'alipay_page', act: payAlipay, back: { amount: '20', reason: 'returned' } },
  // Whole payments alone go back, to an address that the payer names.
  cryptomus: { amount: '10', currency: 'USD', method: 'cryptomus', act: payCryptomus, back: { destination: 'TXLAQ63Xg1NAzckPwKHvzw7CSEmLMEqcdj' }, returned: returnCryptomus },
  // It returns no money.
  medogram: { amount: '500000', currency: 'IRR', method: 'medogram', act: payMedogram },
  wechat: { amount: '72', currency: 'CNY', method: 'wechat_native', act: payWeChat, back: { amount: '20', reason: 'returned' }, returned: returnWeChat },
};

/** What is wrong with the wish, or undefined. */
export const faultOf = ({ provider }) =>
  Object.hasOwn(wishes, provider) ? undefined : `There is no provider '${provider}' in the demo; there are: ${Object.keys(wishes).join(', ')}.`;

export const prepare = async ({ provider }) => {
  const { amount, currency, method, act, back, returned } = wishes[provider];
  const program = start('dotnet', [join(root, 'tools/Payments.ProviderSandbox/bin/Release/net10.0/provider-sandbox.dll'), '--provider', provider]);
  const { url, ...account } = await accountOf(program);
  let payment;
  let secret;
  return {
    title: `A stand-in of ${provider}`,
    facts: `${url}\n${Object.entries(account).map(([name, value]) => `${name}=${value}`).join('\n')}`,
    settings: { ...account, PAYMENTS_Providers__AllowSandbox: 'true' },
    setUp: () => `the gateway's own account at ${provider}, from the variables above`,
    ordering: 'The shop asks for a payment with POST /api/v1/payments',
    order: async (gateway, merchant, shop) => {
      const wish = { order_id: `DEMO_${Date.now()}`, amount, currency, method, callback_url: `${shop}/notify`, return_url: `${shop}/return`, subject: 'A month of VIP' };
      payment = await api(gateway, '/api/v1/payments', wish, { 'X-API-Key': merchant.api_key });
      return { cashier: payment.payment_url ?? payment.cashier_url, text: `${amount} ${currency}, to be paid at ${payment.charge.url ?? payment.charge.qr_text}` };
    },
    paying: 'The customer pays at the provider',
    pay: () => act(payment.charge, url),
    /** The event once it says completed; undefined for those before. Throws where its signature does not fit. */
    heard: ({ body, headers }, merchant) => {
      const event = genuine(body, headers, merchant.api_secret);
      return event.data.status === 'completed' ? event : undefined;
    },
    /** Asks for a refund, and has an endpoint of the shop told of it; undefined where the provider returns no money. */
    refund: back && (async (gateway, merchant, shop) => {
      const key = { 'X-API-Key': merchant.api_key };
      const events = ['refund.created', 'refund.succeeded', 'refund.failed'];
      ({ secret } = await api(gateway, '/api/v1/webhooks/endpoints', { url: `${shop}/events`, events }, key));
      const refund = await api(gateway, `/api/v1/payments/${payment.payment_id}/refunds`, { refund_id: 'DEMO-REFUND', ...back }, key);
      await returned?.(payment.charge, url, refund.reference);
      return `${refund.amount} ${refund.currency} go back as ${refund.reference}`;
    }),
    /** The event once it says that the money went back; undefined for those before. Throws where it did not. */
    refunded: ({ body, headers }) => {
      const event = genuine(body, headers, secret);
      if (event.event_type === 'refund.failed') throw new Error(`the refund failed: ${event.data.refund.detail}`);
      return event.event_type === 'refund.succeeded' ? event : undefined;
    },
  };
};

/** An event whose signature fits. */
const genuine = (body, headers, key) => {
  const expected = `sha256=${createHmac('sha256', key).update(body).digest('hex')}`;
  if (headers['x-wopay-signature'] !== expected) throw new Error('the signature does not fit');
  return JSON.parse(body);
};

/** The stand-in's account, its first line. */
const accountOf = program => new Promise((resolve, reject) => {
  program.once('exit', code => reject(new Error(`the stand-in ended with ${code}`)));
  createInterface(program.stdout).once('line', line => resolve(JSON.parse(line)));
});

const press = async page => {
  const answer = await fetch(page, { method: 'POST', redirect: 'manual' });
  if (answer.status >= 400) throw new Error(`${page} answers ${answer.status}`);
};

async function payCryptomus({ url }) {
  await press(`${url}/pay`);
  return 'the button of its page is pressed; the provider calls the gateway';
}

async function payWeChat({ reference }, sandbox) {
  await press(`${sandbox}pay/${reference}/pay`);
  return 'the code is scanned and paid; WeChat Pay sends the gateway its sealed notice';
}

async function payAlipay({ reference, url }, sandbox) {
  const opened = await fetch(url);
  if (!opened.ok) throw new Error(`Alipay's page answers ${opened.status}`);
  await press(`${sandbox}sandbox/trades/${reference}/pay`);
  return 'its page is opened and paid; Alipay sends the gateway its signed notice';
}

/** WeChat Pay says later that the money arrived. */
async function returnWeChat(charge, sandbox, refund) {
  await press(`${sandbox}sandbox/refunds/${refund}/SUCCESS`);
}

/** Cryptomus has sent it. */
async function returnCryptomus({ url }, sandbox) {
  await press(`${sandbox}sandbox/payments/${url.split('/').at(-1)}/status/refund_paid`);
}

async function payMedogram({ url: page }) {
  const pressed = await fetch(page.replace(/-get$/, '-pay'), { method: 'POST', redirect: 'manual' });
  const html = await pressed.text();
  const value = name => html.match(new RegExp(`name="${name}" value="([^"]*)"`))?.[1] ?? '';
  const back = pressed.headers.get('location') ?? html.match(/action="([^"]*)"/)[1].replaceAll('&amp;', '&');
  const fields = Object.fromEntries([...html.matchAll(/name="([^"]*)"/g)].map(([, name]) => [name, value(name)]));
  const options = pressed.headers.get('location') ? {} : { method: 'POST', body: new URLSearchParams(fields) };
  const answer = await fetch(back, { ...options, redirect: 'manual' });
  if (answer.status !== 303) throw new Error(`the gateway answers the returning payer with ${answer.status}`);
  return `paid; the browser comes back to ${back.split('?')[0]}, and the gateway has the payment verified`;
}
