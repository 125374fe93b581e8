// What bitcoinjs-lib makes of blocks. Input: a JSON array of blocks as hex; prints for each what it saw, for a test to compare.
import { readFileSync } from 'node:fs';
import * as ecc from '@bitcoinerlab/secp256k1';
import { address, Block, initEccLib, networks } from 'bitcoinjs-lib';

initEccLib(ecc);
console.warn = () => {};
const addressOf = script => {
  try {
    return address.fromOutputScript(script, networks.regtest);
  } catch {
    return null;
  }
};

console.log(JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map(hex => {
  const block = Block.fromHex(hex);
  return {
    id: block.getId(),
    previous: Buffer.from(block.prevHash).reverse().toString('hex'),
    rootsFit: block.checkTxRoots(),
    workFits: block.checkProofOfWork(),
    transactions: block.transactions.map(transaction => ({
      id: transaction.getId(),
      outputs: transaction.outs.map(({ value, script }) => ({ units: value.toString(), address: addressOf(script) })),
    })),
  };
})));
