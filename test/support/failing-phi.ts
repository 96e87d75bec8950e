import { createPhi, type Phi } from '#phi'

/** Where the engine meets this, it breaks, and says what it broke on: nobody may pass that on. */
export const BREAKER = 'breaks-the-detector 219-09-9999'

/** The real engine with a detector that throws. */
export function failingPhi(): Phi {
  const phi = createPhi()
  return {
    version: phi.version,
    digest: phi.digest,
    learn: phi.learn,
    maskText: (text, options) => phi.maskText(sound(text), options),
    maskBytes: (bytes, options) => {
      sound(Buffer.from(bytes).toString('utf8'))
      return phi.maskBytes(bytes, options)
    },
    valueMasker: (options) => {
      const mask = phi.valueMasker(options)
      return (value) => {
        sound(Buffer.from(value).toString('utf8'))
        return mask(value)
      }
    },
    maskField: (value, hint) => phi.maskField(sound(value), hint),
    stream: (options) => {
      const masker = phi.stream(options)
      return {
        write: (chunk) => {
          sound(Buffer.from(chunk).toString('utf8'))
          return masker.write(chunk)
        },
        end: () => masker.end(),
        findings: masker.findings,
        counts: masker.counts,
      }
    },
  }
}

function sound(text: string): string {
  if (text.includes(BREAKER)) throw new RangeError(`index out of range at ${text}`)
  return text
}
