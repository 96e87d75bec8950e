export interface Answers {
  readonly entity: string
  readonly target: string
  readonly host: string
  readonly port: string
  readonly database: string
  readonly user: string
  readonly listen: string
}

/** The text of a first cordon.yaml. Values are written as JSON strings, which YAML 1.2 reads as they are. */
export function initialConfig({ entity, target, host, port, database, user, listen }: Answers): string {
  const text = JSON.stringify
  return `# Cordon guards what this file names. Check it with: cordon config check
# yaml-language-server: $schema=./node_modules/cordon/schemas/config.schema.json
version: 1

# As reports name it, and the time zone of their periods.
entity: ${text(entity)}
timeZone: UTC

# Keys, the event log and the state of the running system; created with mode 0700. Back up its keys/ folder.
data: .cordon

# Register of systems in scope, 45 CFR 164.312(b): without it that control stays "insufficient".
systems:
  - name: ${text(target)}
    owner: ""
    phi: true

engine:
  host: 127.0.0.1
  port: 0 # the API for officers; 0 takes a free port, the Unix socket in the data folder is always there

identity:
  local:
    enabled: true # tokens come from \`cordon token issue\`
    officers: true # demo mode: officers' keys lie on this machine too; an identity provider takes their place: docs/identity.md

evidence:
  store: .cordon/store # sealed segments: hand this folder, and the public key beside it, to an auditor
  sealSeconds: 5
  retentionDays: 2284 # six years and a quarter, 164.316(b)(2)(i)

enforcers:
  - name: ${text(target)}
    type: postgres
    host: 127.0.0.1
    port: ${Number(listen)}
    target: ${text(target)}
    upstream:
      host: ${text(host)}
      port: ${Number(port)}
      database: ${text(database)}
      user: ${text(user)} # limited: it may do what agents may do, and nothing else
      password: env:CORDON_UPSTREAM_PASSWORD # a reference; a literal secret here is an error
      tls: ${host === '127.0.0.1' || host === 'localhost' ? 'off' : 'require'}
`
}
