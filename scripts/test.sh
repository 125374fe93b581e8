#!/usr/bin/env bash
# Builds everything, checks the formatting, runs every test; the last line is "N passed, N failed".
# --edition cluster: builds on Orleans and runs the suites that both editions share on it, with PostgreSQL; what is skipped there is listed with its reason.
set -uo pipefail
cd "$(dirname "$0")/.."
usage() { echo "usage: scripts/test.sh [--edition embedded|cluster]" >&2; exit 2; }
edition=embedded
[ $# = 0 ] || { [ $# = 2 ] && [ "$1" = --edition ] || usage; edition=$2; }
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
nothing() { echo "0 passed, 1 failed"; exit 1; }

scripts/setup.sh || nothing
case $edition in
embedded)
  projects=(tests/*.Tests)
  limits=()
  dotnet build Orleans.Payments.sln -v quiet -nologo || nothing
  dotnet format Orleans.Payments.sln --no-restore --verify-no-changes || nothing
  ;;
cluster)
  export Edition=Cluster
  projects=(tests/{Runtime.Conformance,Payments.Grains,Payments.Storage,Payments.Http}.Tests)
  limits=(--blame-hang-timeout 10m --blame-hang-dump-type none)
  for project in "${projects[@]}"; do
    if ! dotnet restore "$project" -v quiet -nologo >"$results/restore" 2>&1; then
      if grep -qE "NU110[123]" "$results/restore"; then echo "The package registry lacks Microsoft.Orleans, Nethereum or NBitcoin (docs/cluster.md), so nothing was run on the cluster edition."
      else cat "$results/restore"; fi
      nothing
    fi
    dotnet build "$project" --no-restore -v quiet -nologo || nothing
  done
  ;;
*) usage ;;
esac

status=0
for project in "${projects[@]}"; do
  name=$(basename "$project")
  dotnet test "$project" --no-build -nologo --logger "trx;LogFileName=$name.trx" --results-directory "$results" -v quiet "${limits[@]}" || status=1
  # A project whose run left no result is a failure, not an absence.
  [ -f "$results/$name.trx" ] || { echo "$name left no result"; status=1; echo '<Counters passed="0" failed="1" />' >"$results/$name.trx"; }
done
[ "$edition" = embedded ] || python3 scripts/skipped.py "$results"/*.trx
sum() { cat "$results"/*.trx | grep -oE '<Counters [^>]*' | grep -oE " $1=\"[0-9]+\"" | grep -oE '[0-9]+' | awk '{ n += $1 } END { print n + 0 }'; }
passed=$(sum passed)
failed=$(sum failed)
[ "$status" = 0 ] || [ "$failed" != 0 ] || failed=1
echo "$passed passed, $failed failed"
exit "$status"
