#!/usr/bin/env bash
# Builds everything, checks the formatting, runs every test; the last line is "N passed, N failed".
# Suites run on SQLite; those of grains and HTTP run again on PostgreSQL, without what looks at settings, logs and the start alone.
# Storage runs on both by itself.
set -uo pipefail
cd "$(dirname "$0")/.."
[ $# = 0 ] || { echo "usage: scripts/test.sh" >&2; exit 2; }
# Where tests keep their files: in memory where 8 GiB and more are free, because a new PostgreSQL database takes a tenth of the time there.
folder=${TMPDIR:-/tmp}
room() { df --output=avail -k /dev/shm | tail -n 1; awk '/^MemAvailable:/ { print $2 }' /proc/meminfo; }
if ! findmnt -n -o OPTIONS /dev/shm | grep -q noexec && [ "$(room | sort -n | head -n 1)" -gt 8388608 ]; then folder=/dev/shm; fi
results=$(mktemp -d -p "$folder")
trap 'rm -rf "$results"' EXIT
# What tests leave goes with the run; PostgreSQL's servers, of another user, have their folders here too.
chmod 711 "$results"
mkdir -m 1777 "$results/tmp"
nothing() { echo "0 passed, 1 failed"; exit 1; }

# Jitted code that measures itself for later gains costs more than a test run gets back.
export DOTNET_TieredPGO=0
# Processes that a test kills would leave the pipes and sockets of a debugger.
export DOTNET_EnableDiagnostics_Debugger=0 DOTNET_EnableDiagnostics_IPC=0

# Packages come from elsewhere while the processors build.
scripts/setup.sh &
setup=$!
dotnet build Orleans.Payments.sln -v quiet -nologo || { wait "$setup"; nothing; }
wait "$setup" || nothing
# The build has held style and analyzers already.
dotnet format whitespace Orleans.Payments.sln --no-restore --verify-no-changes >"$results/format.log" 2>&1 &
format=$!

# run SUITE DATABASE: a run that leaves no result is a failure, not an absence; one that hangs is ended and counted as failed.
# Its output comes at its end, in one piece.
run() {
  local name=Payments.$1.Tests.$2 filter=()
  [ "$2" = sqlite ] || filter=(--filter 'FullyQualifiedName!~.Tests.Startup.')
  TMPDIR=$results/tmp TEST_DATABASE=$2 dotnet test "tests/Payments.$1.Tests" --no-build -nologo --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=minimal" --results-directory "$results" -v quiet "${filter[@]}" \
    --blame-hang-timeout 20m --blame-hang-dump-type none >"$results/$name.log" 2>&1 || echo "$name failed: a test above, or what a class does before and after its tests" | tee "$results/$name.failed" >>"$results/$name.log"
  [ -f "$results/$name.trx" ] || { echo "$name left no result" | tee "$results/$name.failed" >>"$results/$name.log"; echo '<Counters passed="0" failed="1" />' >"$results/$name.trx"; }
  flock "$results" cat "$results/$name.log"
}
export -f run
export results
# Two at a time, the longest first: a suite waits for disks, processes and browsers for a good part of its time.
suites=(Http.postgres EndToEnd.sqlite Http.sqlite Grains.postgres Browser.sqlite Grains.sqlite)
for project in tests/*.Tests; do
  name=${project#tests/Payments.}
  name=${name%.Tests}.sqlite
  [[ " ${suites[*]} " == *" $name "* ]] || suites+=("$name")
done
printf '%s\n' "${suites[@]}" | xargs -P 2 -I '{}' bash -c 'suite={}; run "${suite%.*}" "${suite#*.}"'

wait "$format" || echo "the formatting is not clean" >"$results/format.failed"

sum() { cat "$results"/*.trx | grep -oE '<Counters [^>]*' | grep -oE " $1=\"[0-9]+\"" | grep -oE '[0-9]+' | awk '{ n += $1 } END { print n + 0 }'; }
passed=$(sum passed)
failed=$(sum failed)
status=0
for suite in "$results"/*.failed; do
  [ -f "$suite" ] || continue
  status=1
  cat "$suite"
  grep -hE '^ +Failed |: error WHITESPACE' "$results/$(basename "$suite" .failed).log"
done
[ "$status" = 0 ] || [ "$failed" != 0 ] || failed=1
echo "$passed passed, $failed failed"
exit "$status"
