// Reads [url, block number, token] and writes what ethers reads from the node, numbers in decimal and addresses in lower case:
// chain id, newest block number, gas price, whether it syncs, the finalized block, the block with transactions, the token's logs in it, its receipts.
'use strict';
const { JsonRpcProvider } = require('ethers');
const [url, number, token] = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));

const lower = address => address?.toLowerCase() ?? null;
const named = block => ({ number: block.number, hash: block.hash, parentHash: block.parentHash, timestamp: block.timestamp });
const logged = log => ({
  address: lower(log.address), topics: [...log.topics], data: log.data, blockHash: log.blockHash, blockNumber: log.blockNumber,
  logIndex: log.index, transactionHash: log.transactionHash, removed: log.removed === true,
});

(async () => {
  const provider = new JsonRpcProvider(url, undefined, { batchMaxCount: 1 });
  const block = await provider.getBlock(number, true);
  const transactions = block.prefetchedTransactions;
  const receipts = await Promise.all(transactions.map(transaction => provider.getTransactionReceipt(transaction.hash)));
  console.log(JSON.stringify([
    String((await provider.getNetwork()).chainId),
    await provider.getBlockNumber(),
    String((await provider.getFeeData()).gasPrice),
    await provider.send('eth_syncing', []) !== false,
    named(await provider.getBlock('finalized')),
    { ...named(block), transactions: transactions.map(({ hash, blockHash, from, to, value }) => ({ hash, blockHash, from: lower(from), to: lower(to), value: String(value) })) },
    (await provider.getLogs({ fromBlock: number, toBlock: number, address: token })).map(logged),
    receipts.map(receipt => ({ transactionHash: receipt.hash, blockHash: receipt.blockHash, status: receipt.status, logs: receipt.logs.map(logged) })),
  ]));
  provider.destroy();
})();
