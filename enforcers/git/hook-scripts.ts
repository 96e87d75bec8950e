/** A command line: program and arguments, absolute paths. */
export type CommandLine = readonly string[]

/** Hooks of a server that Cordon does not stand in for: they are called as they are. */
const OTHERS = ['update', 'post-receive', 'post-update', 'reference-transaction', 'proc-receive'] as const

/**
 * A folder of hooks for `core.hooksPath` of the repositories that Cordon serves: its own `pre-receive` asks the
 * gate, then the repository's own hooks run. File name → script.
 */
export function servedHooks(cordon: CommandLine): ReadonlyMap<string, string> {
  const own = OTHERS.map(
    (name) =>
      [name, `${HEAD}\nown="\${GIT_DIR:-.}/hooks/${name}"\n[ -x "$own" ] || exit 0\nexec "$own" "$@"\n`] as const,
  )
  return new Map([
    ...own,
    [
      'pre-receive',
      `${HEAD}
updates=$(cat)
printf '%s\\n' "$updates" | ${quoted([...cordon, 'hook', 'git', 'pre-receive', '--gate'])} || exit 1
own="\${GIT_DIR:-.}/hooks/pre-receive"
[ -x "$own" ] || exit 0
printf '%s\\n' "$updates" | "$own"
`,
    ],
  ])
}

/** The first line of every script of ours, and the mark by which uninstall knows it. */
export const HEAD: string = `#!/bin/sh
# Installed by Cordon. Take it out with: cordon uninstall git`

/** A command line for the shell: each word in single quotes. */
export function quoted(words: CommandLine): string {
  return words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ')
}
