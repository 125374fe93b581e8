// A payer's wallet on Solana: coins by the system program, tokens into the receiver's associated account, which is made where it is missing; by hand or by a Solana Pay link.
import { PublicKey, SystemProgram, Transaction, TransactionInstruction } from '@solana/web3.js';

const tokenProgram = new PublicKey('TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA');
const associatedProgram = new PublicKey('ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL');

export const tokenAccount = (mint, owner) => PublicKey.findProgramAddressSync([owner.toBuffer(), tokenProgram.toBuffer(), mint.toBuffer()], associatedProgram)[0];

const send = async (connection, payer, instructions) => {
  const { blockhash, lastValidBlockHeight } = await connection.getLatestBlockhash();
  const transaction = new Transaction({ feePayer: payer.publicKey, blockhash, lastValidBlockHeight }).add(...instructions);
  transaction.sign(payer);
  return connection.sendRawTransaction(transaction.serialize(), { skipPreflight: true });
};

// Solana Pay: references are keys of the last instruction that neither sign nor are written to.
const named = (instruction, references) => {
  for (const pubkey of references) instruction.keys.push({ pubkey, isSigner: false, isWritable: false });
  return instruction;
};

export const payCoins = (connection, payer, to, lamports, references = []) =>
  send(connection, payer, [named(SystemProgram.transfer({ fromPubkey: payer.publicKey, toPubkey: new PublicKey(to), lamports }), references)]);

export const payTokens = (connection, payer, mintText, toText, units, references = []) => {
  const [mint, to] = [new PublicKey(mintText), new PublicKey(toText)];
  const [source, target] = [tokenAccount(mint, payer.publicKey), tokenAccount(mint, to)];
  const data = Buffer.alloc(10);
  data[0] = 12; // TransferChecked: units, decimals.
  data.writeBigUInt64LE(BigInt(units), 1);
  data[9] = 6;
  const key = (pubkey, isWritable = false, isSigner = false) => ({ pubkey, isWritable, isSigner });
  return send(connection, payer, [
    new TransactionInstruction({
      programId: associatedProgram, data: Buffer.from([1]), // CreateIdempotent.
      keys: [key(payer.publicKey, true, true), key(target, true), key(to), key(mint), key(SystemProgram.programId), key(tokenProgram)],
    }),
    named(new TransactionInstruction({ programId: tokenProgram, data, keys: [key(source, true), key(mint), key(target, true), key(payer.publicKey, false, true)] }), references),
  ]);
};

// A transfer request by the Solana Pay specification.
export const readLink = text => {
  const url = new URL(text);
  if (url.protocol !== 'solana:') throw new Error('not a Solana Pay link');
  const one = name => {
    const values = url.searchParams.getAll(name);
    if (values.length > 1) throw new Error(`${name} comes more than once`);
    return values[0];
  };
  const amount = one('amount');
  if (!/^(0|[1-9]\d*)(\.\d+)?$/.test(amount)) throw new Error(`${amount} is no amount`);
  const mint = one('spl-token');
  return { to: new PublicKey(url.pathname), amount, mint: mint && new PublicKey(mint), references: url.searchParams.getAll('reference').map(key => new PublicKey(key)), label: one('label') };
};

const unitsOf = (amount, decimals) => {
  const [whole, fraction = ''] = amount.split('.');
  if (fraction.length > decimals) throw new Error('more decimals than the token has');
  return BigInt(whole + fraction.padEnd(decimals, '0'));
};

// Pays what a link asks for, or another amount; a wallet that does not know references leaves them out.
export const payLink = (connection, payer, text, { amount, withoutReferences } = {}) => {
  const link = readLink(text);
  const references = withoutReferences ? [] : link.references;
  return link.mint
    ? payTokens(connection, payer, link.mint.toBase58(), link.to.toBase58(), unitsOf(amount ?? link.amount, 6), references)
    : payCoins(connection, payer, link.to.toBase58(), unitsOf(amount ?? link.amount, 9), references);
};
