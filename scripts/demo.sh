#!/usr/bin/env bash
# One order from the shop's form to the shop's callback, on a local node: nothing leaves this machine.
# scripts/demo.sh [--chain ethereum|bsc|polygon|tron|bitcoin|solana]
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh
dotnet build src/Payments.Host -c Release -v quiet -nologo
[[ " $* " != *" bitcoin "* ]] || dotnet build tests/Payments.Testing.BitcoinNode -c Release -v quiet -nologo
[[ " $* " != *" tron "* ]] || dotnet build tests/Payments.Testing.TronNode -c Release -v quiet -nologo
[[ " $* " != *" solana "* ]] || dotnet build tests/Payments.Testing.SolanaNode -c Release -v quiet -nologo
exec node tests/node/demo.mjs "$@"
