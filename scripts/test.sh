#!/usr/bin/env bash
# Builds everything, checks the formatting, runs every test, two suites at a time; the last line is "N passed, N failed".
# Suites run on SQLite; those of grains and HTTP run again on PostgreSQL. Storage runs on both by itself.
set -uo pipefail
cd "$(dirname "$0")/.."
[ $# = 0 ] || { echo "usage: scripts/test.sh" >&2; exit 2; }
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
nothing() { echo "0 passed, 1 failed"; exit 1; }

scripts/setup.sh || nothing
dotnet build Orleans.Payments.sln -v quiet -nologo || nothing

# run PROJECT DATABASE: a run that leaves no result is a failure, not an absence; one that hangs is ended and counted as failed.
# What it prints comes in one piece when it has ended, as another suite runs beside it.
run() {
  local name began=$SECONDS
  name=$(basename "$1").$2
  mkdir "$results/$name"
  TEST_DATABASE=$2 dotnet test "$1" --no-build -nologo --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=minimal" --results-directory "$results/$name" -v quiet \
    --blame-hang-timeout 20m --blame-hang-dump-type none >"$results/$name.log" 2>&1 || touch "$results/$name/failed"
  [ -f "$results/$name/$name.trx" ] || { echo "$name left no result" >>"$results/$name.log"; echo '<Counters passed="0" failed="1" />' >"$results/$name/$name.trx"; touch "$results/$name/failed"; }
  echo "$name: $((SECONDS - began)) s" >>"$results/$name.log"
  flock "$results" cat "$results/$name.log"
}
# format: counts as a failed test where a file is formatted otherwise.
format() {
  mkdir "$results/format"
  dotnet format Orleans.Payments.sln --no-restore --verify-no-changes || { echo '<Counters passed="0" failed="1" />' >"$results/format/format.trx"; }
}
export -f run format
export results
# The long ones first.
{
  for long in Http:postgres EndToEnd:sqlite Grains:postgres Storage:sqlite; do echo "run tests/Payments.${long%:*}.Tests ${long#*:}"; done
  echo format
  for project in tests/*.Tests; do case $project in *.EndToEnd.Tests | *.Storage.Tests) ;; *) echo "run $project sqlite" ;; esac; done
} | xargs -P 2 -L 1 bash -c '"$0" "$@"'

sum() { cat "$results"/*/*.trx | grep -oE '<Counters [^>]*' | grep -oE " $1=\"[0-9]+\"" | grep -oE '[0-9]+' | awk '{ n += $1 } END { print n + 0 }'; }
passed=$(sum passed)
failed=$(sum failed)
# A run may fail without a failed test, when it ends before its last one.
if compgen -G "$results/*/failed" >/dev/null && [ "$failed" = 0 ]; then failed=1; fi
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
