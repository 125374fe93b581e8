// Reads a JSON array of {text, network} and writes for each the script that bitcoinjs-lib pays to, as hex, or null where it refuses the address.
// With the network 'key' the text is a Taproot key as hex; null where it is no point of the curve.
import { readFileSync } from 'node:fs';
import * as ecc from '@bitcoinerlab/secp256k1';
import { address, initEccLib, networks } from 'bitcoinjs-lib';

initEccLib(ecc);
const known = {
  ...networks,
  litecoin: { ...networks.bitcoin, bech32: 'ltc', pubKeyHash: 48, scriptHash: 50 },
  dash: { ...networks.bitcoin, bech32: 'none', pubKeyHash: 76, scriptHash: 16 },
};

console.warn = () => {}; // It warns of witness versions that nobody uses yet.
const script = ({ text, network }) => {
  if (network === 'key') return ecc.isXOnlyPoint(Buffer.from(text, 'hex')) ? `5120${text}` : null;
  try {
    return Buffer.from(address.toOutputScript(text, known[network])).toString('hex');
  } catch {
    return null;
  }
};
console.log(JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map(script)));
