# The image of every Cordon part: `docker build -t cordon .`, then a command: engine, enforce NAME, seal, …
FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc tsconfig.json tsconfig.build.json ./
COPY scripts scripts
# No scripts yet: `prepare` builds, and the sources come after, so that a change of one reinstalls nothing.
RUN npm ci --ignore-scripts
COPY . .
RUN node scripts/prepare.mjs && npm prune --omit=dev --ignore-scripts

FROM node:20-bookworm-slim
# git serves repositories (`enforce` of type git); openssl makes certificates in deploy/certificates.sh.
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates git openssl \
 && rm -rf /var/lib/apt/lists/* \
 && install -d -o node -g node -m 0700 /data /repositories \
 && install -d -o node -g node -m 0755 /certificates \
 && for name in ca trust engine oidc clinic-db git fhir; do install -d -o node -g node -m 0755 /certificates/$name; done \
 && for name in clinic-db git fhir sealer; do install -d -o node -g node -m 0700 /parts/$name; done
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY --from=build /app/cli/cordon.js cli/cordon.js
COPY --from=build /app/policies policies
COPY --from=build /app/deploy deploy
# numeric, so that an orchestrator can see that it is not root
USER 1000:1000
ENV NODE_ENV=production CORDON_DATA=/data
ENTRYPOINT ["node", "/app/cli/cordon.js"]
CMD ["--help"]
