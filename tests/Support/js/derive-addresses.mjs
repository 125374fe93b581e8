// Accounts derived by bip32, bitcoinjs-lib, ethers and tronweb from seeds. Input: a JSON array of {seed, kind, indices}; prints for each the account's
// public key as a wallet shows it, its private one, and its addresses 0/i. Kinds: evm, tron, and in the Bitcoin family network:form.
import { readFileSync } from 'node:fs';
import * as ecc from 'tiny-secp256k1';
import { BIP32Factory } from 'bip32';
import { initEccLib, networks, payments } from 'bitcoinjs-lib';
import { HDNodeWallet } from 'ethers';
import { utils } from 'tronweb';

initEccLib(ecc);
const bip32 = BIP32Factory(ecc);
const litecoin = { ...networks.bitcoin, bech32: 'ltc', pubKeyHash: 48, scriptHash: 50 };
const dash = { ...networks.bitcoin, bech32: 'none', pubKeyHash: 76, scriptHash: 16 };
const versions = {
  xpub: [0x0488b21e, 0x0488ade4], ypub: [0x049d7cb2, 0x049d7878], zpub: [0x04b24746, 0x04b2430c],
  tpub: [0x043587cf, 0x04358394], upub: [0x044a5262, 0x044a4e28], vpub: [0x045f1cf6, 0x045f18bc],
  Ltub: [0x019da462, 0x019d9cfe], Mtub: [0x01b26ef6, 0x01b26792], ttub: [0x0436f6e1, 0x0436ef7d], drkp: [0x02fe52cc, 0x02fe52f8],
};
const known = {
  bitcoin: [networks.bitcoin, 0], testnet: [networks.testnet, 1], regtest: [networks.regtest, 1], litecoin: [litecoin, 2], dash: [dash, 5],
};
const forms = {
  p2pkh: [44, (pubkey, network) => payments.p2pkh({ pubkey, network })],
  'p2sh-p2wpkh': [49, (pubkey, network) => payments.p2sh({ redeem: payments.p2wpkh({ pubkey, network }), network })],
  p2wpkh: [84, (pubkey, network) => payments.p2wpkh({ pubkey, network })],
  p2tr: [86, (pubkey, network) => payments.p2tr({ internalPubkey: pubkey.subarray(1), network })],
};

const family = ({ seed, kind, indices }) => {
  const [name, form, version] = kind.split(':');
  const [network, coin] = known[name];
  const [purpose, pay] = forms[form];
  const [publicVersion, privateVersion] = versions[version];
  const account = bip32.fromSeed(Buffer.from(seed, 'hex'), { ...network, bip32: { public: publicVersion, private: privateVersion } }).derivePath(`m/${purpose}'/${coin}'/0'`);
  const external = account.neutered().derive(0);
  return { key: account.neutered().toBase58(), secret: account.toBase58(), addresses: indices.map(index => pay(external.derive(index).publicKey, network).address) };
};

const ethereum = ({ seed, kind, indices }) => {
  const account = HDNodeWallet.fromSeed(`0x${seed}`).derivePath(kind === 'tron' ? "44'/195'/0'" : "44'/60'/0'");
  const external = account.neuter().deriveChild(0);
  const address = node => kind === 'evm' ? node.address : utils.crypto.getBase58CheckAddress(utils.crypto.computeAddress([...ecc.pointCompress(Buffer.from(node.publicKey.slice(2), 'hex'), false)]));
  return { key: account.neuter().extendedKey, secret: account.extendedKey, addresses: indices.map(index => address(external.deriveChild(index))) };
};

console.log(JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map(wish => wish.kind === 'evm' || wish.kind === 'tron' ? ethereum(wish) : family(wish))));
