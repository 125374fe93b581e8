// Reads a JSON array of hex strings and writes the array of their Keccak-256 hashes.
'use strict';
const { keccak256 } = require('ethers');
const input = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));
console.log(JSON.stringify(input.map(value => keccak256(value))));
