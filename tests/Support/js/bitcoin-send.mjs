// A payer with bitcoinjs-lib. Without url: prints the payer's address. With url: spends the given coin, half to the receiver and the rest to itself.
// Input: {key, url?, coin?: {id, index, units}, to?, units?, fee?}; prints {address} or {id, hex, error?}.
import { readFileSync } from 'node:fs';
import * as ecc from '@bitcoinerlab/secp256k1';
import { initEccLib, networks, payments, Psbt } from 'bitcoinjs-lib';
import { ECPairFactory } from 'ecpair';

initEccLib(ecc);
const { key, url, coin, to, units, fee } = JSON.parse(readFileSync(0, 'utf8'));
const network = networks.regtest;
const pair = ECPairFactory(ecc).fromPrivateKey(Buffer.from(key, 'hex'), { network });
const own = payments.p2wpkh({ pubkey: pair.publicKey, network });

if (!url) {
  console.log(JSON.stringify({ address: own.address }));
} else {
  const psbt = new Psbt({ network })
    .addInput({ hash: coin.id, index: coin.index, sequence: 0xfffffffd, witnessUtxo: { script: own.output, value: BigInt(coin.units) } })
    .addOutput({ address: to, value: BigInt(units) })
    .addOutput({ address: own.address, value: BigInt(coin.units - units - fee) })
    .signAllInputs(pair);
  if (!psbt.validateSignaturesOfInput(0, (key, hash, signature) => ecc.verify(hash, key, signature))) throw new Error('the signature does not fit');
  const transaction = psbt.finalizeAllInputs().extractTransaction();
  const response = await fetch(url, {
    method: 'POST', headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'sendrawtransaction', params: [transaction.toHex()] }),
  });
  const { result, error } = await response.json();
  console.log(JSON.stringify({ id: transaction.getId(), sent: result, error: error?.message ?? null }));
}
