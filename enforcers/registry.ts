import type { Listener } from './enforcer.ts'
import { type GitOptions, git } from './git/index.ts'
import { type HttpOptions, http } from './http/index.ts'
import { type PostgresOptions, postgres } from './postgres/index.ts'

/** Every enforcement point there is, by the `type` that cordon.yaml gives it. A new one is one line here. */
export const enforcers: {
  readonly postgres: Listener<PostgresOptions>
  readonly git: Listener<GitOptions>
  readonly http: Listener<HttpOptions>
} = { postgres, git, http }
