#!/bin/sh
# A CA of our own and two certificates, made once, each in a volume that one service alone can read.
# A hospital uses its own CA instead: mount its files at the same places.
set -eu
umask 077
ca=/certificates/ca
if [ ! -s "$ca/ca.key" ]; then
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj '/CN=Cordon compose CA' \
    -addext 'basicConstraints=critical,CA:TRUE' -addext 'keyUsage=critical,keyCertSign,cRLSign' \
    -keyout "$ca/ca.key" -out /certificates/trust/ca.pem
  chmod 444 /certificates/trust/ca.pem
fi
for name in engine oidc clinic-db fhir git; do
  folder=/certificates/$name
  [ -d "$folder" ] || continue
  [ -s "$folder/$name.pem" ] && continue
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$name" -keyout "$folder/$name.key" -out /tmp/$name.csr
  printf 'subjectAltName=DNS:%s,DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n' "$name" > /tmp/$name.ext
  openssl x509 -req -in /tmp/$name.csr -CA /certificates/trust/ca.pem -CAkey "$ca/ca.key" -CAcreateserial \
    -days 825 -extfile /tmp/$name.ext -out "$folder/$name.pem"
done
