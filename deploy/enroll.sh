#!/bin/sh
# Enrolls parts that have no key yet: /data is the engine's volume, /parts/NAME the one of part NAME.
set -eu
for name in "$@"; do
  case $name in
    sealer) folder=/parts/sealer/sealer ;;
    *) folder=/parts/$name/enforcers/$name ;;
  esac
  node /app/cli/cordon.js enforcer enroll "$name" --data /data --out "$folder/keys/enforcer.pem" --keep
done
