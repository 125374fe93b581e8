#!/usr/bin/env bash
# A cluster on this machine: PostgreSQL, silos, fronts, a chain; load, a fault, and an audit of what is left. See docs/cluster.md.
# scripts/cluster.sh [--silos 2] [--fronts 2] [--seconds 10] [--tls] [--keep FOLDER] [--fault NAME]
#   no fault           silos are added one by one, then one is killed
#   kill-silo, kill-front, pause-silo, freeze-silo, database-restart, database-fails, strangers, twins
#   split, split-refused, split-one-way: in network namespaces, as root
#   rolling --from DIR DIR is a checkout of the version that is replaced, for example of: git worktree add DIR HEAD~1
# The exit code is 0 where nothing was lost or doubled and the cluster did what it must.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh
dotnet build tools/Payments.Cluster.Load -c Release -v quiet -nologo
for ((at = 1; at < $#; at++)); do
  next=$((at + 1))
  [ "${!at}" != --from ] || dotnet build "${!next}/src/Payments.Host" -c Release -v quiet -nologo
done
exec dotnet tools/Payments.Cluster.Load/bin/Release/net10.0/Payments.Cluster.Load.dll "$@"
