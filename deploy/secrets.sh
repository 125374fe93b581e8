#!/usr/bin/env bash
# Makes the secrets that deploy/compose.yml and the Kubernetes manifests take, in deploy/secrets; ones that are there already stay.
set -euo pipefail
cd "$(dirname "$0")"
umask 077
mkdir -p secrets/tls && chmod 755 secrets/tls
# Files of Compose keep their owner and mode in the container, where the gateway is user 1654: the folder, not the files, keeps others out.
make() { [ -s "secrets/$1" ] || { printf '%s' "$2" >"secrets/$1"; chmod 644 "secrets/$1"; echo "made secrets/$1"; }; }
make database_password "$(openssl rand -hex 24)"
make database "Host=database;Username=payments;Database=payments;Password=$(cat secrets/database_password);Maximum Pool Size=40"
make master_key "$(openssl rand -base64 32)"
make admin_key "adm_$(openssl rand -hex 24)"
echo "Put the certificate into deploy/secrets/tls as tls.crt and tls.key. Keep a copy of secrets/master_key elsewhere: no backup can be used without it."
