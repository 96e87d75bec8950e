import type { StreamMasker } from '#phi'
import { HttpError } from './http-error.ts'

/** The same masker; where a detector throws, the exchange ends with an error that quotes nothing. */
export function strictMasker(masker: StreamMasker): StreamMasker {
  return {
    counts: masker.counts,
    findings: masker.findings,
    write: (chunk) => strictly(() => masker.write(chunk)),
    end: () => strictly(() => masker.end()),
  }
}

function strictly(mask: () => Uint8Array): Uint8Array {
  try {
    return mask()
  } catch (cause) {
    throw new HttpError(
      'masking_failed',
      'A body could not be read for patient data, so nothing more of it is passed: tell who runs Cordon.',
      { cause },
    )
  }
}
