#!/usr/bin/env bash
# Builds everything, checks the formatting, runs every test; the last line is "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh || exit 1
dotnet build Orleans.Payments.sln -v quiet -nologo || { echo "0 passed, 1 failed"; exit 1; }
dotnet format Orleans.Payments.sln --no-restore --verify-no-changes || { echo "0 passed, 1 failed"; exit 1; }

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
status=0
for project in tests/*.Tests; do
  name=$(basename "$project")
  dotnet test "$project" --no-build -nologo --logger "trx;LogFileName=$name.trx" --results-directory "$results" -v quiet || status=1
  # A project whose run left no result is a failure, not an absence.
  [ -f "$results/$name.trx" ] || { echo "$name left no result"; status=1; echo '<Counters passed="0" failed="1" />' >"$results/$name.trx"; }
done
sum() { cat "$results"/*.trx | grep -oE '<Counters [^>]*' | grep -oE " $1=\"[0-9]+\"" | grep -oE '[0-9]+' | awk '{ n += $1 } END { print n + 0 }'; }
passed=$(sum passed)
failed=$(sum failed)
[ "$status" = 0 ] || [ "$failed" != 0 ] || failed=1
echo "$passed passed, $failed failed"
exit "$status"
