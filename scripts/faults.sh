#!/usr/bin/env bash
# Plants faults into a copy of the source, one switched on at a time, and tells which of them a test notices. See docs/testing.md.
#   scripts/faults.sh domain|grains|storage [--count 100] [--seed 1] [--only 17 23] [--report FILE] [--list] [--keep]
# The exit code is 0 where every fault was noticed that can be.
set -euo pipefail
cd "$(dirname "$0")/.."
# Tests of the source's own text do not know the switch.
case "${1:-}" in
  domain) where=(--source src/Payments.Domain --tests "tests/Payments.Domain.Tests:FullyQualifiedName!~Architecture") ;;
  grains) where=(--source src/Payments.Grains --tests "tests/Payments.Grains.Tests:FullyQualifiedName!~Architecture") ;;
  storage) where=(--source src/Payments.Storage --tests tests/Payments.Storage.Tests) ;;
  *) sed -n '2,4s/^# //p' "$0" >&2; exit 2 ;;
esac
shift
scripts/setup.sh
dotnet build tools/Payments.FaultPlanting -v quiet -nologo
exec dotnet tools/Payments.FaultPlanting/bin/Debug/net10.0/Payments.FaultPlanting.dll "${where[@]}" "$@"
