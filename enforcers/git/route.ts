/** What a request asks of the Git server. */
export interface GitRoute {
  /** Path of the repository below the root, without slashes at its ends. */
  readonly repository: string
  readonly service: 'git-upload-pack' | 'git-receive-pack'
  /** `refs`: GET …/info/refs. `call`: POST …/SERVICE. */
  readonly step: 'refs' | 'call'
}

const MOST_PATH = 1024
const ODD = /[\p{Cc}\\:*?"<>|]/u

/**
 * Reads a request line. Only the smart protocol is spoken: a request for objects or refs by file name answers null, as does
 * any path that could lead out of the folder.
 */
export function readRoute(method: string, target: string): GitRoute | null {
  const mark = target.indexOf('?')
  const path = mark < 0 ? target : target.slice(0, mark)
  const query = mark < 0 ? '' : target.slice(mark + 1)
  for (const [verb, end, service, step] of ENDS) {
    if (method !== verb || !path.endsWith(end)) continue
    if (step === 'refs' && query !== `service=${service}`) continue
    const repository = readRepository(path.slice(0, -end.length))
    return repository === null ? null : { repository, service, step }
  }
  return null
}

const ENDS = [
  ['GET', '/info/refs', 'git-upload-pack', 'refs'],
  ['GET', '/info/refs', 'git-receive-pack', 'refs'],
  ['POST', '/git-upload-pack', 'git-upload-pack', 'call'],
  ['POST', '/git-receive-pack', 'git-receive-pack', 'call'],
] as const

function readRepository(path: string): string | null {
  if (!path.startsWith('/') || path.length > MOST_PATH) return null
  let plain: string
  try {
    plain = decodeURIComponent(path.slice(1))
  } catch {
    return null
  }
  const parts = plain.split('/')
  const odd = parts.some((part) => part === '' || part.startsWith('.') || part.startsWith('-') || part.endsWith(' '))
  // `.git` alone would reach into a repository.
  return odd || ODD.test(plain) ? null : plain
}
