// Generated from *.schema.json by `npm run types`. Do not edit: change the schema.
// biome-ignore-all lint: generated

/**
 * What an enforcer must do for an allow to hold. One it cannot meet is a refusal.
 */
export type Obligation = MaskObligation | RowsObligation | RecordObligation
/**
 * What holds.
 */
export type Effect = 'allow' | 'deny' | 'require_approval'
/**
 * What happened.
 */
export type EventKind =
  | 'decision'
  | 'effect'
  | 'approval'
  | 'session.open'
  | 'session.close'
  | 'session.abandoned'
  | 'auth'
  | 'heartbeat'
  | 'source.opened'
  | 'source.head'
  | 'source.enrolled'
  | 'gap.explained'
  | 'policy.activate'
  | 'policy.refused'
  | 'breakglass.open'
  | 'breakglass.close'
  | 'config'
  | 'alarm'
  | 'review'
  | 'export'
  | 'doctor'
/**
 * The entity's register of responses to alarms (164.308(a)(6)(ii)), as `reports.responses` in cordon.yaml names it.
 *
 * @maxItems 100000
 */
export type IncidentResponses = IncidentEntry[]
/**
 * Decisions that a bundle must give: checked, and so warmed up, before it is activated.
 *
 * @minItems 1
 * @maxItems 1000
 */
export type PolicyGolden = GoldenCase[]

/**
 * The question an enforcer asks: OpenID AuthZEN Authorization API 1.0, Access Evaluation. Members that the API does not name are ignored and never reach policy. It holds no PHI: literals are labels and keyed commitments.
 */
export interface AccessRequest {
  /**
   * Who acts. Enforcers name a session handle (`type: session`); the engine fills in who that is. Any other subject counts only for callers with the `subjects` grant.
   */
  subject: {
    /**
     * What kind of thing it is.
     */
    type: string
    /**
     * Its identifier; never a patient identifier.
     */
    id: string
    /**
     * Facts about it; each action has its own input schema.
     */
    properties?: {
      [k: string]: unknown
    }
  }
  /**
   * What is asked.
   */
  action: {
    /**
     * Action name, for example `sql.query`; it chooses the entrypoint.
     */
    name: string
    /**
     * Facts about the action.
     */
    properties?: {
      [k: string]: unknown
    }
  }
  /**
   * What it is asked of.
   */
  resource: {
    /**
     * What kind of thing it is.
     */
    type: string
    /**
     * Its identifier; never a patient identifier.
     */
    id: string
    /**
     * Facts about it; each action has its own input schema.
     */
    properties?: {
      [k: string]: unknown
    }
  }
  /**
   * Facts about the circumstances.
   */
  context?: {
    [k: string]: unknown
  }
  [k: string]: unknown
}
/**
 * Answer of GET /v1/approvals: newest first.
 */
export interface ApprovalList {
  /**
   * Approvals.
   *
   * @maxItems 10000
   */
  approvals: Approval[]
}
/**
 * One request for a person's yes: bound to a fingerprint and a policy digest, used once, never given by the human who asked nor by any agent.
 */
export interface Approval {
  /**
   * Approval id.
   */
  id: string
  /**
   * Where it stands.
   */
  state: 'pending' | 'approved' | 'denied' | 'used' | 'expired'
  /**
   * HMAC-SHA-256 of what exactly was asked, under the engine key.
   */
  fingerprint: string
  policy: PolicyReference
  /**
   * When.
   */
  requestedAt: string
  /**
   * When it ends unused.
   */
  expiresAt: string
  /**
   * Who asked, through the agent.
   */
  human: string
  /**
   * The agent.
   */
  agent: string
  /**
   * Session handle.
   */
  session: string
  /**
   * Agent run.
   */
  run: string
  /**
   * The decision that asked for it.
   */
  decision: string
  /**
   * Groups whose members may approve.
   *
   * @maxItems 64
   *
   * Items: Group.
   */
  approvers: string[]
  shown: Shown
  /**
   * SHA-256 of the canonical bytes of `shown`.
   */
  shownDigest: string
  /**
   * Who decided.
   */
  decidedBy?: string
  /**
   * When.
   */
  decidedAt?: string
  /**
   * What the officer wrote.
   */
  note?: string
  /**
   * How the officer had logged in.
   */
  authentication?: {
    /**
     * auth_time.
     */
    time: string
    /**
     * acr claim.
     */
    acr?: string
    /**
     * amr claim.
     *
     * @maxItems 16
     *
     * Items: Method.
     */
    amr?: string[]
  }
  /**
   * When it was used.
   */
  usedAt?: string
  /**
   * The decision that used it.
   */
  usedBy?: string
}
/**
 * The policy that answered.
 */
export interface PolicyReference {
  /**
   * Digest of code and data.
   */
  digest: string
  /**
   * Content digest of the bundle, shortened for people.
   */
  revision: string
}
/**
 * What the officer is shown: exactly what would happen.
 */
export interface Shown {
  /**
   * Action.
   */
  action: string
  /**
   * Target.
   */
  target: string
  /**
   * Effects.
   *
   * @maxItems 32
   *
   * Items: Effect.
   */
  effects: string[]
  /**
   * Relations, or refs, and what is done to each.
   *
   * @maxItems 256
   *
   * Items: Relation.
   */
  relations: string[]
  /**
   * Columns by use, or findings by place.
   *
   * @maxItems 512
   *
   * Items: Column.
   */
  columns: string[]
  /**
   * Row bound, or how much it is, in words.
   */
  rows: string
  /**
   * Why policy wants a person.
   *
   * @maxItems 64
   */
  reasons: Reason[]
  /**
   * The statement with its literals taken out, or another text of the request that holds no value; control and bidi characters made visible.
   */
  statement: string
  /**
   * True where something did not fit: such a request cannot be approved.
   */
  clipped: boolean
}
/**
 * One reason.
 */
export interface Reason {
  /**
   * Rule id: package and rule, for example `sql.bulk_export`.
   */
  rule: string
  /**
   * A sentence for the person who reads the error; quotes no value.
   */
  message: string
}
/**
 * Body of POST /v1/approvals/ID/approve and deny.
 */
export interface ApprovalVerdict {
  /**
   * What the officer writes; masked before it is kept.
   */
  note?: string
  /**
   * Digest of what the officer saw: a verdict on anything else is refused.
   */
  shownDigest?: string
}
/**
 * cordon.yaml: one file for everything that `cordon up` runs.
 */
export interface Config {
  /**
   * Version of this file's format.
   */
  version: 1
  /**
   * Covered entity or business associate, as reports name it.
   */
  entity?: string
  /**
   * IANA time zone of reports.
   */
  timeZone?: string
  /**
   * Folder for keys, the event log and the state of the running system (0700). Relative to this file.
   */
  data: string
  /**
   * Register of systems in scope (164.312(b)). Without it that control is insufficient.
   *
   * @maxItems 1024
   */
  systems?: SystemEntry[]
  reports?: ReportsConfig
  engine?: EngineConfig
  policy?: PolicyConfig
  phi?: PhiConfig
  identity?: IdentityConfig
  approvals?: ApprovalsConfig
  evidence?: EvidenceConfig
  /**
   * What guards what.
   *
   * @maxItems 64
   */
  enforcers: (PostgresEnforcerConfig | GitEnforcerConfig | HttpEnforcerConfig)[]
}
/**
 * One system.
 */
export interface SystemEntry {
  /**
   * Name: a target below.
   */
  name: string
  /**
   * Who answers for it.
   */
  owner?: string
  /**
   * Holds PHI.
   */
  phi: boolean
}
/**
 * Registers that reports need and no ledger can hold.
 */
export interface ReportsConfig {
  /**
   * Days between two reviews of activity, as the entity has decreed (164.308(a)(1)(ii)(D)).
   */
  reviewEveryDays?: number
  /**
   * YAML or JSON file with the register of responses to alarms (164.308(a)(6)(ii)): a list of `n`, `by`, `acknowledgedAt`. Read when a report is made.
   */
  responses?: string
}
/**
 * The decision service.
 */
export interface EngineConfig {
  /**
   * Address to listen on; loopback unless `tls` is set.
   */
  host?: string
  /**
   * TCP port; 0 takes a free one.
   */
  port?: number
  /**
   * Unix socket; at most 100 bytes.
   */
  socket?: string
  /**
   * How long an enforcer waits for a decision before it refuses.
   */
  deadlineMs?: number
  /**
   * Largest request body.
   */
  bodyLimitBytes?: number
  /**
   * Most connections to the API at once, of TCP and of the Unix socket each (1024); more are closed.
   */
  connections?: number
  /**
   * How long a caller may take to send a whole request (10000).
   */
  requestMs?: number
  /**
   * Certificate for listening beyond this machine.
   */
  tls?: {
    /**
     * PEM file.
     */
    certificate: string
    /**
     * PEM file.
     */
    key: string
  }
  /**
   * Where parts that run apart reach the engine: `https://…`, or `unix:PATH` on the same machine. `cordon enforce` reads it.
   */
  url?: string
  /**
   * PEM file of the CA that signed the engine's certificate.
   */
  ca?: string
}
/**
 * Policy.
 */
