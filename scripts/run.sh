#!/usr/bin/env bash
# Starts the gateway with SQLite in ./data. Settings: PAYMENTS_… variables, or --Name=value on the command line.
# Files .env and .env.payment beside the README are read as well.
# PAYMENTS="dotnet …/payments.dll" names a program that is built already.
set -euo pipefail
cd "$(dirname "$0")/.."
export PAYMENTS_LogFormat="${PAYMENTS_LogFormat:-text}" PAYMENTS_Data="${PAYMENTS_Data:-$PWD/data}"
files=()
for file in .env .env.payment; do [ ! -f "$file" ] || files+=("$PWD/$file"); done
[ ${#files[@]} = 0 ] || export PAYMENTS_EnvFile="${PAYMENTS_EnvFile:-$(IFS=';' && echo "${files[*]}")}"
if [ -z "${PAYMENTS:-}" ]; then
  echo "run: building the gateway; the first time this takes some minutes" >&2
  dotnet build src/Payments.Host -c Release -v quiet -nologo
fi
read -ra program <<<"${PAYMENTS:-dotnet src/Payments.Host/bin/Release/net10.0/payments.dll}"
exec "${program[@]}" "$@"
