import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type FindingCount, parse, type Session } from '#schemas'

/** A push that was let through, until the hook after it says what was updated. It holds no content. */
export interface HeldPush {
  readonly session: Session
  readonly decision: string
  /** Milliseconds since 1970. */
  readonly startedAt: number
  readonly findings: FindingCount[]
}

/** Pushes that one repository holds, a file each: the hooks of a push are processes of their own. */
export interface PushShelf {
  readonly put: (push: HeldPush) => void
  /** Those of this push's own process, removed. */
  readonly take: () => readonly HeldPush[]
  /** Those whose process has ended, removed. */
  readonly takeDead: () => readonly HeldPush[]
}

const NAME = /^cordon-push-(\d{1,10})-dec_[0-9a-z]+\.json$/

export function pushShelf(folder: string, process_: string): PushShelf {
  const own = /^\d{1,10}$/.test(process_) ? process_ : '0'
  const takeWhere = (wanted: (pid: string) => boolean): readonly HeldPush[] =>
    readdirSync(folder).flatMap((name) => {
      const pid = NAME.exec(name)?.[1]
      if (pid === undefined || !wanted(pid)) return []
      const held = read(join(folder, name))
      rmSync(join(folder, name), { force: true })
      return held === null ? [] : [held]
    })
  return {
    put: (push) =>
      writeFileSync(join(folder, `cordon-push-${own}-${push.decision}.json`), JSON.stringify(push), { mode: 0o600 }),
    take: () => takeWhere((pid) => pid === own),
    takeDead: () => takeWhere((pid) => !isAlive(Number(pid))),
  }
}

function read(path: string): HeldPush | null {
  try {
    const held = JSON.parse(readFileSync(path, 'utf8')) as HeldPush
    return { ...held, session: parse('session', held.session) }
  } catch {
    return null
  }
}

function isAlive(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
