#!/usr/bin/env bash
# One order from the shop's form to the shop's callback, on a local node: nothing leaves this machine.
# The exit code is 0 where the shop heard in time, and the signature fits. PAYMENTS="dotnet …/payments.dll" names a gateway that is built already.
# scripts/demo.sh [--chain ethereum|bsc|polygon|tron|bitcoin|solana] [--xpub] [--stay]
# --stay keeps everything running afterwards and prints the addresses to open, until Ctrl+C.
set -euo pipefail
cd "$(dirname "$0")/.."

chain=ethereum
arguments=("$@")
while [ $# -gt 0 ]; do
  case $1 in
    --chain=*) chain=${1#*=} ;;
    --chain)
      chain=${2:-}
      [ $# -lt 2 ] || shift
      ;;
    --xpub | --stay) ;;
    *)
      echo "demo: '$1' is not understood; options are --chain NAME, --xpub and --stay" >&2
      exit 1
      ;;
  esac
  shift
done
case $chain in
  ethereum | bsc | polygon) ;;
  tron | bitcoin | solana) simulated=1 ;;
  *)
    echo "demo: there is no chain '$chain' here; there are ethereum, bsc, polygon, tron, bitcoin and solana" >&2
    exit 1
    ;;
esac

scripts/setup.sh --demo
if [ -z "${PAYMENTS:-}" ]; then
  echo "demo: building the gateway"
  dotnet build src/Payments.Host -c Release -v quiet -nologo
fi
[ -z "${simulated:-}" ] || dotnet build tools/Payments.SimulatedNode -c Release -v quiet -nologo
exec node tests/Support/js/demo.mjs ${arguments[@]+"${arguments[@]}"}
