import { isS3Place } from '#evidence'
import type { Config, IdentityConfig, S3Config } from '#schemas'
import { type LoadedConfig, within } from '../config.ts'
import { DEFAULT_SHARD } from '../ledger-place.ts'
import { memoryOf } from '../phi/memory.ts'

/** A configuration with every default filled in: the one place where defaults are named. */
export interface Settings {
  readonly loaded: LoadedConfig
  readonly config: Config
  readonly data: string
  readonly entity: string
  readonly timeZone: string
  /** A folder, or `s3://bucket/prefix`. */
  readonly store: string
  /** How S3 is reached, where the store is there. */
  readonly s3: S3Config | null
  readonly shard: string
  readonly sealEvery: { readonly events: number; readonly ms: number }
  readonly retentionDays: number
  readonly payloadRetentionDays: number
  readonly logBytes: number
  readonly payloadBytes: number
  readonly deadlineMs: number
  /** File with the hospital's own PHI rules. */
  readonly phiRules: string | undefined
  readonly phiMemory: ReturnType<typeof memoryOf>
  /** File with the register of responses to alarms. */
  readonly responses: string | null
  readonly issuer: { readonly officers: boolean; readonly mostSeconds: number } | null
  readonly oidc: NonNullable<IdentityConfig['oidc']>
  /** How far identities can be relied on at best: one issuer whose keys lie on this machine spoils it. */
  readonly assurance: 'demo' | 'idp'
}

/** 164.316(b)(2)(i): six years, leap days included, and a quarter more, so that no clock makes it short. */
const SIX_YEARS_DAYS = 2284
const PAYLOAD_DAYS = 400
const DEFAULT_REGION = 'us-east-1'

export function settingsOf(loaded: LoadedConfig): Settings {
  const { config } = loaded
  const evidence = config.evidence ?? {}
  const { local = {}, oidc = [] } = config.identity ?? {}
  const issuer =
    (local.enabled ?? oidc.length === 0)
      ? { officers: local.officers ?? false, mostSeconds: local.tokenTtlSeconds ?? 86_400 }
      : null
  const data = within(loaded, config.data)
  return {
    loaded,
    config,
    data,
    entity: config.entity ?? 'not named',
    timeZone: config.timeZone ?? 'UTC',
    ...storeOf(loaded, evidence.store ?? `${data}/store`),
    shard: evidence.shard ?? DEFAULT_SHARD,
    sealEvery: { events: evidence.sealEvents ?? 4096, ms: (evidence.sealSeconds ?? 5) * 1000 },
    retentionDays: evidence.retentionDays ?? SIX_YEARS_DAYS,
    payloadRetentionDays: evidence.payloadRetentionDays ?? PAYLOAD_DAYS,
    logBytes: evidence.logBytes ?? 4 * 1024 ** 3,
    payloadBytes: evidence.payloadBytes ?? 1024 ** 2,
    deadlineMs: config.engine?.deadlineMs ?? 2000,
    responses: config.reports?.responses === undefined ? null : within(loaded, config.reports.responses),
    phiRules: rulesOf(loaded),
    phiMemory: memoryOf(config),
    issuer,
    oidc,
    assurance: issuer === null && oidc.length > 0 ? 'idp' : 'demo',
  }
}

function rulesOf(loaded: LoadedConfig): string | undefined {
  const rules = loaded.config.phi?.rules
  return rules === undefined ? undefined : within(loaded, rules)
}

function storeOf(loaded: LoadedConfig, place: string): Pick<Settings, 'store' | 's3'> {
  if (!isS3Place(place)) return { store: within(loaded, place), s3: null }
  return { store: place, s3: loaded.config.evidence?.s3 ?? { region: DEFAULT_REGION } }
}
