import { isKeyPart } from '../key.ts'
import { StoreError } from '../store-error.ts'

/** A bucket, and where in it the keys of a store begin. */
export interface S3Place {
  /** `s3://bucket/prefix`, without a slash at its end. */
  readonly text: string
  readonly bucket: string
  /** Empty, or parts of keys, each ended by `/`. */
  readonly prefix: string
}

const SCHEME = 's3://'
const MOST_PREFIX_PARTS = 4

export function isS3Place(place: string): boolean {
  return place.startsWith(SCHEME)
}

/** Reads `s3://bucket` or `s3://bucket/prefix`. Throws StoreError `key`. */
export function readS3Place(place: string): S3Place {
  const [bucket = '', ...rest] = place.slice(SCHEME.length).split('/', MOST_PREFIX_PARTS + 3)
  const parts = rest.at(-1) === '' ? rest.slice(0, -1) : rest
  if (!isS3Place(place) || !isBucket(bucket) || parts.length > MOST_PREFIX_PARTS || !parts.every(isKeyPart))
    throw new StoreError(
      'key',
      'a store on S3 is named s3://bucket or s3://bucket/prefix: a bucket of 3-63 characters a-z 0-9 . -, ' +
        `and at most ${MOST_PREFIX_PARTS} parts of A-Z a-z 0-9 . _ -`,
    )
  return { text: [`${SCHEME}${bucket}`, ...parts].join('/'), bucket, prefix: parts.map((part) => `${part}/`).join('') }
}

function isBucket(name: string): boolean {
  if (name.length < 3 || name.length > 63) return false
  for (const character of name) if (!BUCKET_CHARACTERS.includes(character)) return false
  return !name.startsWith('.') && !name.startsWith('-') && !name.endsWith('.') && !name.endsWith('-')
}

const BUCKET_CHARACTERS = 'abcdefghijklmnopqrstuvwxyz0123456789.-'
