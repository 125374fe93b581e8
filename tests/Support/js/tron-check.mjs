// What tronweb makes of a node. Input: {url, send?, read?}; prints what it saw, for a test to compare.
import { readFileSync } from 'node:fs';
import { TronWeb } from 'tronweb';

const { url, send, read } = JSON.parse(readFileSync(0, 'utf8'));
const abi = [
  { type: 'function', name: 'transfer', stateMutability: 'nonpayable', inputs: [{ name: 'to', type: 'address' }, { name: 'value', type: 'uint256' }], outputs: [{ name: '', type: 'bool' }] },
  { type: 'function', name: 'balanceOf', stateMutability: 'view', inputs: [{ name: 'who', type: 'address' }], outputs: [{ name: '', type: 'uint256' }] },
  { type: 'function', name: 'decimals', stateMutability: 'view', inputs: [], outputs: [{ name: '', type: 'uint8' }] },
  { type: 'function', name: 'symbol', stateMutability: 'view', inputs: [], outputs: [{ name: '', type: 'string' }] },
];
const tronWeb = new TronWeb({ fullHost: url, privateKey: (send ?? read).key });
const seen = {};

if (send) {
  seen.coins = (await tronWeb.trx.sendTransaction(send.to, send.sun)).txid;
  seen.tokens = await tronWeb.contract(abi, send.token).transfer(send.to, send.units).send({ feeLimit: 100_000_000 });
}
if (read) {
  const block = await tronWeb.trx.getBlockByNumber(read.block);
  const newest = await tronWeb.trx.getCurrentBlock();
  const info = await tronWeb.trx.getTransactionInfo(read.transaction);
  const [log] = info.log;
  const address = word => TronWeb.address.fromHex(`41${word.slice(-40)}`);
  const token = tronWeb.contract(abi, read.token);
  Object.assign(seen, {
    block: { id: block.blockID, number: block.block_header.raw_data.number, transactions: block.transactions.map(transaction => transaction.txID) },
    newest: newest.block_header.raw_data.number,
    confirmed: (await tronWeb.trx.getConfirmedCurrentBlock()).block_header.raw_data.number,
    transaction: (await tronWeb.trx.getTransaction(read.transaction)).ret[0].contractRet,
    event: {
      contract: TronWeb.address.fromHex(`41${log.address}`),
      isTransfer: tronWeb.sha3('Transfer(address,address,uint256)', false) === log.topics[0],
      from: address(log.topics[1]),
      to: address(log.topics[2]),
      value: BigInt(`0x${log.data}`).toString(),
    },
    tokens: (await token.balanceOf(read.account).call()).toString(),
    decimals: Number(await token.decimals().call()),
    symbol: await token.symbol().call(),
    coins: await tronWeb.trx.getBalance(read.account),
  });
}
console.log(JSON.stringify(seen));
