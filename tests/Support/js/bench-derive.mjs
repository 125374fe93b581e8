// Derives addresses from extended public keys with bip32, on libsecp256k1 in WebAssembly, and bitcoinjs-lib. Input: {key, form, count}; prints
// how many addresses came in a second, and the last one.
import { readFileSync } from 'node:fs';
import * as ecc from 'tiny-secp256k1';
import { BIP32Factory } from 'bip32';
import { initEccLib, payments } from 'bitcoinjs-lib';

initEccLib(ecc);
const forms = {
  p2wpkh: pubkey => payments.p2wpkh({ pubkey }),
  p2tr: pubkey => payments.p2tr({ internalPubkey: pubkey.subarray(1) }),
};
const { key, form, count } = JSON.parse(readFileSync(0, 'utf8'));
const external = BIP32Factory(ecc).fromBase58(key).derive(0);
let address;
const derive = number => {
  for (let index = 0; index < number; index++) address = forms[form](external.derive(index).publicKey).address;
};
derive(count);
const began = performance.now();
derive(count);
console.log(JSON.stringify({ perSecond: count / ((performance.now() - began) / 1000), address }));
