// Reads a JSON array of lower-case addresses and writes them with their EIP-55 checksums.
'use strict';
const { getAddress } = require('ethers');
const input = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));
console.log(JSON.stringify(input.map(value => getAddress(value))));
