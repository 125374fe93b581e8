// A payer's wallet on Solana: coins by the system program, tokens into the receiver's associated account, which is made where it is missing.
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

export const payCoins = (connection, payer, to, lamports) =>
  send(connection, payer, [SystemProgram.transfer({ fromPubkey: payer.publicKey, toPubkey: new PublicKey(to), lamports })]);

export const payTokens = (connection, payer, mintText, toText, units) => {
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
    new TransactionInstruction({ programId: tokenProgram, data, keys: [key(source, true), key(mint), key(target, true), key(payer.publicKey, false, true)] }),
  ]);
};
