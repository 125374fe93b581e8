// Reads a JSON array of texts and writes for each what tronweb makes of it: valid or not, its Base58 and its hex form.
import { readFileSync } from 'node:fs';
import { TronWeb } from 'tronweb';

const input = JSON.parse(readFileSync(0, 'utf8'));
console.log(JSON.stringify(input.map(text => {
  const valid = TronWeb.isAddress(text);
  return valid ? { valid, base58: TronWeb.address.fromHex(text), hex: TronWeb.address.toHex(text).toLowerCase() } : { valid };
})));
