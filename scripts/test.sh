#!/usr/bin/env bash
# Builds everything, checks the formatting, runs every test; the last line is "N passed, N failed".
# Suites run on SQLite; those of grains and HTTP run again on PostgreSQL, without what looks at settings, logs and the start alone.
# Storage runs on both by itself.
set -uo pipefail
cd "$(dirname "$0")/.."
[ $# = 0 ] || { echo "usage: scripts/test.sh" >&2; exit 2; }
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
nothing() { echo "0 passed, 1 failed"; exit 1; }

scripts/setup.sh || nothing
dotnet build Orleans.Payments.sln -v quiet -nologo || nothing
dotnet format Orleans.Payments.sln --no-restore --verify-no-changes || nothing

status=0
# run PROJECT DATABASE [FILTER]: a run that leaves no result is a failure, not an absence; one that hangs is ended and counted as failed.
run() {
  local name
  name=$(basename "$1").$2
  TEST_DATABASE=$2 dotnet test "$1" --no-build -nologo --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=minimal" --results-directory "$results" -v quiet ${3:+--filter "$3"} \
    --blame-hang-timeout 20m --blame-hang-dump-type none || { status=1; echo "$name failed: a test above, or what a class does before and after its tests"; }
  [ -f "$results/$name.trx" ] || { echo "$name left no result"; status=1; echo '<Counters passed="0" failed="1" />' >"$results/$name.trx"; }
}
for project in tests/*.Tests; do run "$project" sqlite; done
for project in tests/Payments.{Grains,Http}.Tests; do run "$project" postgres 'FullyQualifiedName!~.Tests.Startup.'; done

sum() { cat "$results"/*.trx | grep -oE '<Counters [^>]*' | grep -oE " $1=\"[0-9]+\"" | grep -oE '[0-9]+' | awk '{ n += $1 } END { print n + 0 }'; }
passed=$(sum passed)
failed=$(sum failed)
[ "$status" = 0 ] || [ "$failed" != 0 ] || failed=1
echo "$passed passed, $failed failed"
exit "$status"
