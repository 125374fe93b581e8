// The demo's Bitcoin: a simulated node on regtest, and a payer with bitcoinjs-lib.
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import * as ecc from '@bitcoinerlab/secp256k1';
import { initEccLib, networks, payments, Psbt } from 'bitcoinjs-lib';
import { ECPairFactory } from 'ecpair';

initEccLib(ecc);
const network = networks.regtest;
const units = 100_000_000;

export const names = ['bitcoin'];

export const startChain = async (name, { root, start }) => {
  const node = start('dotnet', [join(root, 'tools/Payments.SimulatedNode/bin/Release/net10.0/simulated-node.dll'), 'bitcoin', '500']);
  const said = JSON.parse((await createInterface({ input: node.stdout })[Symbol.asyncIterator]().next()).value);
  const account = () => {
    const pair = ECPairFactory(ecc).makeRandom({ network });
    return { pair, ...payments.p2wpkh({ pubkey: pair.publicKey, network }) };
  };
  const payer = account();
  const post = (path, body) => fetch(said.url + path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  const coin = await (await post('sim/fund', { script: Buffer.from(payer.output).toString('hex'), units })).text();
  return {
    title: 'A simulated Bitcoin node on regtest with a block every 0.5 s, and a payer with one coin',
    facts: `node ${said.url}, payer ${payer.address}`,
    settings: {
      PAYMENTS_Chains__Bitcoin__Rpc: said.url, PAYMENTS_Chains__Bitcoin__ChainId: String(said.chainId), PAYMENTS_Chains__Bitcoin__PollInterval: '00:00:00.2',
    },
    token: 'BTC',
    rate: 720_000,
    wallet: account().address,
    pay: async (address, amount) => {
      const paid = Math.round(amount * units);
      const transaction = new Psbt({ network })
        .addInput({ hash: coin, index: 0, witnessUtxo: { script: payer.output, value: BigInt(units) } })
        .addOutput({ address, value: BigInt(paid) })
        .addOutput({ address: payer.address, value: BigInt(units - paid - 300) })
        .signAllInputs(payer.pair).finalizeAllInputs().extractTransaction();
      const { result, error } = await (await post('', { id: 1, method: 'sendrawtransaction', params: [transaction.toHex()] })).json();
      if (error) throw new Error(error.message);
      return `transaction ${result}; it is final with the second block`;
    },
  };
};