export interface PolicyConfig {
  /**
   * Folder of a built bundle; the built-in one where absent.
   */
  bundle?: string
  /**
   * Ed25519 public keys (SPKI, base64) that may sign bundles.
   *
   * @maxItems 16
   *
   * Items: Key.
   */
  keys?: string[]
  /**
   * How often the bundle is looked at.
   */
  reloadSeconds?: number
}
/**
 * The PHI engine of every enforcer.
 */
export interface PhiConfig {
  /**
   * File with the hospital's own rules (phi-rules.schema.json, YAML).
   */
  rules?: string
  memory?: PhiMemory
  vault?: PhiVault
}
/**
 * What the enforcers of a process remember of values that a system of record answered in structured fields, as keyed digests, so that they are found again in free text. The key is made at the start and kept nowhere.
 */
export interface PhiMemory {
  /**
   * On where absent.
   */
  enabled?: boolean
  /**
   * How long a value is remembered; 24 where absent.
   */
  hours?: number
  /**
   * Most entries; the oldest go first. 200 000 where absent: some 40 MB.
   */
  entries?: number
  /**
   * Different words and numbers that agents' own text may be held against it in an hour, all agents together; then none is any more, and an alarm is recorded. 20 000 where absent.
   */
  probes?: number
}
/**
 * Where tokens keep what they stand for, sealed. Policy says what becomes a token; a service of kind `vault` opens them again, under an approval. One process writes a file of its own in the folder.
 */
export interface PhiVault {
  /**
   * Folder of the vault; `vault` in the data folder where absent. Parts that run apart share one.
   */
  folder?: string
  /**
   * At least 32 secret bytes. Reference: `env:NAME` or `file:PATH`; a literal is an error. Without it nothing of the vault is ever read again.
   */
  key: string
  /**
   * How long a token can be opened; 30 where absent.
   */
  days?: number
  /**
   * Most tokens of one process; what comes beyond is redacted. 1 000 000 where absent: some 400 MB.
   */
  entries?: number
}
/**
 * Who may be whom.
 */
export interface IdentityConfig {
  /**
   * The local issuer.
   */
  local?: {
    /**
     * Issue tokens on this machine. Where absent: yes without `oidc`, no with it.
     */
    enabled?: boolean
    /**
     * Also issue officers' tokens: demo mode.
     */
    officers?: boolean
    /**
     * Longest life of a token.
     */
    tokenTtlSeconds?: number
  }
  /**
   * OpenID Connect issuers whose tokens are taken.
   *
   * @maxItems 16
   */
  oidc?: OidcIssuerConfig[]
}
/**
 * One issuer. Keys are found by discovery unless `jwks` names them.
 */
export interface OidcIssuerConfig {
  /**
   * How its humans are named: `alias|sub`.
   */
  alias: string
  /**
   * The `iss` of its tokens, exactly; https, or http on loopback.
   */
  issuer: string
  /**
   * The `aud` that its tokens for agents must carry; `cordon-data` where absent.
   */
  audience?: string
  /**
   * The `aud` of tokens for the engine's own API (officers, auditors, admins); none are taken where absent.
   */
  apiAudience?: string
  /**
   * Address of the key set, where discovery is not to be used.
   */
  jwks?: string
  /**
   * PEM file of the CA of the issuer's own certificate.
   */
  ca?: string
  /**
   * Signature algorithms that are taken; RS256, PS256, ES256 and EdDSA where absent.
   *
   * @minItems 1
   * @maxItems 10
   *
   * Items: Algorithm.
   */
  algorithms?: (
    'RS256' | 'RS384' | 'RS512' | 'PS256' | 'PS384' | 'PS512' | 'ES256' | 'ES384' | 'ES512' | 'EdDSA'
  )[]
  /**
   * Claim that lists groups: a name, or a path with dots; `groups` where absent.
   */
  groupsClaim?: string
  /**
   * Claim that names the agent where tokens carry no `act`; without it such a token opens no data.
   */
  agentClaim?: string
  /**
   * Claim that names the human; `sub` where absent. It must name a person the same way in tokens for every audience (Entra ID: `oid`), else people could approve what they asked for themselves.
   */
  subjectClaim?: string
  /**
   * Clients (`azp`, `client_id`, `appid`, `cid`) through which people use the engine's API: other clients' tokens are refused there, and theirs in the data path. All clients where absent.
   *
   * @minItems 1
   * @maxItems 64
   *
   * Items: Client id.
   */
  apiClients?: string[]
  /**
   * How old the issuer's keys may be while it cannot be reached; 3600 where absent. After that its tokens are refused.
   */
  staleKeysSeconds?: number
  /**
   * Claim that names the run; `sid`, else the token's `jti` or `uti`, where absent.
   */
  runClaim?: string
  /**
   * Which groups hold which role at the engine's API; of several that fit, the first counts.
   *
   * @maxItems 64
   *
   * Items: A grant.
   */
  roles?: {
    /**
     * Group.
     */
    group: string
    /**
     * Role.
     */
    role: 'officer' | 'auditor' | 'admin'
  }[]
  /**
   * How far clocks may differ; 30 where absent.
   */
  clockSkewSeconds?: number
  /**
   * Longest life (`exp` less `iat`) of a token that is taken; 28800 where absent.
   */
  maxTokenSeconds?: number
}
/**
 * Approvals.
 */
export interface ApprovalsConfig {
  /**
   * How long a pending approval lives where policy does not say.
   */
  ttlSeconds?: number
  /**
   * Most pending approvals.
   */
  most?: number
}
/**
 * Evidence.
 */
export interface EvidenceConfig {
  /**
   * Where evidence is kept: a folder, or `s3://bucket/prefix` (see `s3`).
   */
  store?: string
  /**
   * Shard name.
   */
  shard?: string
  /**
   * A segment is sealed at least this often.
   */
  sealSeconds?: number
  /**
   * Or when it holds so many events.
   */
  sealEvents?: number
  /**
   * Most bytes the unsealed log may take; then decisions are refused.
   */
  logBytes?: number
  /**
   * Most bytes recorded an exchange.
   */
  payloadBytes?: number
  /**
   * Retention of the ledger (164.316(b)(2)(i): six years).
   */
  retentionDays?: number
  /**
   * Retention of payloads.
   */
  payloadRetentionDays?: number
  s3?: S3Config
  kafka?: KafkaConfig
}
/**
 * How an S3 store is reached. The bucket must have Object Lock.
 */
export interface S3Config {
  /**
   * Address of an S3-compatible service; AWS where absent.
   */
  endpoint?: string
  /**
   * Region.
   */
  region: string
  /**
   * Access key. Reference: `env:NAME` or `file:PATH`; a literal is an error.
   */
  accessKeyId?: string
  /**
   * Secret key. Reference: `env:NAME` or `file:PATH`; a literal is an error.
   */
  secretAccessKey?: string
  /**
   * Session token of temporary keys. Reference: `env:NAME` or `file:PATH`; a literal is an error.
   */
  sessionToken?: string
  /**
   * PEM file of the CA of the endpoint.
   */
  ca?: string
  /**
   * Take an `http://` endpoint on another machine: only where the network between is nobody else's.
   */
  withoutTls?: boolean
  /**
   * Longest time for one request.
   */
  timeoutMs?: number
}
/**
 * The stream between parts that run apart. Without it, the log feeds the sealer of the same process.
 */
export interface KafkaConfig {
  /**
   * `host:port` of brokers.
   *
   * @minItems 1
   * @maxItems 64
   *
   * Items: Broker.
   */
  brokers: string[]
  /**
   * Topic of events; `cordon.events` where absent.
   */
  events?: string
  /**
   * Topic of encrypted payloads; `cordon.payloads` where absent.
   */
  payloads?: string
  /**
   * What the names of our consumer groups begin with; `cordon-sealer` where absent.
   */
  group?: string
  /**
   * TLS to the brokers.
   */
  tls?: {
    /**
     * PEM file of the CA.
     */
    ca?: string
  }
  /**
   * Brokers on other machines are reached without TLS: the network between is nobody else's.
   */
  withoutTls?: boolean
  /**
   * SASL login.
   */
  sasl?: {
    /**
     * Mechanism.
     */
    mechanism: 'scram-sha-256' | 'scram-sha-512'
    /**
     * User.
     */
    username: string
    /**
     * Password. Reference: `env:NAME` or `file:PATH`; a literal is an error.
     */
    password: string
  }
  /**
   * Create missing topics, with these settings. Where absent, a missing topic is an error that names the command.
   */
  create?: {
    /**
     * Partitions; 8 where absent.
     */
    partitions?: number
    /**
     * Copies of each partition; 3 where absent.
     */
    replicas?: number
    /**
     * How long messages are kept, longer than any outage of the sealer; 168 where absent.
     */
    retentionHours?: number
  }
  /**
   * Most events packed in one message; 64 where absent.
   */
  messageEvents?: number
  /**
   * Largest message; 900 KiB where absent.
   */
  messageBytes?: number
  /**
   * Longest time for one request.
   */
  timeoutMs?: number
}
/**
 * A PostgreSQL listener.
 */
