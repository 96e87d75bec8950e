import type { TextOptions } from '#phi'

type Mode = NonNullable<TextOptions['mode']>

/** Written for a compiler or an interpreter: names and numbers in it are mostly no people's. */
const CODE =
  words(`adb ads asm astro bash bat bazel c cc clj cljs cmake cmd cpp cs css cu cxx d dart dockerfile editorconfig
  el elm erl ex exs f90 fs fsx gitattributes gitignore gitmodules go gradle graphql groovy h hcl hh hpp hrl hs htm html inc
  java jl js jsx kt kts less lisp lock lua m make makefile mjs mk ml mm mod nim nix npmrc pas php pl pm proto ps1 py pyi r
  rake rb rego rkt rs sass sbt scala scm scss sh sol sum svelte swift tcl tf toml ts tsx v vb vhd vue zig zsh`)

/** Records of one kind or another: values stand beside names of fields. */
const DATA = words(
  'avsc cfg conf env har hl7 ini ipynb json json5 jsonl jsonc ldif log ndjson out plist properties sql xml yaml yml',
)

/** How a file is read, by its name: `prose` masks on the weakest evidence and is what is not known. */
export function modeOf(path: string): Mode {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase()
  const end = name.slice(name.lastIndexOf('.') + 1)
  if (CODE.has(end)) return 'code'
  return DATA.has(end) ? 'log' : 'prose'
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/))
}
