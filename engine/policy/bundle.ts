import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type PolicyGolden,
  type PolicyManifest,
  parse,
  parseBytes,
  parseStrictJson,
  policyDigest,
  SchemaError,
} from '#schemas'
import { PolicyError } from './policy-error.ts'
import { type Trust, trustedBy } from './trust.ts'

/** A bundle whose files are what its manifest says, and whose manifest somebody we trust vouches for. */
export interface PolicyBundle {
  readonly manifest: PolicyManifest
  readonly wasm: Uint8Array
  readonly data: object
  readonly golden: PolicyGolden
  /** Every file as it was read, the manifest included: what the store keeps. */
  readonly files: ReadonlyMap<string, Uint8Array>
  /** `built-in`, or the id of the key that signed it. */
  readonly trustedBy: string
}

const CONTENT = ['policy.wasm', 'data.json', 'golden.json', 'source.json'] as const
/** The file that names and vouches for the others. */
export const MANIFEST = 'manifest.json'
/** Names of a bundle's files. */
export const BUNDLE_FILES: readonly string[] = [MANIFEST, ...CONTENT]
/** Policy data nests as its author likes; far below what overflows the module's parser. */
const MOST_DATA_DEPTH = 64

/**
 * Reads a bundle from a folder and verifies it: trust in the manifest first, then every file against it. Throws
 * PolicyError `bundle` or `untrusted`.
 */
export async function readBundle(folder: string, trust: Trust): Promise<PolicyBundle> {
  const files = new Map<string, Uint8Array>()
  for (const name of BUNDLE_FILES) files.set(name, await read(folder, name))
  return openBundle(files, trust)
}

/** `readBundle` for files that are at hand. */
export function openBundle(files: ReadonlyMap<string, Uint8Array>, trust: Trust): PolicyBundle {
  const manifest = document(MANIFEST, () => parseBytes('policy-manifest', fileOf(files, MANIFEST)))
  if (policyDigest(manifest) !== manifest.digest || !manifest.digest.startsWith(manifest.revision))
    throw new PolicyError('bundle', 'the manifest does not match its own digest: build the bundle again')
  const by = trustedBy(manifest, trust)
  for (const name of CONTENT) {
    if (createHash('sha256').update(fileOf(files, name)).digest('hex') !== manifest.digests[name])
      throw new PolicyError('bundle', `${name} is not the file that the manifest names: build the bundle again`)
  }
  return {
    manifest,
    wasm: fileOf(files, 'policy.wasm'),
    data: document('data.json', () => readData(fileOf(files, 'data.json'))),
    golden: document('golden.json', () => parse('policy-golden', parseJson(fileOf(files, 'golden.json')))),
    files,
    trustedBy: by,
  }
}

async function read(folder: string, name: string): Promise<Uint8Array> {
  try {
    return await readFile(join(folder, name))
  } catch (cause) {
    throw new PolicyError('bundle', `${join(folder, name)} can't be read: is this the folder of a built bundle?`, {
      cause,
    })
  }
}

function fileOf(files: ReadonlyMap<string, Uint8Array>, name: string): Uint8Array {
  const bytes = files.get(name)
  if (!bytes) throw new PolicyError('bundle', `the bundle lacks ${name}`)
  return bytes
}

function readData(bytes: Uint8Array): object {
  const data = parseJson(bytes)
  if (typeof data === 'object' && data !== null && !Array.isArray(data)) return data
  throw new PolicyError('bundle', 'data.json must be an object')
}

function parseJson(bytes: Uint8Array): unknown {
  return parseStrictJson(bytes, MOST_DATA_DEPTH)
}

function document<Value>(name: string, read: () => Value): Value {
  try {
    return read()
  } catch (cause) {
    if (!(cause instanceof SchemaError)) throw cause
    throw new PolicyError('bundle', `${name}: ${cause.message}`, { cause })
  }
}
