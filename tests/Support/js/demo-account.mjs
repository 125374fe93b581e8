// The account of the demo's merchant: an extended public key as wallets show it. The private one is thrown away, because nothing is spent.
import { randomBytes } from 'node:crypto';
import * as ecc from 'tiny-secp256k1';
import { BIP32Factory } from 'bip32';
import { networks } from 'bitcoinjs-lib';
import { HDNodeWallet } from 'ethers';

export const freshAccount = chain => {
  if (chain !== 'bitcoin') return HDNodeWallet.fromSeed(randomBytes(32)).derivePath(chain === 'tron' ? "44'/195'/0'" : "44'/60'/0'").neuter().extendedKey;
  // SegWit on a test network: vpub, as SLIP-132 has it.
  const network = { ...networks.regtest, bip32: { public: 0x045f1cf6, private: 0x045f18bc } };
  return BIP32Factory(ecc).fromSeed(randomBytes(32), network).derivePath("m/84'/1'/0'").neutered().toBase58();
};
