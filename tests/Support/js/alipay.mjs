// Alipay's signatures, numbers and bills, by Node's own crypto and by Alipay's SDK: reads a JSON object a line, writes one a line.
//   {op:"sign", text, key}                       -> {sign}        RSA2 of a text
//   {op:"check", text, sign, key}                -> {ok}          Node's crypto and the SDK's rsaCheck, which must agree
//   {op:"request", body, key}                    -> {ok, params}  a request as Alipay's gateway reads it: sign_type is signed
//   {op:"notice", fields, key, keeps, empties}   -> {body}        a signed form; keeps: sign_type is signed; empties: empty fields are
//   {op:"checkNotice", body, key}                -> {ok}          the SDK's checkNotifySignV2
//   {op:"answer", name, object, key, more}       -> {raw}         an answer, its object's text signed as it stands
//   {op:"checkAnswer", raw, name, sign, key}     -> {ok}          the SDK's checkResponseSign
//   {op:"numbers", app, alipay, root, key}       -> {app, alipay, root}   certificates' numbers by the SDK
//   {op:"sdk", kind, method, params, key}        -> {text}        what the SDK itself signs: an order string, or a page's URL
//   {op:"bill", lines, name}                     -> {zip}         a bill as Alipay packs it, base64
import { createSign, createVerify } from 'node:crypto';
import { createInterface } from 'node:readline';
import AdmZip from 'adm-zip';
import { AlipaySdk } from 'alipay-sdk';
import iconv from 'iconv-lite';

const appId = '2021000000000001';
const sign = (text, key) => createSign('RSA-SHA256').update(text, 'utf8').sign(key, 'base64');
const verify = (text, signature, key) => createVerify('RSA-SHA256').update(text, 'utf8').verify(key, signature, 'base64');
const textOf = fields => Object.keys(fields).sort().map(name => `${name}=${fields[name]}`).join('&');
const sdkOf = (key, privateKey = key) => new AlipaySdk({ appId, privateKey, keyType: 'PKCS8', alipayPublicKey: key });
const fieldsOf = body => Object.fromEntries(new URLSearchParams(body));

const answers = {
  sign: ({ text, key }) => ({ sign: sign(text, key) }),
  check: ({ text, sign: signature, key }) => {
    const [own, theirs] = [verify(text, signature, key), sdkOf(key).rsaCheck(text, signature)];
    if (own !== theirs) throw new Error('Node and the SDK do not agree');
    return { ok: own };
  },
  request: ({ body, key }) => {
    const { sign: signature, ...params } = fieldsOf(body);
    const signed = Object.fromEntries(Object.entries(params).filter(([, value]) => value !== ''));
    return { ok: signature !== undefined && verify(textOf(signed), signature, key), params };
  },
  notice: ({ fields, key, keeps, empties }) => {
    const { sign_type: type, ...rest } = fields;
    const named = keeps ? fields : rest;
    const signed = empties ? named : Object.fromEntries(Object.entries(named).filter(([, value]) => value !== ''));
    const all = { ...rest, ...(type === undefined ? {} : { sign_type: type }), sign: sign(textOf(signed), key) };
    return { body: new URLSearchParams(all).toString() };
  },
  checkNotice: ({ body, key }) => ({ ok: sdkOf(key).checkNotifySignV2(fieldsOf(body)) }),
  answer: ({ name, object, key, more }) => {
    const tail = Object.entries({ ...more, sign: sign(object, key) }).map(([k, v]) => `,${JSON.stringify(k)}:${JSON.stringify(v)}`);
    return { raw: `{${JSON.stringify(name)}:${object}${tail.join('')}}` };
  },
  checkAnswer: ({ raw, name, sign: signature, key }) => {
    try {
      sdkOf(key).checkResponseSign(raw, name, signature, '');
      return { ok: true };
    } catch {
      return { ok: false };
    }
  },
  numbers: ({ app, alipay, root, key }) => {
    const contents = { appCertContent: app, alipayPublicCertContent: alipay, alipayRootCertContent: root };
    const { config } = new AlipaySdk({ appId, privateKey: key, keyType: 'PKCS8', ...contents });
    return { app: config.appCertSn, alipay: config.alipayCertSn, root: config.alipayRootCertSn };
  },
  sdk: ({ kind, method, params, key }) => {
    const sdk = sdkOf(key);
    return { text: kind === 'page' ? sdk.pageExecute(method, 'GET', params) : sdk.sdkExecute(method, params) };
  },
  bill: ({ lines, name }) => {
    // Names in GBK and without the flag that says UTF-8.
    const decoder = { efs: false, encode: text => iconv.encode(text, 'gbk'), decode: bytes => iconv.decode(bytes, 'gbk') };
    const zip = new AdmZip(undefined, { decoder });
    const add = (entry, text) => zip.addFile(entry, iconv.encode(text, 'gbk'));
    add(`${name}_业务明细.csv`, lines.map(line => `${line}\r\n`).join(''));
    add(`${name}_业务明细(汇总).csv`, '#支付宝业务汇总查询\r\n合计,,1\r\n');
    return { zip: zip.toBuffer().toString('base64') };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  let answer;
  try {
    answer = answers[request.op](request);
  } catch (error) {
    answer = { error: String(error) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
