#!/usr/bin/env bash
# Measures the hot paths beside references of the same run. Name benchmarks to run only those: scripts/bench.sh orders payments
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh
dotnet build tools/Payments.Benchmarks -c Release -v quiet -nologo
exec dotnet tools/Payments.Benchmarks/bin/Release/net10.0/Payments.Benchmarks.dll "$@"