export interface PostgresEnforcerConfig {
  /**
   * Name.
   */
  name: string
  /**
   * PostgreSQL.
   */
  type: 'postgres'
  /**
   * Address to listen on.
   */
  host?: string
  /**
   * TCP port; 0 takes a free one.
   */
  port: number
  /**
   * Folder for a Unix socket, as libpq expects it.
   */
  socket?: string
  /**
   * Name of the system it guards.
   */
  target: string
  upstream: PostgresUpstream
  /**
   * Certificate shown to clients; self-made where absent.
   */
  tls?: {
    /**
     * PEM file.
     */
    certificate: string
    /**
     * PEM file.
     */
    key: string
  }
  limits?: PostgresLimits
}
/**
 * Where it logs in.
 */
export interface PostgresUpstream {
  /**
   * Host, or folder of a Unix socket.
   */
  host: string
  /**
   * Port.
   */
  port: number
  /**
   * Database.
   */
  database: string
  /**
   * Role: limited, never a superuser.
   */
  user: string
  /**
   * Reference: `env:NAME` or `file:PATH`; a literal is an error.
   */
  password?: string
  /**
   * `require` checks the certificate.
   */
  tls?: 'off' | 'require'
  /**
   * PEM file of the CA.
   */
  ca?: string
}
/**
 * Limits; a client that crosses one is refused.
 */
export interface PostgresLimits {
  /**
   * Sessions at once.
   */
  connections?: number
  /**
   * Time to log in.
   */
  startupMs?: number
  /**
   * How often the guarded database is asked whether it is there, for readiness (5000).
   */
  probeMs?: number
  /**
   * Idle time after which a session is closed (164.312(a)(2)(iii)).
   */
  idleMs?: number
  /**
   * Longest statement.
   */
  statementBytes?: number
  /**
   * Longest message held in memory.
   */
  messageBytes?: number
  /**
   * Longest row that can be masked.
   */
  rowBytes?: number
}
/**
 * A Git server over smart HTTP, or a door in front of one.
 */
export interface GitEnforcerConfig {
  /**
   * Name.
   */
  name: string
  /**
   * Git.
   */
  type: 'git'
  /**
   * Address to listen on.
   */
  host?: string
  /**
   * TCP port; 0 takes a free one.
   */
  port: number
  /**
   * Name of the system it guards.
   */
  target: string
  /**
   * Certificate shown to clients; self-made where absent.
   */
  tls?: {
    /**
     * PEM file.
     */
    certificate: string
    /**
     * PEM file.
     */
    key: string
  }
  /**
   * Folder of bare repositories, served by `git http-backend`. Either this or `upstream`.
   */
  repositories?: string
  upstream?: GitUpstream
  limits?: GitLimits
}
/**
 * A smart-HTTP server behind Cordon.
 */
export interface GitUpstream {
  /**
   * Base address.
   */
  url: string
  /**
   * User that Cordon logs in as.
   */
  user?: string
  /**
   * Password or access token. Reference: `env:NAME` or `file:PATH`; a literal is an error.
   */
  password?: string
  /**
   * PEM file of the CA.
   */
  ca?: string
}
/**
 * Limits; what crosses one is refused.
 */
export interface GitLimits {
  /**
   * Connections at once.
   */
  connections?: number
  /**
   * Largest push.
   */
  pushBytes?: number
  /**
   * Time to send a request's head.
   */
  headerMs?: number
  /**
   * Time without a byte.
   */
  idleMs?: number
}
/**
 * A reverse proxy in front of HTTP services.
 */
export interface HttpEnforcerConfig {
  /**
   * Name.
   */
  name: string
  /**
   * HTTP.
   */
  type: 'http'
  /**
   * Address to listen on.
   */
  host?: string
  /**
   * TCP port; 0 takes a free one.
   */
  port: number
  /**
   * Certificate shown to clients. Without one Cordon speaks plain HTTP, and listens on loopback only.
   */
  tls?: {
    /**
     * PEM file.
     */
    certificate: string
    /**
     * PEM file.
     */
    key: string
  }
  /**
   * What stands behind it.
   *
   * @minItems 1
   * @maxItems 64
   */
  services: HttpService[]
  limits?: HttpLimits
}
/**
 * One service.
 */
export interface HttpService {
  /**
   * Name of the system.
   */
  target: string
  /**
   * Host name by which clients ask for it; any where absent.
   */
  host?: string
  /**
   * Path under which it is found, without an end slash; `/` where absent.
   */
  path?: string
  upstream?: HttpUpstream
  /**
   * Holds PHI: unknown content types are refused, bodies are masked.
   */
  phi: boolean
  /**
   * Route templates of a service that is no FHIR, for example `/charts/{patient}/notes/{id}`; what stands for `{patient}` is a patient's id.
   *
   * @maxItems 1024
   *
   * Items: Template.
   */
  routes?: string[]
  /**
   * What it speaks; `fhir` brings its own routes. `vault` is no service elsewhere but the vault of `phi.vault`, whose tokens it opens. `json` where absent.
   */
  kind?: 'fhir' | 'json' | 'plain' | 'vault'
}
/**
 * The service itself; every kind but `vault` has one.
 */
export interface HttpUpstream {
  /**
   * Base address, http or https, without query; plain http leaves this machine only where `insecure` says so.
   */
  url: string
  /**
   * Value of the `authorization` header that Cordon sends. Reference: `env:NAME` or `file:PATH`; a literal is an error.
   */
  authorization?: string
  /**
   * PEM file of the CA.
   */
  ca?: string
  /**
   * Plain http to another machine is wanted: the network between is trusted.
   */
  insecure?: boolean
}
/**
 * Limits; what crosses one is refused.
 */
export interface HttpLimits {
  /**
   * Connections at once.
   */
  connections?: number
  /**
   * Largest head of a request.
   */
  headerBytes?: number
  /**
   * Largest body of a request, decoded.
   */
  bodyBytes?: number
  /**
   * Time to send a request's head.
   */
  headerMs?: number
  /**
   * Time without a byte.
   */
  idleMs?: number
  /**
   * Time to wait for the service's head.
   */
  upstreamMs?: number
  /**
   * How much of a request's body is read before the decision.
   */
  inspectBytes?: number
  /**
   * Sessions (a token at a service) at once.
   */
  sessions?: number
  /**
   * Time without a request after which a session is closed.
   */
  sessionMs?: number
}
/**
 * Mask these columns, and read the rest for values.
 */
export interface MaskObligation {
  /**
   * Mask.
   */
  type: 'mask'
  /**
   * Relations with labelled columns, for exactly those the request named.
   *
   * @maxItems 256
   */
  relations: MaskedRelation[]
  /**
   * Output that is not a plain column: `mask` it whole, or `pass` it.
   */
  derived: 'mask' | 'pass'
  /**
   * Read every text value that is left for PHI.
   */
  scan: boolean
  /**
   * Rules that asked for it.
   *
   * @maxItems 64
   *
   * Items: Rule id.
   */
  rules: string[]
  bodies?: MaskedBodies
}
/**
 * One relation.
 */
export interface MaskedRelation {
  /**
   * Qualified name.
   */
  relation: string
  /**
   * Labelled columns this subject may not see.
   *
   * @maxItems 2000
   */
  columns: MaskedColumn[]
  /**
   * Labelled columns this subject sees in the clear, and how recordings mask them all the same. Where it is absent, recordings hold no column of the relation in the clear.
   *
   * @maxItems 2000
   */
  released?: ReleasedColumn[]
  /**
   * The column that holds the patient's id, for accounting; null where there is none.
   */
  subject: string | null
}
/**
 * One labelled column.
 */
export interface MaskedColumn {
  /**
   * Column name.
   */
  column: string
  /**
   * PHI class, for example `ssn`.
   */
  class: string
  /**
   * What is done to it; `token`: a random token that a vault keeps.
   */
  transform: 'redact' | 'year' | 'zip3' | 'pseudonym' | 'token' | 'null'
}
/**
 * One labelled column.
 */
export interface ReleasedColumn {
  /**
   * Column name.
   */
  column: string
  /**
   * PHI class, for example `ssn`.
   */
  class: string
  /**
   * What is done to it; `token`: a random token that a vault keeps.
   */
  transform: 'redact' | 'year' | 'zip3' | 'pseudonym' | 'token' | 'null'
}
/**
 * What is done to the bodies of an HTTP exchange; `mask` both where absent.
 */
export interface MaskedBodies {
  /**
   * On the way to the service.
   */
  request: 'mask' | 'pass'
  /**
   * On the way to the client.
   */
  response: 'mask' | 'pass'
  /**
   * Ids of resources in answers: numbered where absent, or kept, so that who asked can go on with them.
   */
  ids?: 'number' | 'keep'
  /**
   * What becomes of what is masked: a type tag where absent, or a token that a vault keeps.
   */
  found?: 'redact' | 'token'
}
/**
 * Stop after so many rows.
 */
export interface RowsObligation {
  /**
   * Row cap.
   */
  type: 'rows'
  /**
   * Rows.
   */
  most: number
}
/**
 * Record the exchange in full.
 */
export interface RecordObligation {
  /**
   * Recording.
   */
  type: 'record'
  /**
   * `masked`: up to the usual cap. `full`: without a cap.
   */
  level: 'masked' | 'full'
}
/**
 * The approval that this waits for or used.
 */
