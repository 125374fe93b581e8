// What Solana's client makes of a node. Input: {url, key, who?, send?, links?, read?}; prints what it saw, for a test to compare.
import { readFileSync } from 'node:fs';
import { Connection, Keypair, PublicKey } from '@solana/web3.js';
import { payCoins, payLink, payTokens, readLink, tokenAccount } from './solana-pay.mjs';

const { url, key, who, send, links, read } = JSON.parse(readFileSync(0, 'utf8'));
const connection = url && new Connection(url, { commitment: 'confirmed', disableRetryOnRateLimit: true });
const payer = Keypair.fromSeed(Buffer.from(key, 'hex'));
const seen = {};

if (send) {
  seen.coins = await payCoins(connection, payer, send.to, send.lamports);
  seen.tokens = await payTokens(connection, payer, send.mint, send.to, send.units);
}
if (links) {
  seen.paid = [];
  for (const { link, ...how } of links.pay) seen.paid.push(await payLink(connection, payer, link, how));
  seen.links = links.pay.map(({ link }) => readLink(link)).map(({ to, amount, mint, references, label }) => ({ to, amount, mint, references, label }));
}
if (read) {
  const block = await connection.getBlock(read.slot, { maxSupportedTransactionVersion: 0 });
  const transaction = await connection.getTransaction(read.transaction, { maxSupportedTransactionVersion: 0 });
  const { meta } = transaction;
  const keys = transaction.transaction.message.getAccountKeys({ accountKeysFromLookups: meta.loadedAddresses }).keySegments().flat().map(key => key.toBase58());
  const units = balances => Object.fromEntries(balances.filter(({ owner }) => owner === read.account).map(({ accountIndex, uiTokenAmount }) => [keys[accountIndex], uiTokenAmount.amount]));
  Object.assign(seen, {
    block: { hash: block.blockhash, parentSlot: block.parentSlot, time: block.blockTime, signatures: block.transactions.map(({ transaction: { signatures } }) => signatures[0]) },
    newest: await connection.getSlot('confirmed'),
    final: await connection.getSlot('finalized'),
    slots: await connection.getBlocks(read.from, read.slot, 'confirmed'),
    genesis: await connection.getGenesisHash(),
    transaction: { slot: transaction.slot, err: meta.err, before: units(meta.preTokenBalances), after: units(meta.postTokenBalances) },
    account: tokenAccount(new PublicKey(read.mint), new PublicKey(read.account)).toBase58(),
    tokens: (await connection.getTokenAccountBalance(tokenAccount(new PublicKey(read.mint), new PublicKey(read.account)))).value.amount,
    coins: await connection.getBalance(new PublicKey(read.account)),
    status: (await connection.getSignatureStatus(read.transaction)).value.confirmationStatus,
  });
}
if (who) Object.assign(seen, { payer: payer.publicKey.toBase58(), account: tokenAccount(new PublicKey(who.mint), payer.publicKey).toBase58() });
console.log(JSON.stringify(seen));
