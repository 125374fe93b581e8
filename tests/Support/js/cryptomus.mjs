// Cryptomus' signatures, by Node alone: reads a JSON object a line, writes a JSON object a line. Bodies travel as base64.
//   {op:"sign", body, key}      -> {sign}   MD5 over base64(body) + key
//   {op:"header", body, key}    -> {sign}   HMAC-SHA256 over the body
//   {op:"webhook", data, key}   -> {body}   data is JSON text; written as PHP writes it, with sign behind it
//   {op:"verify", body, key}    -> {ok}     the manual's own recipe: parse, delete sign, write again with escaped slashes
import { createHash, createHmac } from 'node:crypto';
import { createInterface } from 'node:readline';

const md5 = (bytes, key) => createHash('md5').update(Buffer.from(bytes).toString('base64') + key).digest('hex');
const asPhp = value => JSON.stringify(value).replaceAll('/', '\\/').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');

const answers = {
  sign: ({ body, key }) => ({ sign: md5(Buffer.from(body, 'base64'), key) }),
  header: ({ body, key }) => ({ sign: createHmac('sha256', key).update(Buffer.from(body, 'base64')).digest('hex') }),
  webhook: ({ data, key }) => {
    const parsed = JSON.parse(data);
    const sign = md5(Buffer.from(asPhp(parsed)), key);
    return { body: Buffer.from(asPhp({ ...parsed, sign })).toString('base64') };
  },
  verify: ({ body, key }) => {
    const { sign, ...rest } = JSON.parse(Buffer.from(body, 'base64').toString());
    return { ok: sign === md5(Buffer.from(asPhp(rest)), key) };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(answers[request.op](request))}\n`);
}
