#!/usr/bin/env bash
# Installs or upgrades in the order that loses nothing: the schema, then silos, which old fronts understand, then fronts. Run it again after whatever stopped it.
# deploy/kubernetes/apply.sh FOLDER, for example deploy/kubernetes/mine.
set -euo pipefail
folder=${1:?usage: deploy/kubernetes/apply.sh FOLDER}
payments() { kubectl --namespace payments "$@"; }

# A Job's image cannot be changed, so each upgrade makes its own.
payments delete job migrate --ignore-not-found
kubectl apply -k "$folder" -l 'app.kubernetes.io/component notin (silo, front)'
# As long as it takes; one that fails for good ends this, too.
until payments wait --for=condition=complete --timeout=10s job/migrate; do
  [ "$(payments get job migrate -o 'jsonpath={.status.conditions[?(@.type=="Failed")].status}')" != True ] || { payments logs job/migrate >&2; exit 1; }
done
kubectl apply -k "$folder" -l 'app.kubernetes.io/component!=front'
payments rollout status deployment/silo
kubectl apply -k "$folder"
payments rollout status deployment/front