export interface ApprovalReference {
  /**
   * Approval id.
   */
  id: string
  /**
   * Its state.
   */
  state: 'pending' | 'approved' | 'denied' | 'used' | 'expired'
  /**
   * When it ends.
   */
  expiresAt: string
  /**
   * A former approval of the same question that is spent.
   */
  previous?: string
  /**
   * When that was used.
   */
  previousUsedAt?: string
}
/**
 * The answer: AuthZEN Access Evaluation response. `decision` is true only for `allow`.
 */
export interface Decision {
  /**
   * True when, and only when, the effect is `allow`.
   */
  decision: boolean
  /**
   * What stands behind it.
   */
  context: {
    /**
     * Decision id.
     */
    id: string
    effect: Effect
    /**
     * Why.
     *
     * @maxItems 64
     */
    reasons: Reason[]
    /**
     * What the enforcer must do.
     *
     * @maxItems 64
     */
    obligations: Obligation[]
    approval?: ApprovalReference
    policy: PolicyReference
  }
}
/**
 * What `data` holds for the kinds that carry evidence. Kinds not listed hold free-form facts.
 */
export interface EventData {
  decision?: DecisionData
  effect?: EffectData
  approval?: ApprovalData
  sessionOpen?: SessionOpenData
  sessionClose?: SessionCloseData
  auth?: AuthData
  sourceEnrolled?: SourceEnrolledData
  sourceOpened?: SourceOpenedData
  sourceHead?: SourceHeadData
  policyActivate?: PolicyActivateData
  alarm?: AlarmData
}
/**
 * Kind `decision`: durable before the answer leaves.
 */
export interface DecisionData {
  /**
   * Decision id.
   */
  id: string
  policyEffect: Effect
  effect: Effect
  /**
   * Why.
   *
   * @maxItems 64
   */
  reasons: Reason[]
  /**
   * Obligations.
   *
   * @maxItems 64
   */
  obligations: Obligation[]
  policy: PolicyReference
  /**
   * The policy input, byte for byte as judged.
   */
  input: {
    [k: string]: unknown
  }
  /**
   * Fingerprint.
   */
  fingerprint?: string
  approval?: ApprovalReference
  /**
   * Why policy could not answer, where it could not.
   */
  error?: string
}
/**
 * Kind `effect`: what was really done under a decision.
 */
export interface EffectData {
  /**
   * Decision id.
   */
  decision: string
  /**
   * `done`, `refused` (by us), `failed` (by the server), `abandoned` (cut off).
   */
  outcome: 'done' | 'refused' | 'failed' | 'abandoned'
  /**
   * Rows sent to the client.
   */
  rows?: number
  /**
   * Bytes sent to the client.
   */
  bytes?: number
  /**
   * Keyed digest of the bytes sent to the client.
   */
  digest?: string
  /**
   * Command tag of the server.
   */
  command?: string
  /**
   * SQLSTATE or code.
   */
  error?: string
  phi?: PhiAccount
  /**
   * Why the exchange is not recorded, where it should have been: no room, or a fault. The session ended then.
   */
  unrecorded?: 'full' | 'failed'
  payload?: PayloadReference
  /**
   * Purpose of use.
   */
  purpose?: string
  /**
   * Who received it: agent and address class.
   */
  recipient?: string
  /**
   * Milliseconds.
   */
  durationMs?: number
}
/**
 * PHI in the exchange: counts by class.
 */
export interface PhiAccount {
  /**
   * Masked, by class.
   *
   * @maxItems 128
   *
   * Items: One class.
   */
  masked: {
    /**
     * Class.
     */
    class: string
    /**
     * How many.
     */
    count: number
    /**
     * What found it.
     */
    by: 'label' | 'scan' | 'derived'
  }[]
  /**
   * Let through by policy, by class.
   *
   * @maxItems 128
   *
   * Items: One class.
   */
  released: {
    /**
     * Class.
     */
    class: string
    /**
     * How many.
     */
    count: number
  }[]
  /**
   * Keyed references to patients touched.
   *
   * @maxItems 256
   *
   * Items: Reference.
   */
  subjects: string[]
  /**
   * True where patients were touched that the list does not hold: too many for it, or by a statement that names none.
   */
  subjectsOverflow: boolean
  /**
   * What looked.
   */
  detector?: {
    /**
     * Version.
     */
    version: string
    /**
     * Digest of the rule set.
     */
    digest: string
  }
}
/**
 * The recorded exchange: encrypted, beside the ledger.
 */
export interface PayloadReference {
  /**
   * Number within the session, from 0.
   */
  exchange: number
  /**
   * SHA-256 of the ciphertext frame.
   */
  digest: string
  /**
   * Plaintext bytes recorded.
   */
  bytes: number
  /**
   * True where the cap cut it.
   */
  truncated: boolean
}
/**
 * Kind `approval`: one step of an approval.
 */
export interface ApprovalData {
  /**
   * Approval id.
   */
  id: string
  /**
   * What happened to it.
   */
  transition: 'requested' | 'approved' | 'denied' | 'expired' | 'refused'
  approval?: Approval
  /**
   * Who.
   */
  by?: string
  /**
   * Why it was refused.
   */
  reason?: string
}
/**
 * Kind `session.open`.
 */
export interface SessionOpenData {
  /**
   * Enforcer.
   */
  enforcer: string
  /**
   * Target.
   */
  target?: string
  /**
   * Client address class: loopback, unix, private, public.
   */
  client?: string
  /**
   * `plain`, `tls1.3` …
   */
  transport?: string
  /**
   * `combined`: enforcer, engine and sealer in one process. `apart`: not.
   */
  separation?: 'combined' | 'apart'
  /**
   * When the token ends.
   */
  expiresAt?: string
  /**
   * Issuer alias.
   */
  issuer?: string
}
/**
 * Kinds `session.close` and `session.abandoned`.
 */
export interface SessionCloseData {
  /**
   * Why it ended.
   */
  reason: string
  /**
   * How many.
   */
  exchanges?: number
  /**
   * Milliseconds.
   */
  durationMs?: number
}
/**
 * Kind `auth`: one login, or one refused.
 */
export interface AuthData {
  /**
   * Outcome.
   */
  outcome: 'accepted' | 'refused'
  /**
   * Where.
   */
  enforcer?: string
  /**
   * Issuer alias.
   */
  issuer?: string
  /**
   * For the operator; helps no forger.
   */
  reason?: string
  /**
   * How the credential travelled.
   */
  transport?: string
  /**
   * System that it was shown for.
   */
  target?: string
  /**
   * When the session ends by itself (RFC 3339).
   */
  expiresAt?: string
}
/**
 * Kind `source.enrolled`: the engine knows this event log from now on.
 */
export interface SourceEnrolledData {
  /**
   * Key id of the log.
   */
  source: string
  /**
   * Name under which its process is enrolled.
   */
  enforcer: string
  /**
   * Ed25519 public key, SPKI DER, base64.
   */
  publicKey: string
}
/**
 * Kind `source.opened`: first event of an epoch.
 */
export interface SourceOpenedData {
  /**
   * Ed25519 public key, SPKI DER, base64.
   */
  publicKey: string
  /**
   * What the process is.
   */
  role: string
  /**
   * Version of Cordon.
   */
  version: string
  /**
   * Where the former epoch ended, as recovered from the log.
   */
  previous: {
    /**
     * Epoch.
     */
    epoch: number
    /**
     * Last sequence.
     */
    seq: number
    /**
     * Its hash.
     */
    head: string
    /**
     * True where a torn tail was cut off.
     */
    torn: boolean
  } | null
  /**
   * How parts are kept apart.
   */
  separation?: 'combined' | 'apart'
  /**
   * Issuer in use.
   */
  assurance?: 'demo' | 'idp' | 'asserted'
}
/**
 * Kinds `source.head` and `heartbeat`: the source signs its own chain.
 */
export interface SourceHeadData {
  /**
   * Signed up to here: the event before this one.
   */
  seq: number
  /**
   * Its hash.
   */
  head: string
  /**
   * Ed25519 over `cordon-source-head-v1\n<id>\n<epoch>\n<seq>\n<head>\n`, base64.
   */
  signature: string
  /**
   * Offset against a reference, where one is known.
   */
  clockOffsetMs?: number | null
  /**
   * Monotonic.
   */
  uptimeMs?: number
}
/**
 * Kinds `policy.activate` and `policy.refused`.
 */
export interface PolicyActivateData {
  /**
   * Digest of code and data.
   */
  digest: string
  /**
   * Revision.
   */
  revision: string
  /**
   * Sequence of the bundle.
   */
  sequence: number
  /**
   * Digest before.
   */
  previous: string | null
  /**
   * Why refused, or by whom.
   */
  reason?: string
}
/**
 * Kind `alarm`: something that must not happen did.
 */
export interface AlarmData {
  /**
   * Code.
   */
  code: string
  /**
   * What, and what to do.
   */
  message: string
}
/**
 * What is handed to a log: everything but what only the log may stamp.
 */
export interface EventDraft {
  kind: EventKind
  /**
   * Session handle.
   */
  session?: string
  /**
   * Agent run.
   */
  run?: string
  actor?: Actor
  /**
   * One-shot caller that handed it in; the log stamps it into the event's source.
   */
  via?: string
  /**
   * What the kind says; see event-data.schema.json.
   */
  data: {
    [k: string]: unknown
  }
}
/**
 * Who acted.
 */
