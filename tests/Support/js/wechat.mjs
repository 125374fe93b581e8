// WeChat Pay's signatures and ciphers, by Node's own crypto: a JSON object a line, answered with one. Bytes travel as base64.
//   {op:"sign", text, key}                 -> {signature}   SHA-256 with RSA over the text, key in PEM
//   {op:"verify", text, key, signature}    -> {ok}          key is a certificate or a public key in PEM
//   {op:"seal", text, key, nonce, aad}     -> {ciphertext}  AES-256-GCM, the tag behind it
//   {op:"open", ciphertext, key, nonce, aad} -> {text}
//   {op:"unseal", ciphertext, key}         -> {text}        RSA-OAEP with SHA-1, key in PEM; null where it does not fit
import { createCipheriv, createDecipheriv, privateDecrypt, sign, verify, constants } from 'node:crypto';
import { createInterface } from 'node:readline';

const answers = {
  sign: ({ text, key }) => ({ signature: sign('sha256', Buffer.from(text, 'base64'), key).toString('base64') }),
  verify: ({ text, key, signature }) => ({ ok: verify('sha256', Buffer.from(text, 'base64'), key, Buffer.from(signature, 'base64')) }),
  seal: ({ text, key, nonce, aad }) => {
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(aad));
    const parts = [cipher.update(Buffer.from(text, 'base64')), cipher.final(), cipher.getAuthTag()];
    return { ciphertext: Buffer.concat(parts).toString('base64') };
  },
  open: ({ ciphertext, key, nonce, aad }) => {
    const bytes = Buffer.from(ciphertext, 'base64');
    const cipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(aad)).setAuthTag(bytes.subarray(-16));
    return { text: Buffer.concat([cipher.update(bytes.subarray(0, -16)), cipher.final()]).toString('base64') };
  },
  unseal: ({ ciphertext, key }) => {
    try {
      const padding = constants.RSA_PKCS1_OAEP_PADDING;
      return { text: privateDecrypt({ key, padding, oaepHash: 'sha1' }, Buffer.from(ciphertext, 'base64')).toString() };
    } catch {
      return { text: null };
    }
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(answers[request.op](request))}\n`);
}
