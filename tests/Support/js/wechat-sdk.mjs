// Two clients of WeChat Pay as oracles, wechatpay-axios-plugin and wechatpay-node-v3: a JSON object a line, answered with one.
//   {op:"request", method, target, timestamp, nonce, body, key, certificate} -> {axios, node}   signatures of a request by both
//   {op:"accepts", text, signature, certificate}                             -> {axios}         whether a signature fits a text
//   {op:"answer", timestamp, nonce, body, serial, signature, certificate}    -> {axios, node}   whether an answer or notice is taken
//   {op:"sign", text, key}                                                   -> {signature}
//   {op:"seal", text, key, nonce, aad}                                       -> {ciphertext}    a notice's ciphertext
//   {op:"open", ciphertext, key, nonce, aad}                                 -> {axios, node}   its text by both, null for none
//   {op:"hide", text, certificate} / {op:"reveal", ciphertext, key}          -> {text}          sensitive fields
//   {op:"serial", certificate}                                               -> {node}
//   {op:"bill", text}                                                        -> {rows, summary}
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const require = createRequire(import.meta.url);
const { Rsa, Aes: { AesGcm }, Formatter } = require('wechatpay-axios-plugin');
const WxPay = require('wechatpay-node-v3');

const pay = (certificate, key) => new WxPay({
  appid: 'wx', mchid: '1', publicKey: Buffer.from(certificate), privateKey: Buffer.from(key ?? 'none'), serial_no: 'X',
});
const attempt = (act) => {
  try {
    return act();
  } catch {
    return null;
  }
};

const answers = {
  request: ({ method, target, timestamp, nonce, body, key, certificate }) => ({
    axios: Rsa.sign(Formatter.request(method, target, timestamp, nonce, body), Rsa.from(key, Rsa.KEY_TYPE_PRIVATE)),
    node: pay(certificate, key).getSignature(method, nonce, timestamp, target, body || undefined),
  }),
  accepts: ({ text, signature, certificate }) => ({ axios: Rsa.verify(text, signature, Rsa.from(certificate, Rsa.KEY_TYPE_PUBLIC)) }),
  answer: async ({ timestamp, nonce, body, serial, signature, certificate }) => {
    WxPay.certificates = { [serial]: certificate };
    return {
      axios: Rsa.verify(Formatter.response(timestamp, nonce, body), signature, Rsa.from(certificate, Rsa.KEY_TYPE_PUBLIC)),
      node: await pay(certificate).verifySign({ timestamp, nonce, body, serial, signature }),
    };
  },
  sign: ({ text, key }) => ({ signature: Rsa.sign(text, Rsa.from(key, Rsa.KEY_TYPE_PRIVATE)) }),
  seal: ({ text, key, nonce, aad }) => ({ ciphertext: AesGcm.encrypt(text, key, nonce, aad) }),
  open: ({ ciphertext, key, nonce, aad, certificate }) => {
    const node = attempt(() => pay(certificate).decipher_gcm(ciphertext, aad, nonce, key));
    const axios = attempt(() => AesGcm.decrypt(ciphertext, key, nonce, aad));
    return { axios, node: typeof node === 'string' ? node : JSON.stringify(node) };
  },
  hide: ({ text, certificate }) => ({ text: Rsa.encrypt(text, Rsa.from(certificate, Rsa.KEY_TYPE_PUBLIC)) }),
  reveal: ({ ciphertext, key }) => ({ text: attempt(() => Rsa.decrypt(ciphertext, Rsa.from(key, Rsa.KEY_TYPE_PRIVATE))) }),
  serial: ({ certificate }) => ({ node: pay(certificate).getSN(certificate) }),
  bill: ({ text }) => Formatter.castCsvBill(Buffer.from(text, 'base64')),
};

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(await answers[request.op](request))}\n`);
}
