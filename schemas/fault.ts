const MOST_FRAMES = 4

/**
 * What an operator's log may say of an error: its name and code, and where it happened. The message only of errors of our own
 * classes, whose codes are words in small letters and whose messages quote nothing: those of the runtime and of libraries
 * quote what they failed on, which may be a patient's.
 */
export interface Fault {
  readonly error: string
  readonly code?: string
  readonly message?: string
  /** Innermost frames first, `function file:line:column`. */
  readonly at?: readonly string[]
}

export function faultOf(error: unknown): Fault & Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { error: 'unknown' }
  const { code } = error as { readonly code?: unknown }
  if (typeof code === 'string' && OWN_CODE.test(code)) return { error: error.name, code, message: error.message }
  return { error: error.name, ...(typeof code === 'string' && { code }), at: framesOf(error) }
}

const OWN_CODE = /^[a-z][a-z_-]{1,40}$/

// The message comes first in a stack, over as many lines as it has; frames begin with "at".
function framesOf({ stack = '', message }: Error): readonly string[] {
  const from = stack.indexOf(message)
  const frames = from < 0 ? '' : stack.slice(from + message.length)
  return frames
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, MOST_FRAMES)
    .map((line) => line.slice(7).replace(/\(?(?:file:\/\/)?\S*[/\\]([^/\\()]+:\d+:\d+)\)?$/, '$1'))
}
