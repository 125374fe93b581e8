#!/usr/bin/env bash
# Installs what tests, demo and benchmarks need beside the .NET SDK. Safe to run again; does nothing that is done already.
# scripts/setup.sh --demo installs no more than the demo needs.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ "$(uname -sm)" != "Linux x86_64" ]; then
  echo "setup: tests, demo and benchmarks run on Linux x64 alone, for which their local node is built; this is $(uname -sm). The gateway itself needs nothing but the .NET SDK: scripts/run.sh" >&2
  exit 1
fi

need=()
command -v node >/dev/null || need+=(nodejs)
command -v npm >/dev/null || need+=(npm)
if [ "${1:-}" != --demo ]; then
  command -v php >/dev/null || need+=(php-cli)
  command -v chromium >/dev/null || need+=(chromium fonts-noto-cjk)
  command -v wrk >/dev/null || need+=(wrk)
  command -v python3 >/dev/null || need+=(python3)
  command -v go >/dev/null || need+=(golang-go)
  python3 -c 'import cryptography' 2>/dev/null || need+=(python3-cryptography)
  python3 -c 'import requests' 2>/dev/null || need+=(python3-requests)
  perl -MMaxMind::DB::Writer -e 1 2>/dev/null || need+=(libmaxmind-db-writer-perl)
  command -v runuser >/dev/null || need+=(util-linux)
  # The shell has a "kill" of its own, which other programs cannot start.
  type -P kill >/dev/null || need+=(procps)
  command -v ip >/dev/null || need+=(iproute2)
  [ -x /usr/sbin/nginx ] || need+=(nginx-light)
  command -v promtool >/dev/null || need+=(prometheus)
  command -v kubectl >/dev/null || need+=(kubernetes-client)
  command -v systemd-analyze >/dev/null || need+=(systemd)
  ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || need+=(postgresql)
fi
if [ ${#need[@]} -gt 0 ]; then
  if [ "$(id -u)" = 0 ]; then as_root=(); else as_root=(sudo); fi
  if ! command -v apt-get >/dev/null || { [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; }; then
    echo "setup: what these packages hold is missing: ${need[*]}. They are installed with apt-get, as root or by sudo; elsewhere, put the programs there and run this again." >&2
    exit 1
  fi
  echo "installing: ${need[*]}"
  "${as_root[@]}" apt-get update -qq
  DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${need[@]}" >/dev/null
fi

stamp=tests/Support/js/node_modules/.installed
if [ ! -f "$stamp" ] || [ tests/Support/js/package-lock.json -nt "$stamp" ]; then
  (cd tests/Support/js && npm ci --ignore-scripts --no-progress --loglevel=error)
  touch "$stamp"
fi
