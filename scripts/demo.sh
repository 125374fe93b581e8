#!/usr/bin/env bash
# One order from the shop's form to the shop's callback, on a local node: nothing leaves this machine.
# The exit code is 0 where the shop heard in time, and the signature fits. PAYMENTS="dotnet …/payments.dll" names a gateway that is built already.
# scripts/demo.sh [--chain ethereum|bsc|polygon|tron|bitcoin|solana] [--xpub]
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh
[ -n "${PAYMENTS:-}" ] || dotnet build src/Payments.Host -c Release -v quiet -nologo
case "$*" in *bitcoin* | *solana* | *tron*) dotnet build tools/Payments.SimulatedNode -c Release -v quiet -nologo ;; esac
exec node tests/Support/js/demo.mjs "$@"
