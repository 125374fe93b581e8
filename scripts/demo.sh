#!/usr/bin/env bash
# One order from the shop's form to the shop's callback, on a local EVM node: nothing leaves this machine.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh
dotnet build src/Payments.Host -c Release -v quiet -nologo
exec node tests/node/demo.mjs
