/** A command line: program and arguments, absolute paths. */
export type CommandLine = readonly string[]

/** The line by which a script of ours is known. */
export const HOOK_MARK = '# Installed by Cordon. Take it out with: cordon uninstall git'

const HEAD = `#!/bin/sh\n${HOOK_MARK}`
/** Hooks of git-receive-pack that are not ours: they are called as they are. */
const OTHERS = ['update', 'post-receive', 'post-update', 'reference-transaction', 'proc-receive'] as const

/**
 * Hooks for `core.hooksPath` of the repositories that Cordon serves: its own `pre-receive` asks the gate, then the
 * repository's own hooks run. File name → script.
 */
export function servedHooks(cordon: CommandLine): ReadonlyMap<string, string> {
  return withOwn(new Map([['pre-receive', [...cordon, 'hook', 'git', 'pre-receive', '--gate']]]))
}

/** Hooks for `core.hooksPath` of a whole server: every push is judged, then the repository's own hooks run. */
export function serverHooks(cordon: CommandLine): ReadonlyMap<string, string> {
  return withOwn(
    new Map([
      ['pre-receive', [...cordon, 'hook', 'git', 'pre-receive']],
      ['post-receive', [...cordon, 'hook', 'git', 'post-receive']],
    ]),
  )
}

/** One hook of one repository; `own` is the file that stood there before, where one did. */
export function installedHook(name: 'pre-receive' | 'post-receive', cordon: CommandLine, own: string): string {
  return script([...cordon, 'hook', 'git', name], `own=${quoted([own])}`)
}

function withOwn(ours: ReadonlyMap<string, CommandLine>): ReadonlyMap<string, string> {
  const all = new Map<string, string>()
  for (const name of [...OTHERS, 'pre-receive'] as const) {
    const own = `own="\${GIT_DIR:-.}/hooks/${name}"`
    const command = ours.get(name)
    all.set(
      name,
      command === undefined ? `${HEAD}\n${own}\n[ -x "$own" ] || exit 0\nexec "$own" "$@"\n` : script(command, own),
    )
  }
  return all
}

// The lines of git go to both; ours comes first, and its no is the last word. $PPID is git-receive-pack: by it the hooks of
// one push know each other.
function script(command: CommandLine, own: string): string {
  return `${HEAD}
updates=$(cat)
CORDON_PUSH=$PPID
export CORDON_PUSH
printf '%s\\n' "$updates" | ${quoted(command)} || exit 1
${own}
[ -x "$own" ] || exit 0
printf '%s\\n' "$updates" | "$own"
`
}

function quoted(words: CommandLine): string {
  return words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ')
}
