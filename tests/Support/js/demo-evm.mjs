// Demo chains that speak Ethereum's JSON-RPC: anvil, a test token, an unlocked payer.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Contract, ContractFactory, JsonRpcProvider } from 'ethers';

const chains = { ethereum: { id: 1, decimals: 6 }, bsc: { id: 56, decimals: 18 }, polygon: { id: 137, decimals: 6 } };
const abi = ['constructor(uint8)', 'function mint(address,uint256)', 'function transfer(address,uint256) returns (bool)'];

export const names = Object.keys(chains);

export const startChain = async (name, { root, start, freePort, untilAnswers }) => {
  const { id, decimals } = chains[name];
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  start(join(root, 'tests/Support/js/node_modules/@foundry-rs/anvil-linux-amd64/bin/anvil'), ['--port', port, '--chain-id', id, '--silent']);
  await untilAnswers(url, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"jsonrpc":"2.0","id":1,"method":"eth_chainId","params":[]}' });
  const provider = new JsonRpcProvider(url, undefined, { pollingInterval: 100 });
  const payer = await provider.getSigner(3);
  const bytecode = readFileSync(join(root, 'tests/Support/Payments.Testing/Nodes/TestToken.bin'), 'utf8').trim();
  const deployed = await new ContractFactory(abi, `0x${bytecode}`, payer).deploy(decimals);
  await deployed.waitForDeployment();
  const contract = await deployed.getAddress();
  const token = new Contract(contract, abi, payer);
  await (await token.mint(await payer.getAddress(), 10n ** 24n)).wait();
  const section = `PAYMENTS_Chains__${name[0].toUpperCase()}${name.slice(1)}`;
  return {
    title: `A local EVM node and a test token with ${decimals} decimals, as USDT has on ${name}`,
    facts: `node ${url}, token ${contract}`,
    settings: {
      [`${section}__Rpc`]: url, [`${section}__Confirmations`]: '3', [`${section}__PollInterval`]: '00:00:00.2',
      [`${section}__Tokens__USDT__Contract`]: contract, [`${section}__Tokens__USDT__Decimals`]: String(decimals),
    },
    wallet: await (await provider.getSigner(1)).getAddress(),
    pay: async (address, amount) => {
      const paid = await (await token.transfer(address, BigInt(Math.round(amount * 100)) * 10n ** BigInt(decimals - 2))).wait();
      await provider.send('anvil_mine', ['0x2']);
      return `transaction ${paid.hash} in block ${paid.blockNumber}; two more blocks make three confirmations`;
    },
  };
};
