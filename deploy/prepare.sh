#!/bin/sh
# Writes .env with fresh secrets for docker-compose.yml, once: sh deploy/prepare.sh && docker compose up --build
set -eu
cd "$(dirname "$0")/.."
if [ -e .env ]; then
  echo ".env is there already: remove it to have new secrets made (and the volumes with it: docker compose down -v)" >&2
  exit 0
fi
secret() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }
umask 077
{
  echo "# Secrets of docker-compose.yml, made by deploy/prepare.sh. Nobody else may read this file."
  echo "CLINIC_OWNER_PASSWORD=$(secret)"
  echo "CORDON_UPSTREAM_PASSWORD=$(secret)"
  echo "CORDON_S3_ACCESS_KEY=cordon$(secret | cut -c1-10)"
  echo "CORDON_S3_SECRET_KEY=$(secret)"
  echo "OIDC_ADMIN_PASSWORD=$(secret)"
} > .env
echo "wrote .env"
