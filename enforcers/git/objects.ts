/** The parts of a commit or tag object that a person wrote (gitformat: `header LF … LF LF message`). */
export interface Written {
  readonly parents: readonly string[]
  /** The tree of a commit, the object of a tag. */
  readonly target: string
  /** Names and addresses of author, committer and tagger, a line each. */
  readonly identities: string
  /** Other headers: signatures, merged tags, whatever somebody put there. */
  readonly headers: string
  readonly message: string
  /** Lines `Key: value` at the end of the message. */
  readonly trailers: string
}

export interface TreeEntry {
  readonly kind: 'file' | 'folder' | 'symlink' | 'submodule'
  readonly name: string
  readonly id: string
}

const TRAILER_KEY = /^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/

/** Reads a commit or a tag. Takes any bytes: what does not fit is a header or the message, so that all of it is read. */
export function readWritten(bytes: Buffer): Written {
  const text = bytes.toString('utf8')
  const gap = text.indexOf('\n\n')
  const head = gap < 0 ? text : text.slice(0, gap)
  const [message, trailers] = splitTrailers(gap < 0 ? '' : text.slice(gap + 2))
  const parents: string[] = []
  let target = ''
  const identities: string[] = []
  const headers: string[] = []
  for (const line of head.split('\n')) {
    const space = line.indexOf(' ')
    const value = line.slice(space + 1)
    switch (line.slice(0, space)) {
      case 'parent':
        parents.push(value)
        break
      case 'author':
      case 'committer':
      case 'tagger':
        identities.push(withoutTime(value))
        break
      case 'tree':
      case 'object':
        target = value
        break
      case 'type':
        break
      default:
        headers.push(line)
    }
  }
  return { parents, target, identities: identities.join('\n'), headers: headers.join('\n'), message, trailers }
}

// The last paragraph, where each of its lines is `Key: value` (git interpret-trailers, without its separators).
function splitTrailers(message: string): readonly [string, string] {
  const whole = message.trimEnd()
  const start = whole.lastIndexOf('\n\n')
  if (start < 0) return [message, '']
  const last = whole.slice(start + 2)
  const areTrailers = last.split('\n').every((line) => {
    const colon = line.indexOf(': ')
    return colon > 0 && TRAILER_KEY.test(line.slice(0, colon))
  })
  return areTrailers ? [whole.slice(0, start), last] : [message, '']
}

// `Name <address> 1700000000 +0000`: the time is digits that mean nothing else.
function withoutTime(identity: string): string {
  const end = identity.lastIndexOf('>')
  const time = identity.slice(end + 1)
  return /^ \d{1,20} [+-]\d{4}$/.test(time) ? identity.slice(0, end + 1) : identity
}

/** Reads a tree: `mode SP name NUL id`, again and again. `idBytes` is 20, or 32 in a SHA-256 repository. */
export function readTree(bytes: Buffer, idBytes: number): readonly TreeEntry[] {
  const entries: TreeEntry[] = []
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(0x20, at)
    const zero = space < 0 ? -1 : bytes.indexOf(0, space)
    // What is no entry is read as the name of one, so that nothing hides behind it.
    if (space < 0 || zero < 0 || zero + idBytes >= bytes.length + 1) {
      entries.push({ kind: 'file', name: bytes.toString('utf8', at), id: '' })
      return entries
    }
    const mode = bytes.toString('latin1', at, space)
    entries.push({
      kind: kindOf(mode),
      name: bytes.toString('utf8', space + 1, zero),
      id: bytes.toString('hex', zero + 1, zero + 1 + idBytes),
    })
    at = zero + 1 + idBytes
  }
  return entries
}

function kindOf(mode: string): TreeEntry['kind'] {
  if (mode === '120000') return 'symlink'
  if (mode === '160000') return 'submodule'
  return mode === '40000' || mode === '040000' ? 'folder' : 'file'
}
