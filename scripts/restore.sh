#!/usr/bin/env bash
# Fills a fresh installation from a file of scripts/backup.sh: all of it, read back and compared, or nothing. One that holds anything is left alone.
# scripts/restore.sh FILE. Settings are the new installation's own, from PAYMENTS_… variables; its master key must be there already. See docs/deploy.md.
set -euo pipefail
file=${1:?usage: scripts/restore.sh FILE}
root=$(cd "$(dirname "$0")/.." && pwd)
read -ra program <<<"${PAYMENTS:-dotnet $root/src/Payments.Host/bin/Release/net10.0/payments.dll}"
# The same folder as that of scripts/run.sh, wherever this is called from.
export PAYMENTS_Data="${PAYMENTS_Data:-$root/data}"
data=$PAYMENTS_Data
if [ -z "${PAYMENTS_MasterKey:-}" ] && [ ! -s "$data/master.key" ] && ! { [ -n "${PAYMENTS_Secrets:-}" ] && [ -s "$PAYMENTS_Secrets/MasterKey" ]; }; then
  echo "restore: the master key of the old installation is needed first: as $data/master.key (mode 0600), or where MasterKey is set" >&2
  exit 1
fi
[ ! -f "$file.sha256" ] || (cd "$(dirname "$file")" && sha256sum --check --quiet "$(basename "$file").sha256")
"${program[@]}" import "$file"
echo "restore: done. Start the gateway; see that the old one does not run any more, for both would call the shops."
