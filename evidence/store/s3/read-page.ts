import type { ListObjectVersionsCommandOutput } from '@aws-sdk/client-s3'
import type { VersionPage } from './histories.ts'

/**
 * A page as the service wrote it. Keys that no store can hold are passed over: other people's objects, or names made
 * to confuse. Keys are decoded only where the service says that it encoded them, so that none can pose as another.
 */
export function readPage(output: ListObjectVersionsCommandOutput): VersionPage {
  const decode = output.EncodingType === 'url' ? decodeKey : (key: string): string => key
  const ours = <T extends { Key?: string | undefined }>(entries: readonly T[] = []): (T & { key: string })[] =>
    entries.flatMap((entry) => {
      const key = decode(entry.Key ?? '')
      return isPlausible(key) ? [{ ...entry, key }] : []
    })
  const { IsTruncated, NextKeyMarker, NextVersionIdMarker } = output
  return {
    versions: ours(output.Versions).flatMap(({ key, VersionId }) => ({ key, version: VersionId || 'null' })),
    markers: ours(output.DeleteMarkers).map(({ key, IsLatest }) => ({ key, isLatest: IsLatest === true })),
    next:
      IsTruncated === true && NextKeyMarker
        ? { after: decode(NextKeyMarker), afterVersion: NextVersionIdMarker || undefined }
        : null,
  }
}

function decodeKey(key: string): string {
  try {
    return decodeURIComponent(key.replaceAll('+', ' '))
  } catch {
    return ''
  }
}

function isPlausible(key: string): boolean {
  if (key === '') return false
  for (let at = 0; at < key.length; at++) {
    const code = key.charCodeAt(at)
    if (code < 0x2d || code > 0x7e) return false
  }
  return true
}
