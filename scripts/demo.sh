#!/usr/bin/env bash
# One order from the shop's form to the shop's callback, on a local node or a provider's stand-in: nothing leaves this machine.
# The exit code is 0 where the shop heard in time, and the signature fits. PAYMENTS="dotnet …/payments.dll" names a gateway that is built already.
# scripts/demo.sh [--chain ethereum|bsc|polygon|tron|bitcoin|solana] [--xpub] [--provider alipay|cryptomus|medogram|wechat] [--stay]
# --provider has the order paid at a payment provider, whose stand-in runs here, instead of on a chain.
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
    --provider=*) provider=${1#*=} ;;
    --provider)
      provider=${2:-}
      [ $# -lt 2 ] || shift
      ;;
    --xpub | --stay) ;;
    *)
      echo "demo: '$1' is not understood; options are --chain NAME, --xpub, --provider NAME and --stay" >&2
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
case ${provider-none} in
  none | alipay | cryptomus | medogram | wechat) ;;
  *)
    echo "demo: there is no provider '$provider' here; there are alipay, cryptomus, medogram and wechat" >&2
    exit 1
    ;;
esac

scripts/setup.sh --demo
if [ -z "${PAYMENTS:-}" ]; then
  echo "demo: building the gateway"
  dotnet build src/Payments.Host -c Release -v quiet -nologo
fi
[ -z "${provider:-}" ] || dotnet build tools/Payments.ProviderSandbox -c Release -v quiet -nologo
[ -z "${simulated:-}" ] || dotnet build tools/Payments.SimulatedNode -c Release -v quiet -nologo
exec node tests/Support/js/demo.mjs ${arguments[@]+"${arguments[@]}"}
