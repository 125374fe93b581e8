// The demo's TRON: a simulated full node, and a payer with tronweb.
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { TronWeb, utils } from 'tronweb';

const abi = [{ type: 'function', name: 'transfer', stateMutability: 'nonpayable', inputs: [{ name: 'to', type: 'address' }, { name: 'value', type: 'uint256' }], outputs: [{ name: '', type: 'bool' }] }];

export const names = ['tron'];

export const startChain = async (name, { root, start }) => {
  const node = start('dotnet', [join(root, 'tools/Payments.SimulatedNode/bin/Release/net10.0/simulated-node.dll'), 'tron', '300']);
  const said = JSON.parse((await createInterface({ input: node.stdout })[Symbol.asyncIterator]().next()).value);
  const url = said.url.replace(/\/$/, '');
  const payer = utils.accounts.generateAccount();
  const tronWeb = new TronWeb({ fullHost: url, privateKey: payer.privateKey });
  await fetch(`${url}/sim/fund`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ address: payer.address.hex.toLowerCase(), sun: 1e9, units: 1e12 }) });
  const token = TronWeb.address.fromHex(said.token);
  return {
    title: 'A simulated TRON node with a block every 0.3 s, and a payer with USDT',
    facts: `node ${url}, USDT ${token}, payer ${payer.address.base58}`,
    settings: {
      PAYMENTS_Chains__Tron__Rpc: url, PAYMENTS_Chains__Tron__ChainId: String(said.chainId), PAYMENTS_Chains__Tron__PollInterval: '00:00:00.2',
      PAYMENTS_Chains__Tron__Tokens__USDT__Contract: token,
    },
    wallet: utils.accounts.generateAccount().address.base58,
    pay: async (address, amount) => {
      const transaction = await tronWeb.contract(abi, token).transfer(address, Math.round(amount * 100) * 1e4).send({ feeLimit: 100_000_000 });
      return `transaction ${transaction}; it is final when its block is solidified, three blocks later`;
    },
  };
};
