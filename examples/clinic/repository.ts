import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Patient } from './data.ts'

/** One push of the story: files, the commit that holds them, and the branch that it goes to. */
export interface GitAct {
  readonly act: string
  readonly title: string
  /** Path → content. */
  readonly files: (patients: readonly Patient[]) => Readonly<Record<string, string>>
  readonly message: string
  /** Replaces the commit before, which was refused. */
  readonly amend: boolean
  readonly branch: string
  /** What must happen, for people. */
  readonly expected: string
}

/** Path of the clinic's repository below the root of its Git server. */
export const REPOSITORY = 'clinic/claims.git'

/** The file that a test of the agent's needs, and that must not hold people. */
const FIXTURE = 'test/fixtures/patients.csv'

export const GIT_ACTS: { readonly phi: GitAct; readonly clean: GitAct; readonly release: GitAct } = {
  phi: {
    act: 'push-refused',
    title: 'It pushes a test with patients in it',
    files: (patients) => ({
      [FIXTURE]: table(
        patients.slice(0, 3).map(({ id, mrn, given, family, ssn }) => [id, mrn, `${given} ${family}`, ssn]),
      ),
      'src/resubmit.ts': "export const resubmit = (claim: string): string => ['claims', claim, 'resubmit'].join('/')\n",
    }),
    message: 'Test resubmission with real rows',
    amend: false,
    branch: 'main',
    expected: "refused in git's own output, with file, line and class",
  },
  clean: {
    act: 'push-cleaned',
    title: 'It takes them out, and pushes again',
    files: () => ({ [FIXTURE]: table([[1, 'MRN-TEST', '[NAME]', 'none']]) }),
    message: 'Test resubmission with rows that are made up',
    amend: true,
    branch: 'main',
    expected: 'the cleaned push passes',
  },
  release: {
    act: 'push-held',
    title: 'It pushes a release',
    files: () => ({ 'CHANGELOG.md': '# 2.1\n\nClaims can be resubmitted.\n' }),
    message: 'Release 2.1',
    amend: false,
    branch: 'release/2.1',
    expected: 'refused until a security officer approves, with an approval id',
  },
}

/** Makes the clinic's Git server: a folder of bare repositories, with one commit in one. Answers the folder. */
export function makeClinicRepositories(root: string): string {
  const bare = join(root, REPOSITORY)
  mkdirSync(dirname(bare), { recursive: true, mode: 0o700 })
  const copy = mkdtempSync(join(tmpdir(), 'cordon-clinic-'))
  const git = (...args: readonly string[]): void =>
    void execFileSync('git', [...IDENTITY, ...args], { cwd: copy, stdio: ['ignore', 'ignore', 'pipe'] })
  try {
    git('init', '--quiet', '--bare', '--initial-branch=main', bare)
    git('init', '--quiet', '--initial-branch=main', '.')
    writeFileSync(join(copy, 'README.md'), '# Claims\n\nResubmits claims that a payer has sent back.\n')
    git('add', 'README.md')
    git('commit', '--quiet', '--message', 'Begin')
    git('push', '--quiet', bare, 'main')
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
  return root
}

const IDENTITY = ['-c', 'user.name=Clinic', '-c', 'user.email=it@clinic.example'] as const

function table(rows: readonly (readonly (string | number)[])[]): string {
  return [['id', 'mrn', 'name', 'ssn'], ...rows].map((row) => `${row.join(',')}\n`).join('')
}
