// Compiles tests/Support/Payments.Testing/Nodes/TestToken.sol and prints its creation bytecode; with --write it renews TestToken.bin beside it.
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const solc = require('solc');

const folder = path.join(__dirname, '..', 'Payments.Testing', 'Nodes');
const source = fs.readFileSync(path.join(folder, 'TestToken.sol'), 'utf8');
const output = JSON.parse(solc.compile(JSON.stringify({
  language: 'Solidity',
  sources: { 'TestToken.sol': { content: source } },
  settings: {
    evmVersion: 'paris',
    optimizer: { enabled: true },
    metadata: { appendCBOR: false },
    outputSelection: { '*': { '*': ['evm.bytecode.object', 'evm.methodIdentifiers'] } },
  },
})));
const errors = (output.errors ?? []).filter(error => error.severity === 'error');
if (errors.length > 0) throw new Error(errors.map(error => error.formattedMessage).join('\n'));
const { evm } = output.contracts['TestToken.sol'].TestToken;
if (process.argv.includes('--write')) fs.writeFileSync(path.join(folder, 'TestToken.bin'), evm.bytecode.object + '\n');
if (process.argv.includes('--selectors')) console.error(evm.methodIdentifiers);
console.log(evm.bytecode.object);