export interface Actor {
  /**
   * Human.
   */
  human: string
  /**
   * Agent.
   */
  agent: string
  /**
   * Groups.
   *
   * @maxItems 256
   *
   * Items: Group.
   */
  groups?: string[]
  /**
   * How sure.
   */
  assurance?: 'demo' | 'idp' | 'asserted'
}
/**
 * Where it was made.
 */
export interface EventSourceStamp {
  /**
   * Key id of the source: the first 16 hex digits of the SHA-256 of its public key.
   */
  id: string
  /**
   * Boot epoch: one higher at every start.
   */
  epoch: number
  /**
   * Counts up by one within an epoch, from 1.
   */
  seq: number
  /**
   * SHA-256 of the bytes of the previous event of this epoch; 64 zeros for the first.
   */
  prev: string
  /**
   * One-shot caller (hook, exec) that handed it in.
   */
  via?: string
}
/**
 * One recorded fact, as one canonical line (RFC 8785). Serialised once, by the log of the process that made it. Holds masked content, classes and counts; never a value.
 */
export interface Event {
  /**
   * Version of this format.
   */
  v: 1
  kind: EventKind
  /**
   * Wall clock of the source.
   */
  time: string
  source: EventSourceStamp
  /**
   * Session handle.
   */
  session?: string
  /**
   * Agent run.
   */
  run?: string
  actor?: Actor
  /**
   * What the kind says; see event-data.schema.json.
   */
  data: {
    [k: string]: unknown
  }
}
/**
 * Policy input for the action `git.fetch`: one client reads one repository over one connection (its refs, and what it asks for).
 */
export interface GitFetchInput {
  /**
   * Who acts, filled in by the engine from its own verification.
   */
  subject: {
    /**
     * Always `agent`.
     */
    type: 'agent'
    /**
     * The agent.
     */
    id: string
    /**
     * Verified claims.
     */
    properties: {
      /**
       * The accountable human.
       */
      human: string
      /**
       * The agent.
       */
      agent: string
      /**
       * Groups of the human.
       *
       * @maxItems 256
       *
       * Items: Group name.
       */
      groups: string[]
      /**
       * Issuer alias.
       */
      issuer: string
      /**
       * How sure the identity is.
       */
      assurance: 'demo' | 'idp' | 'asserted'
      /**
       * Session handle.
       */
      session: string
      /**
       * Agent run.
       */
      run: string
    }
  }
  /**
   * The action.
   */
  action: {
    /**
     * Always `git.fetch`.
     */
    name: 'git.fetch'
  }
  /**
   * The repository.
   */
  resource: {
    /**
     * Always `git-repository`.
     */
    type: 'git-repository'
    /**
     * The target's name in the configuration.
     */
    id: string
    properties: GitFetch
  }
  /**
   * Circumstances.
   */
  context: {
    /**
     * When, by the engine's clock.
     */
    time: string
    /**
     * The enforcement point.
     */
    enforcer: string
  }
}
/**
 * What is read.
 */
export interface GitFetch {
  /**
   * Path of the repository below the root of the server; what looks like PHI in it is masked.
   */
  repository: string
  /**
   * `backend`: Cordon serves the repository. `door`: Cordon stands in front of the server.
   */
  channel: 'backend' | 'door'
}
/**
 * Policy input for the action `git.push`: one push, all of its refs together. It holds no PHI: classes, counts, places and keyed commitments.
 */
export interface GitPushInput {
  /**
   * Who acts, filled in by the engine from its own verification.
   */
  subject: {
    /**
     * Always `agent`.
     */
    type: 'agent'
    /**
     * The agent.
     */
    id: string
    /**
     * Verified claims.
     */
    properties: {
      /**
       * The accountable human.
       */
      human: string
      /**
       * The agent.
       */
      agent: string
      /**
       * Groups of the human.
       *
       * @maxItems 256
       *
       * Items: Group name.
       */
      groups: string[]
      /**
       * Issuer alias.
       */
      issuer: string
      /**
       * How sure the identity is.
       */
      assurance: 'demo' | 'idp' | 'asserted'
      /**
       * Session handle.
       */
      session: string
      /**
       * Agent run.
       */
      run: string
    }
  }
  /**
   * The action.
   */
  action: {
    /**
     * Always `git.push`.
     */
    name: 'git.push'
  }
  /**
   * The repository.
   */
  resource: {
    /**
     * Always `git-repository`.
     */
    type: 'git-repository'
    /**
     * The target's name in the configuration.
     */
    id: string
    properties: GitPush
  }
  /**
   * Circumstances.
   */
  context: {
    /**
     * When, by the engine's clock.
     */
    time: string
    /**
     * The enforcement point.
     */
    enforcer: string
  }
}
/**
 * What would be pushed.
 */
export interface GitPush {
  /**
   * Path of the repository below the root of the server; what looks like PHI in it is masked.
   */
  repository: string
  /**
   * `backend`: Cordon serves the repository. `door`: Cordon stands in front of the server. `hook`: the server's own hook asks.
   */
  channel: 'backend' | 'door' | 'hook'
  /**
   * Refs, as many as fit; `updateCount` says how many there are.
   *
   * @maxItems 100
   */
  updates: GitUpdate[]
  /**
   * Refs that would change.
   */
  updateCount: number
  /**
   * New commits.
   */
  commits: number
  /**
   * Those of them with several parents.
   */
  merges: number
  /**
   * New tag objects.
   */
  tags: number
  /**
   * New blobs.
   */
  files: number
  /**
   * Bytes of them.
   */
  bytes: number
  /**
   * New objects that no ref of the push leads to.
   */
  unreachable: number
  /**
   * New symbolic links.
   */
  symlinks: number
  /**
   * Entries that name a commit of another repository.
   */
  submodules: number
  /**
   * New blobs that stand for content kept elsewhere (Git LFS).
   */
  lfsPointers: number
  /**
   * What was found, by class.
   *
   * @maxItems 64
   *
   * Items: One class.
   */
  findings: {
    /**
     * PHI class.
     */
    class: string
    /**
     * How many.
     */
    count: number
  }[]
  /**
   * Where, as many as fit.
   *
   * @maxItems 200
   */
  places: GitPlace[]
  /**
   * Places in all.
   */
  placeCount: number
  /**
   * What could not be read, as much as fits.
   *
   * @maxItems 100
   */
  skipped: GitSkipped[]
  /**
   * How much of it there is.
   */
  skippedCount: number
  /**
   * False where not everything could be looked at.
   */
  complete: boolean
  /**
   * Why.
   *
   * @maxItems 16
   *
   * Items: A sentence.
   */
  incomplete: string[]
  /**
   * Keyed commitment to every ref's old and new object id and to every unreachable object: an approval is bound to it.
   */
  content: string
}
/**
 * One ref that the push would change.
 */
export interface GitUpdate {
  /**
   * Its name; what looks like PHI in it is masked.
   */
  ref: string
  /**
   * By where it stands: `branch` refs/heads/, `tag` refs/tags/, `note` refs/notes/, `other` anywhere else.
   */
  kind: 'branch' | 'tag' | 'note' | 'other'
  /**
   * What would happen to it.
   */
  operation: 'create' | 'update' | 'delete'
  /**
   * An update that is no fast-forward, or can't be shown to be one: history that was there would be gone.
   */
  forced: boolean
  /**
   * Object id that the client says is there; empty where there is none.
   */
  old: string
  /**
   * Object id that it would point at, where nothing was found in the push; else a keyed commitment (`keyed:…`), since a hash of guessable content gives it away. Empty for a delete.
   */
  new: string
}
/**
 * Findings of one class at one place.
 */
export interface GitPlace {
  /**
   * What holds it: a file's content, a file's name, a commit's or tag's message, a trailer of one, an author's or committer's name and address, a ref's name, the target of a symbolic link.
   */
  where: 'file' | 'path' | 'message' | 'trailer' | 'identity' | 'ref' | 'symlink'
  /**
   * The file, scanned and masked; the ref; or `commit` and `tag`, numbered.
   */
  path: string
  /**
   * First line with it, from 1; 0 where lines say nothing.
   */
  line: number
  /**
   * PHI class.
   */
  class: string
  /**
   * How many.
   */
  count: number
}
/**
 * Content that could not be read in full.
 */
export interface GitSkipped {
  /**
   * The file, scanned and masked.
   */
  path: string
  /**
   * `binary`: no text and no format that is read. `too-large`: above a budget. `encrypted`, `damaged`: an archive or member that does not open. `nested`: archives inside archives, too deep.
   */
  why: 'binary' | 'too-large' | 'encrypted' | 'damaged' | 'nested'
  /**
   * Size.
   */
  bytes: number
}
/**
 * Policy input for the action `http.request`: what the request builder makes, what Rego reads, and what is stored for replay, to the byte.
 */
