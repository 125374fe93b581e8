// What Solana's client makes of addresses. Input: [{owner, mint, program}] or [{text}]; prints the associated token account, or whether the text is an address and on the curve.
import { readFileSync } from 'node:fs';
import { PublicKey } from '@solana/web3.js';

const associated = new PublicKey('ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL');
const about = text => {
  try {
    const key = new PublicKey(text);
    return { text: key.toBase58(), hex: Buffer.from(key.toBytes()).toString('hex'), isOnCurve: PublicKey.isOnCurve(key.toBytes()) };
  } catch {
    return { text: null };
  }
};
const account = ({ owner, mint, program }) => {
  const seeds = [owner, program, mint].map(key => new PublicKey(key).toBuffer());
  const [address, bump] = PublicKey.findProgramAddressSync(seeds, associated);
  return { address: address.toBase58(), bump };
};
console.log(JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map(item => (item.owner ? account(item) : about(item.text)))));
