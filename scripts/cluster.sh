#!/usr/bin/env bash
# A cluster on this machine: PostgreSQL, silos, fronts, a chain; load as silos are added, one killed, and an audit of what is left.
# scripts/cluster.sh [--silos 2] [--fronts 2] [--seconds 10]. Needs the packages of the cluster edition, see docs/cluster.md.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh
dotnet build tests/Payments.Cluster.Load -c Release -p:Edition=Cluster -v quiet -nologo
exec dotnet tests/Payments.Cluster.Load/bin/Cluster/Release/net10.0/Payments.Cluster.Load.dll "$@"