export interface HttpRequestInput {
  /**
   * Who acts, filled in by the engine from its own verification.
   */
  subject: {
    /**
     * Always `agent`.
     */
    type: 'agent'
    /**
     * The agent.
     */
    id: string
    /**
     * Verified claims.
     */
    properties: {
      /**
       * The accountable human.
       */
      human: string
      /**
       * The agent.
       */
      agent: string
      /**
       * Groups of the human.
       *
       * @maxItems 256
       *
       * Items: Group name.
       */
      groups: string[]
      /**
       * Issuer alias.
       */
      issuer: string
      /**
       * How sure the identity is.
       */
      assurance: 'demo' | 'idp' | 'asserted'
      /**
       * Session handle.
       */
      session: string
      /**
       * Agent run.
       */
      run: string
    }
  }
  /**
   * The action.
   */
  action: {
    /**
     * Always `http.request`.
     */
    name: 'http.request'
  }
  /**
   * The service.
   */
  resource: {
    /**
     * Always `http`.
     */
    type: 'http'
    /**
     * The target's name in the configuration.
     */
    id: string
    properties: HttpRequest
  }
  /**
   * Circumstances.
   */
  context: {
    /**
     * When the engine judged it.
     */
    time: string
    /**
     * Which enforcer asked.
     */
    enforcer: string
    /**
     * Keyed commitments to ids of the path, values of parameters and the body, in order: they bind an approval, and tell policy nothing.
     *
     * @maxItems 65535
     *
     * Items: Hex.
     */
    commitments: string[]
  }
}
/**
 * One request, without any value that its client chose: ids are commitments, names are known ones.
 */
export interface HttpRequest {
  /**
   * What the service speaks.
   */
  kind: 'fhir' | 'json' | 'plain' | 'vault'
  /**
   * The service is labelled: it holds PHI.
   */
  phi: boolean
  /**
   * Method.
   */
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS'
  /**
   * Template that the path fits, for example `/Patient/{id}`; `?` where it fits none.
   */
  route: string
  /**
   * True where a template fits, and every word of it is known.
   */
  known: boolean
  /**
   * What it does, as FHIR names it; of other services by method.
   */
  interaction:
    | 'read'
    | 'vread'
    | 'history'
    | 'search'
    | 'operation'
    | 'create'
    | 'update'
    | 'patch'
    | 'delete'
    | 'capabilities'
    | 'batch'
    | 'reveal'
    | 'other'
  /**
   * FHIR resource type that it is about; `*` for all of them, `-` where the service knows none.
   */
  resourceType: string
  /**
   * Resource type of the compartment that is searched, for example `Patient`; `-` where there is none.
   */
  compartment: string
  /**
   * FHIR operation without its `$`; `-` where there is none, `?` where it is not a known one.
   */
  operation: string
  /**
   * Ids in the path.
   */
  identifiers: number
  /**
   * Search parameters, of query, form and If-None-Exist.
   *
   * @maxItems 256
   */
  parameters: HttpParameter[]
  /**
   * It names one patient, or one resource by its id.
   */
  narrowed: boolean
  /**
   * Most resources asked for at once (`_count`); -1 where nothing says.
   */
  page: number
  /**
   * `Prefer: respond-async`: the answer would be picked up elsewhere.
   */
  respondAsync: boolean
  body: HttpBody
}
/**
 * One search parameter, by what it does.
 */
export interface HttpParameter {
  /**
   * Its name where it is a known one, else `?`: clients choose words of their own.
   */
  name: string
  /**
   * PHI class of what it searches, for example `name`; `none`, or `unknown` where the parameter is not known.
   */
  class: string
  /**
   * `equality`: one exact value. `reference`: one resource or patient. `partial`: begins with, contains, is missing. `range`: dates between. `control`: shape of the answer. `paging`: where in the answer. `join`: other resources come in. `unknown`: nobody can say.
   */
  form: 'equality' | 'reference' | 'partial' | 'range' | 'control' | 'paging' | 'join' | 'unknown'
  /**
   * How many values it has.
   */
  values: number
}
/**
 * The request's body.
 */
export interface HttpBody {
  /**
   * What it is made of, by its content type; `other` cannot be read.
   */
  format: 'none' | 'json' | 'fhir' | 'ndjson' | 'sse' | 'text' | 'form' | 'other'
  /**
   * True where all of it was read before the decision: then it is bound to an approval by a commitment.
   */
  whole: boolean
  /**
   * Bytes read before the decision, decoded.
   */
  bytes: number
  /**
   * PHI found in what was read: class and count, never the value.
   *
   * @maxItems 64
   *
   * Items: One class.
   */
  findings: {
    /**
     * PHI class.
     */
    class: string
    /**
     * How many.
     */
    count: number
  }[]
}
/**
 * One response.
 */
export interface IncidentEntry {
  /**
   * Number of the alarm in the ledger, as reports give it.
   */
  n: number
  /**
   * Who answered.
   */
  by: string
  /**
   * When.
   */
  acknowledgedAt: string
  /**
   * What was found and done; holds no PHI. Reports do not show it.
   */
  note?: string
}
/**
 * Answer of POST /v1/introductions: the keys that the part works with. They are secrets: kept in memory, never logged.
 */
export interface Introduced {
  /**
   * Key of keyed digests (32 bytes, base64): the same for all enforcers, so that a patient has one reference.
   */
  commitments: string
  /**
   * Key that wraps the data keys of recordings (32 bytes, base64): this part's own, derived from the tenant key.
   */
  recordings: string
  /**
   * Event sources that the engine has enrolled, its own first.
   *
   * @maxItems 4096
   */
  sources: EnrolledSource[]
  /**
   * Public key of the sealer, once the sealer knows the part's event log: what is shipped before that would be refused.
   */
  sealing?: string
}
/**
 * One source.
 */
export interface EnrolledSource {
  /**
   * Key id: the first 16 hex digits of the SHA-256 of the public key.
   */
  id: string
  /**
   * Who it is: `engine`, or the name that was enrolled.
   */
  name: string
  /**
   * Ed25519 public key, SPKI DER, base64.
   */
  publicKey: string
}
/**
 * Body of POST /v1/introductions: what a part that runs apart says of itself when it starts.
 */
export interface Introduction {
  /**
   * Ed25519 public key (SPKI DER, base64) of the part's own event log: with it the log's source is enrolled.
   */
  publicKey: string
  /**
   * Ed25519 public key (SPKI DER, base64) that signs segments: from the sealer alone.
   */
  sealing?: string
}
/**
 * One identifier: how it looks, what stands before it, or what its columns and keys are called.
 */
export interface PhiRule {
  /**
   * Its name in findings and evidence.
   */
  id: string
  /**
   * What it is.
   */
  class:
    | 'name'
    | 'address'
    | 'zip'
    | 'date'
    | 'age'
    | 'phone'
    | 'fax'
    | 'email'
    | 'ssn'
    | 'mrn'
    | 'plan-id'
    | 'account'
    | 'card'
    | 'licence'
    | 'npi'
    | 'vehicle'
    | 'device'
    | 'url'
    | 'ip'
    | 'biometric'
    | 'photo'
    | 'other-id'
    | 'secret'
  /**
   * How it is written, each as a shape: 9 digit, A capital, a small letter, L letter, N capital or digit, n letter or digit, H hexadecimal; {3} or {2,5} or ? behind; 'text' and punctuation for themselves; [-. ] one of these. Spaces part and mean nothing.
   *
   * @minItems 1
   * @maxItems 16
   *
   * Items: A shape.
   */
  shapes?: string[]
  /**
   * Whether 'text' and A and a of the shapes stand for both cases.
   */
  ignoreCase?: boolean
  /**
   * A check over its letters and digits.
   */
  check?: string
  /**
   * How sure it is by its shape alone, 0 to 1: prose masks from 0.5 on, logs from 0.7, source code from 0.85. Default 0.9; 0 where context is given.
   */
  score?: number
  context?: PhiRuleContext
  /**
   * Names of columns, JSON keys and labels whose values are of this class, whatever they look like.
   *
   * @minItems 1
   * @maxItems 64
   *
   * Items: A name; case, _ and - mean nothing.
   */
  keys?: string[]
  examples: PhiRuleExamples
}
/**
 * Words before it, on its line or on a label above, that make it sure.
 */
export interface PhiRuleContext {
  /**
   * Words and phrases, in any case.
   *
   * @minItems 1
   * @maxItems 64
   *
   * Items: One to four words.
   */
  words: string[]
  /**
   * How sure it is with one of them. Default 0.95.
   */
  score?: number
}
/**
 * Checked whenever the rules are loaded: a rule that does not do what it says is an error.
 */
export interface PhiRuleExamples {
  /**
   * How much evidence the text needs. Default prose.
   */
  mode?: 'prose' | 'log' | 'code'
  /**
   * What it finds.
   *
   * @minItems 1
   * @maxItems 64
   *
   * Items: A text; the parts between « and » are what must be found, all of them and nothing else of the rule's class.
   */
  match: string[]
  /**
   * What it leaves alone.
   *
   * @minItems 1
   * @maxItems 64
   *
   * Items: A text in which nothing of the rule's class may be found.
   */
  ignore: string[]
}
/**
 * What 45 CFR 164.514(b)(2)(i)(B)-(C) makes depend on the day.
 */
