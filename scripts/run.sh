#!/usr/bin/env bash
# Starts the gateway with SQLite in ./data. Settings: PAYMENTS_… variables, or --Name value on the command line.
set -euo pipefail
cd "$(dirname "$0")/.."
export PAYMENTS_LogFormat="${PAYMENTS_LogFormat:-text}" PAYMENTS_Data="${PAYMENTS_Data:-$PWD/data}"
dotnet build src/Payments.Host -c Release -v quiet -nologo
exec dotnet src/Payments.Host/bin/Release/net10.0/payments.dll "$@"
