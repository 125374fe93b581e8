#!/usr/bin/env bash
# Backs an installation up while it runs: everything in its database, as of one moment, in one file.
# scripts/backup.sh FOLDER [--keep N]. Settings are the gateway's own, from PAYMENTS_… variables; PAYMENTS="docker compose …" names another way to run the program.
# The master key is not in the file, which cannot be used without it: keep a copy elsewhere. See docs/deploy.md.
set -euo pipefail
folder=${1:?usage: scripts/backup.sh FOLDER [--keep N]}
if [ "${2:-}" = --keep ]; then keep=(--keep "${3:?--keep needs a number}"); else keep=(); fi
root=$(cd "$(dirname "$0")/.." && pwd)
read -ra program <<<"${PAYMENTS:-dotnet $root/src/Payments.Host/bin/Release/net10.0/payments.dll}"
# The same folder as that of scripts/run.sh, wherever this is called from.
export PAYMENTS_Data="${PAYMENTS_Data:-$root/data}"
umask 077
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)

# The program reads the file back before it gives it its name, and removes older ones only then. The first line that it prints is the file.
made=$("${program[@]}" export "$folder" "${keep[@]}")
echo "$made"
file=$folder/$(basename "${made%%$'\n'*}")
[ -s "$file" ] || { echo "backup: $file is not there: the program wrote into a folder of another machine or container" >&2; exit 1; }
(cd "$folder" && sha256sum "$(basename "$file")" >"$file.sha256" && sync "$file" "$file.sha256" .)
echo "backup: $file ($(stat -c %s "$file") bytes). The master key is not in it."