export interface PhiGeneralisation {
  /**
   * The state of knowledge, as a date.
   */
  asOf: string
  /**
   * ZIP3 areas with 20 000 people or fewer.
   *
   * @minItems 1
   * @maxItems 1000
   *
   * Items: Three digits.
   */
  restrictedZip3: string[]
  /**
   * A birth before this year means an age over 89: the year itself goes too.
   */
  earliestYear: number
}
/**
 * What a hospital adds to the PHI engine: identifiers of its own, names, and dated data. Written by hand, in YAML.
 */
export interface PhiRules {
  /**
   * Version of this format.
   */
  version: 1
  /**
   * Identifiers of the hospital's own.
   *
   * @maxItems 256
   */
  rules?: PhiRule[]
  /**
   * Names of persons that the dictionaries lack, in any case.
   *
   * @maxItems 20000
   *
   * Items: A name, one word.
   */
  names?: string[]
  /**
   * Shipped detectors to leave out, by id. What they found passes from then on.
   *
   * @maxItems 64
   *
   * Items: A detector id.
   */
  without?: string[]
  generalisation?: PhiGeneralisation
}
/**
 * One question and the answer it must get.
 */
export interface GoldenCase {
  /**
   * What it shows.
   */
  name: string
  /**
   * Action that chooses the entrypoint.
   */
  action: string
  /**
   * Policy input of that action.
   */
  input: {
    [k: string]: unknown
  }
  effect: Effect
  /**
   * Rules that must be the reasons, sorted.
   *
   * @minItems 1
   * @maxItems 64
   *
   * Items: Rule id.
   */
  rules: string[]
}
/**
 * What a bundle of policy is: its files by digest, the entrypoints it answers, its place in the sequence, and who signed it.
 */
export interface PolicyManifest {
  /**
   * Version of this format.
   */
  version: 1
  /**
   * Name of the bundle.
   */
  name: string
  /**
   * Goes up with every release; an engine refuses to go back unless told.
   */
  sequence: number
  /**
   * The first 12 digits of the digest, for people.
   */
  revision: string
  /**
   * SHA-256 over version, capabilities, digests, entrypoints and reads in canonical JSON: code and data, without name, sequence and signature.
   */
  digest: string
  /**
   * SHA-256 of every other file of the bundle.
   */
  digests: {
    /**
     * Compiled policy.
     */
    'policy.wasm': string
    /**
     * Policy data, canonical JSON.
     */
    'data.json': string
    /**
     * Decisions that an engine checks before it activates the bundle.
     */
    'golden.json': string
    /**
     * The text that it was built from, by path.
     */
    'source.json': string
  }
  /**
   * Entrypoints of the module, sorted, for example `cordon/sql/decision`.
   *
   * @minItems 1
   * @maxItems 64
   *
   * Items: Entrypoint.
   */
  entrypoints: string[]
  /**
   * SHA-256 of the pinned capabilities it was compiled under.
   */
  capabilities: string
  /**
   * What of its input policy reads, found by `cordon policy build`: JSON Pointers (RFC 6901), sorted. Nothing else is shown to it, so requests that agree there share one evaluation. Absent: nobody knows, all is shown, and nothing is shared.
   *
   * @minItems 1
   * @maxItems 256
   *
   * Items: Place in the input, with all below it.
   */
  reads?: string[]
  /**
   * Ed25519 over `cordon.policy-manifest.v1`, a zero byte, and the manifest without this member in canonical JSON.
   */
  signature?: {
    /**
     * Id of the key: SHA-256 of its SPKI, first 16 digits.
     */
    key: string
    /**
     * Signature, base64.
     */
    value: string
  }
}
/**
 * What an entrypoint of policy answers: total, sorted, with a default. Anything else is a refusal.
 */
export interface PolicyResult {
  effect: Effect
  /**
   * Why; sorted by rule.
   *
   * @minItems 1
   * @maxItems 64
   */
  reasons: Reason[]
  /**
   * What must be done for an allow to hold.
   *
   * @maxItems 64
   */
  obligations: Obligation[]
  /**
   * Who may approve, where an approval is required.
   */
  approval?: {
    /**
     * Groups whose members may.
     *
     * @maxItems 64
     *
     * Items: Group.
     */
    groups: string[]
    /**
     * How long a pending approval lives.
     */
    ttlSeconds: number
  }
}
/**
 * RFC 9457 problem details: every error of the engine's API and of the HTTP enforcer. Holds no PHI and nothing that helps a forger.
 */
export interface Problem {
  /**
   * URI of the problem kind.
   */
  type: string
  /**
   * Short, the same for every occurrence.
   */
  title: string
  /**
   * HTTP status.
   */
  status: number
  /**
   * What happened here, and what to do.
   */
  detail?: string
  /**
   * Stable code.
   */
  code: string
  /**
   * Decision id, where there is one.
   */
  decision?: string
  /**
   * Why, where a decision stands behind it.
   *
   * @maxItems 64
   */
  reasons?: Reason[]
  approval?: ApprovalReference
}
/**
 * HIPAA controls computed from verified segments. It says what the evidence shows; it is never a certificate.
 */
export interface Report {
  /**
   * Version.
   */
  version: 1
  /**
   * Covered entity or associate.
   */
  entity: string
  /**
   * Period, half open.
   */
  period: {
    /**
     * From.
     */
    from: string
    /**
     * To.
     */
    to: string
  }
  /**
   * IANA zone of the period.
   */
  timeZone: string
  /**
   * When.
   */
  generatedAt: string
  /**
   * Systems in scope, from the register.
   *
   * @maxItems 1024
   *
   * Items: System.
   */
  systems: string[]
  /**
   * What was read.
   */
  ledger: {
    /**
     * Shard.
     */
    shard: string
    /**
     * Events in the ledger.
     */
    events: number
    /**
     * Root.
     */
    root: string
    /**
     * Key the reader pinned.
     */
    keyId: string
    /**
     * Integrity verdict.
     */
    integrity: 'intact' | 'broken'
    /**
     * Completeness verdict.
     */
    completeness: 'complete' | 'incomplete'
    /**
     * What is missing.
     *
     * @maxItems 1024
     *
     * Items: Gap.
     */
    gaps: string[]
    /**
     * Assurance found.
     *
     * @maxItems 8
     *
     * Items: Level.
     */
    assurance: string[]
    /**
     * Separation found.
     *
     * @maxItems 8
     *
     * Items: Kind.
     */
    separation: string[]
  }
  /**
   * Controls.
   *
   * @maxItems 128
   */
  controls: ControlResult[]
  /**
   * Policy digests in force.
   *
   * @maxItems 1024
   *
   * Items: Digest.
   */
  policies: string[]
}
/**
 * One control.
 */
export interface ControlResult {
  /**
   * Control id, for example `312-b`.
   */
  id: string
  /**
   * 45 CFR section.
   */
  citation: string
  /**
   * Title.
   */
  title: string
  /**
   * What is asked of the evidence.
   */
  question: string
  /**
   * What the evidence shows.
   */
  status: 'supported' | 'exception' | 'insufficient' | 'not-applicable'
  /**
   * How many facts were judged.
   */
  population: number
  /**
   * What was found.
   */
  finding: string
  /**
   * Samples: ledger number and what it is.
   *
   * @maxItems 64
   *
   * Items: One sample.
   */
  sample: {
    /**
     * Ledger number.
     */
    n: number
    /**
     * What.
     */
    note: string
  }[]
  /**
   * Facts that contradict it.
   *
   * @maxItems 256
   *
   * Items: One exception.
   */
  exceptions: {
    /**
     * Ledger number.
     */
    n: number
    /**
     * What.
     */
    note: string
  }[]
}
/**
 * The signed header of a sealed segment. The signature is over the canonical bytes of `header`.
 */
export interface SegmentHeader {
  header: SegmentFacts
  /**
   * Ed25519, base64.
   */
  signature: string
}
/**
 * What is signed.
 */
export interface SegmentFacts {
  /**
   * Version of the format.
   */
  version: 1
  /**
   * Shard.
   */
  shard: string
  /**
   * Ledger number of its first event, from 0.
   */
  first: number
  /**
   * How many events.
   */
  count: number
  /**
   * Bytes of the NDJSON object.
   */
  bytes: number
  /**
   * Leaf hash of the event before the first; 64 zeros at the start.
   */
  prev: string
  /**
   * Leaf hash of the last event.
   */
  last: string
  /**
   * RFC 6962 tree root over all leaves up to and with this segment.
   */
  root: string
  /**
   * Compact range of that tree, largest subtree first, so that sealing can go on without older segments.
   *
   * @maxItems 64
   *
   * Items: Hash.
   */
  frontier: string[]
  /**
   * When.
   */
  sealedAt: string
  /**
   * Time of the first event.
   */
  firstTime: string
  /**
   * Time of the last event.
   */
  lastTime: string
  /**
   * How far each source has been sealed.
   *
   * @maxItems 4096
   */
  watermarks: Watermark[]
  /**
   * Where the event source goes on from; opaque.
   */
  cursor: string
  /**
   * Which issuer stood behind it.
   */
  assurance: 'demo' | 'idp' | 'asserted'
  /**
   * How parts were kept apart.
   */
  separation: 'combined' | 'apart'
  /**
   * Key that signed.
   */
  keyId: string
  /**
   * C2SP checkpoint (signed note) of the tree at this size.
   */
  checkpoint: string
}
/**
 * One source.
 */
