#!/usr/bin/env bash
# Throws made-up requests at every documented route for some minutes, ten if not said: scripts/fuzz.sh [MINUTES] [SEED]
# What failed is kept in tests/Payments.Http.Tests/Fuzz/Finds; the test run sends it again.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build tools/Payments.Fuzz -c Release -v quiet -nologo
exec dotnet tools/Payments.Fuzz/bin/Release/net10.0/payments-fuzz.dll "$@"
