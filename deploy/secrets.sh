#!/usr/bin/env bash
# Makes the secrets that deploy/compose.yml and the Kubernetes manifests take, in deploy/secrets; ones that are there already stay.
# deploy/secrets.sh [--tls] [HOST]. HOST is the database's, "database" in Compose. --tls makes an authority of the cluster's own and a certificate for its members.
set -euo pipefail
cd "$(dirname "$0")"
umask 077
tls=
[ "${1:-}" != --tls ] || { tls=yes; shift; }
host=${1:-database}
mkdir -p secrets/tls && chmod 755 secrets/tls
# Files of Compose keep their owner and mode in the container, where the gateway is user 1654: the folder, not the files, keeps others out.
make() { [ -s "secrets/$1" ] || { printf '%s' "$2" >"secrets/$1"; chmod 644 "secrets/$1"; echo "made secrets/$1"; }; }
make database_password "$(openssl rand -hex 24)"
make database "Host=$host;Username=payments;Database=payments;Password=$(cat secrets/database_password);Maximum Pool Size=20"
make master_key "$(openssl rand -base64 32)"
make admin_key "adm_$(openssl rand -hex 24)"
if [ -n "$tls" ] && [ ! -s secrets/cluster/member.crt ]; then
  mkdir -p secrets/cluster
  key=(-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes)
  openssl req -x509 "${key[@]}" -days 3650 -subj "/CN=payments cluster" -keyout secrets/cluster/authority.key -out secrets/cluster/authority.crt 2>/dev/null
  openssl req "${key[@]}" -subj "/CN=payments member" -keyout secrets/cluster/member.key -out secrets/cluster/member.csr 2>/dev/null
  openssl x509 -req -in secrets/cluster/member.csr -CA secrets/cluster/authority.crt -CAkey secrets/cluster/authority.key -CAcreateserial -days 825 -out secrets/cluster/member.crt 2>/dev/null
  rm secrets/cluster/member.csr
  chmod 755 secrets/cluster && chmod 644 secrets/cluster/authority.crt secrets/cluster/member.*
  echo "made secrets/cluster: keep authority.key away from the servers"
fi
echo "Put the certificate into deploy/secrets/tls as tls.crt and tls.key. Keep a copy of secrets/master_key elsewhere: no backup can be used without it."
