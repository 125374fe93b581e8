// The demo's Solana: a simulated node, and a payer with Solana's own client.
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Connection, Keypair, PublicKey } from '@solana/web3.js';
import { payTokens, tokenAccount } from './solana-pay.mjs';

export const names = ['solana'];

export const startChain = async (name, { root, start }) => {
  const node = start('dotnet', [join(root, 'tools/Payments.SimulatedNode/bin/Release/net10.0/simulated-node.dll'), 'solana', '200']);
  const said = JSON.parse((await createInterface({ input: node.stdout })[Symbol.asyncIterator]().next()).value);
  const payer = Keypair.generate();
  const owner = payer.publicKey.toBase58();
  const account = tokenAccount(new PublicKey(said.token), payer.publicKey).toBase58();
  await fetch(`${said.url}sim/fund`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ owner, account, lamports: 1e9, units: 1e12 }) });
  const connection = new Connection(said.url, 'confirmed');
  return {
    title: 'A simulated Solana node with a slot every 0.2 s, some of them skipped, and a payer with USDT',
    facts: `node ${said.url}, USDT ${said.token}, payer ${owner}`,
    settings: { PAYMENTS_Chains__Solana__Rpc: said.url, PAYMENTS_Chains__Solana__ChainId: String(said.chainId), PAYMENTS_Chains__Solana__PollInterval: '00:00:00.2' },
    wallet: Keypair.generate().publicKey.toBase58(),
    pay: async (address, amount) => `transaction ${await payTokens(connection, payer, said.token, address, Math.round(amount * 1e6))}; it is final when its slot is finalized, ten slots later`,
  };
};
