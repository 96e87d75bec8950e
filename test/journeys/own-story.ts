import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ClinicDatabase, startClinicDatabase } from '../services/clinic.ts'
import type { CliResult } from '../support/cli.ts'
import { makeSite, type Site, type Up } from '../support/site.ts'

/** A statement that needs an approval. */
export const VOID = "update claims set status = 'void' where id = 7"

/** One Cordon before one database, and what its tests hand on from one to the next. */
export interface Story {
  readonly database: ClinicDatabase
  readonly site: Site
  readonly up: Up
  readonly agent: string
  readonly officer: string
  /** An officer's token of the human who asks. */
  readonly asker: string
  /** The one that was asked for, and approved once. */
  approval: string
  /** One that read masked rows. */
  session: string
  readonly query: (sql: string, ...more: string[]) => Promise<CliResult>
  readonly asOfficer: (args: readonly string[], token?: string) => Promise<CliResult>
}

export async function beginStory(): Promise<Story> {
  const database = await startClinicDatabase()
  const site = await makeSite(database)
  site.reconfigure('timeZone: UTC', 'timeZone: UTC\nreports: { reviewEveryDays: 30, responses: responses.yaml }')
  writeFileSync(join(site.folder, 'responses.yaml'), '[]')
  const up = await site.up()
  const [agent, officer, asker] = await Promise.all([
    site.token({ human: 'ana@clinic.example', agent: 'my-agent', group: 'developers' }),
    site.token({ human: 'omar@clinic.example', role: 'officer', group: 'security-officers' }),
    site.token({ human: 'ana@clinic.example', role: 'officer', group: 'security-officers' }),
  ])
  return {
    database,
    site,
    up,
    agent,
    officer,
    asker,
    approval: '',
    session: '',
    query: (sql, ...more) => site.cordon(['query', ...more, sql], { CORDON_TOKEN: agent }),
    asOfficer: (args, token = officer) => site.cordon(['approvals', ...args], { CORDON_OFFICER_TOKEN: token }),
  }
}
