import type { PolicyBundle } from './bundle.ts'

/** One object for the store, below `v1/<shard>/`. */
export interface ActivationObject {
  readonly key: string
  readonly bytes: Uint8Array
}

/**
 * What the store keeps of an activated bundle, so that a digest in a decision resolves in ten years: module, data,
 * golden decisions, source text, manifest, and the report of its tests where there is one.
 */
export function activationObjects(
  { manifest, files }: Pick<PolicyBundle, 'manifest' | 'files'>,
  testReport?: Uint8Array,
): readonly ActivationObject[] {
  const folder = `policies/${manifest.digest}`
  const objects = [...files].map(([name, bytes]) => ({ key: `${folder}/${name}`, bytes }))
  return testReport ? [...objects, { key: `${folder}/tests.json`, bytes: testReport }] : objects
}