export interface Watermark {
  /**
   * Source id.
   */
  source: string
  /**
   * Epoch.
   */
  epoch: number
  /**
   * Last sealed sequence.
   */
  seq: number
  /**
   * Hash of that event's bytes.
   */
  head: string
}
/**
 * Body of POST /v1/sessions: what a client showed to an enforcer, or whom a server vouches for, and where.
 */
export interface SessionRequest {
  /**
   * The token, as the client showed it. Never logged, never kept. Absent where `asserted` stands.
   */
  credential?: string
  asserted?: AssertedSubject
  peer: SessionPeer
}
/**
 * Whom the caller vouches for, where no token was shown (a hook of another server). Only callers with the `subjects` grant may; the session is marked `asserted`.
 */
export interface AssertedSubject {
  /**
   * The accountable human, as the server knows them. The caller's name is put in front.
   */
  human: string
  /**
   * The software that acts for them.
   */
  agent: string
  /**
   * Groups of the human.
   *
   * @maxItems 256
   *
   * Items: Group name.
   */
  groups: string[]
}
/**
 * Where it was shown.
 */
export interface SessionPeer {
  /**
   * Name of the enforcer: the caller's own.
   */
  enforcer: string
  /**
   * Name of the system it guards.
   */
  target: string
  /**
   * How the credential travelled; over `plain` none is taken.
   */
  transport: 'tls' | 'loopback' | 'unix' | 'plain'
}
/**
 * Who is asking, as the engine verified it. An enforcer holds only this, never the claims of a token.
 */
export interface Session {
  /**
   * Session handle, minted at every open.
   */
  id: string
  /**
   * The agent's run: the token's `sid`. One run spans many sessions.
   */
  run: string
  /**
   * The accountable human: `issuer alias|sub`.
   */
  human: string
  /**
   * The software that acts for them: `act.sub` (RFC 8693 section 4.1).
   */
  agent: string
  /**
   * Groups of the human that the token carries.
   *
   * @maxItems 256
   *
   * Items: Group name.
   */
  groups: string[]
  /**
   * Alias of the issuer whose token was shown.
   */
  issuer: string
  /**
   * `demo`: the local issuer's keys, readable by anyone under this OS user. `idp`: an identity provider. `asserted`: the word of a server.
   */
  assurance: 'demo' | 'idp' | 'asserted'
  /**
   * When the token, and so the session, ends.
   */
  expiresAt: string
}
/**
 * Policy input for the action `sql.query`: what the request builder makes, what Rego reads, and what is stored for replay, to the byte.
 */
export interface SqlQueryInput {
  subject: PolicySubject
  /**
   * The action.
   */
  action: {
    /**
     * Always `sql.query`.
     */
    name: 'sql.query'
    /**
     * How it came.
     */
    properties: {
      /**
       * `simple`: Query. `parse`: Parse, where kind and relations are judged. `execute`: Execute, where parameters and approval are.
       */
      phase: 'simple' | 'parse' | 'execute'
    }
  }
  /**
   * The database.
   */
  resource: {
    /**
     * Always `postgresql`.
     */
    type: 'postgresql'
    /**
     * The target's name in the configuration.
     */
    id: string
    properties: SqlStatement
  }
  /**
   * Circumstances.
   */
  context: {
    /**
     * When the engine judged it.
     */
    time: string
    /**
     * Which enforcer asked.
     */
    enforcer: string
    /**
     * Keyed commitments to literals and parameters, in order: they bind an approval, and tell policy nothing.
     *
     * @maxItems 65535
     *
     * Items: Hex.
     */
    commitments: string[]
  }
}
/**
 * Who acts, filled in by the engine from its own verification.
 */
export interface PolicySubject {
  /**
   * Always `agent`.
   */
  type: 'agent'
  /**
   * The agent.
   */
  id: string
  /**
   * Verified claims.
   */
  properties: {
    /**
     * The accountable human.
     */
    human: string
    /**
     * The agent.
     */
    agent: string
    /**
     * Groups of the human.
     *
     * @maxItems 256
     *
     * Items: Group name.
     */
    groups: string[]
    /**
     * Issuer alias.
     */
    issuer: string
    /**
     * How sure the identity is.
     */
    assurance: 'demo' | 'idp' | 'asserted'
    /**
     * Session handle.
     */
    session: string
    /**
     * Agent run.
     */
    run: string
  }
}
/**
 * One message's statements, as the real parser and the server's catalog see them.
 */
export interface SqlStatement {
  /**
   * Database name upstream.
   */
  database: string
  /**
   * Role that Cordon logs in as upstream.
   */
  role: string
  /**
   * Statements in the message.
   */
  statements: number
  /**
   * Kinds of statement, for example `select`, `update`, `explain`, `copy`.
   *
   * @maxItems 256
   *
   * Items: Kind.
   */
  kinds: string[]
  /**
   * Every effect found anywhere, data-modifying CTEs and EXPLAIN ANALYZE included.
   *
   * @maxItems 10
   *
   * Items: Effect.
   */
  effects: (
    'read' | 'write' | 'ddl' | 'session' | 'transaction' | 'procedure' | 'copy' | 'lock' | 'unknown'
  )[]
  /**
   * False where the analysis cannot vouch for what would run (dynamic SQL, unknown relation or function).
   */
  complete: boolean
  /**
   * Why it is not complete.
   *
   * @maxItems 64
   *
   * Items: Reason; quotes no literal.
   */
  incomplete: string[]
  /**
   * Relations named.
   *
   * @maxItems 256
   */
  relations: SqlRelation[]
  columns: SqlColumns
  /**
   * Functions called, qualified where the catalog knows them.
   *
   * @maxItems 512
   *
   * Items: Name, for example `pg_catalog.lower`.
   */
  functions: string[]
  /**
   * Settings that SET, RESET or set_config would change.
   *
   * @maxItems 64
   *
   * Items: Setting name.
   */
  settings: string[]
  /**
   * Every read of a base relation is narrowed by a WHERE clause with an equality on a column.
   */
  filtered: boolean
  /**
   * Most rows that can come back by LIMIT or FETCH; -1 where nothing bounds them.
   */
  limit: number
  /**
   * Fingerprint of the statement with its literals taken out (libpg-query).
   */
  statementShape: string
  /**
   * How many parameters are bound.
   */
  parameters: number
  /**
   * PHI found in literals and parameters: class and count, never the value.
   *
   * @maxItems 64
   */
  findings: FindingCount[]
}
/**
 * One relation that the statement names, resolved as the server would.
 */
export interface SqlRelation {
  /**
   * Schema-qualified name, lower-case unless quoted, for example `public.patients`.
   */
  name: string
  /**
   * What it is in the catalog.
   */
  kind:
    | 'table'
    | 'view'
    | 'materialized-view'
    | 'partitioned-table'
    | 'foreign-table'
    | 'catalog'
    | 'temporary'
    | 'sequence'
    | 'unknown'
  /**
   * What is done to it.
   *
   * @maxItems 3
   *
   * Items: Access.
   */
  access: ('read' | 'write' | 'ddl')[]
  /**
   * Every base relation it stands for: itself, what a view reads at any depth, and the parents of a partition or child table.
   *
   * @maxItems 256
   *
   * Items: Qualified name.
   */
  bases: string[]
}
/**
 * Columns by use.
 */
export interface SqlColumns {
  /**
   * What comes back, in order; a `star` stands for all columns.
   *
   * @maxItems 2000
   */
  output: OutputColumn[]
  /**
   * Columns that decide which rows come back, in which order, or how they are grouped or joined.
   *
   * @maxItems 2000
   */
  predicate: PredicateColumn[]
  /**
   * Columns that are written.
   *
   * @maxItems 2000
   */
  written: WrittenColumn[]
}
/**
 * One output column.
 */
export interface OutputColumn {
  /**
   * 1-based; 0 where it is not known.
   */
  position: number
  /**
   * `column`: a plain column of a relation. `count`: count(*) or count of anything. `constant`: no column goes in. `expression`: anything else.
   */
  kind: 'column' | 'star' | 'count' | 'constant' | 'expression'
  /**
   * Relation of a plain column, else `?`.
   */
  relation: string
  /**
   * Column of a plain column, else `?`.
   */
  column: string
}
/**
 * One use.
 */
export interface PredicateColumn {
  /**
   * Qualified relation, or `?` where it could not be resolved.
   */
  relation: string
  /**
   * Column name, or `*` for the whole row, or `?`.
   */
  column: string
  /**
   * `equality`: column = literal or parameter, joined by AND. `join`: column = column. `other`: anything else.
   */
  form: 'equality' | 'join' | 'other'
}
/**
 * One write.
 */
export interface WrittenColumn {
  /**
   * Qualified relation, or `?` where it could not be resolved.
   */
  relation: string
  /**
   * Column name, or `*` for the whole row, or `?`.
   */
  column: string
  /**
   * Where the value comes from.
   */
  source: 'literal' | 'parameter' | 'default' | 'derived'
}
/**
 * One class.
 */
export interface FindingCount {
  /**
   * PHI class.
   */
  class: string
  /**
   * How many.
   */
  count: number
}
