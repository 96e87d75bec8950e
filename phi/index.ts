export { createPhi, PHI_VERSION, type PhiOptions } from './create.ts'
export { parsePhiRules } from './custom/parse-rules.ts'
export type { Detector, Examples } from './detectors/detector.ts'
export { DETECTORS } from './detectors/table.ts'
export { type Encoding, encodingOf } from './encoding/encoding-of.ts'
export type { Interval } from './evaluate/interval.ts'
export { type ClassScore, type FoundScore, type Labelled, type Score, Scorer } from './evaluate/score.ts'
export { type SeenCounts, type SeenOptions, SeenValues } from './memory/seen-values.ts'
export { canBeSeen } from './memory/spelling.ts'
export type {
  FieldHint,
  Finding,
  MaskedBytes,
  MaskedText,
  Phi,
  PhiClass,
  SeenMode,
  StreamFormat,
  StreamMasker,
  StreamOptions,
  TextOptions,
  Transform,
} from './phi.ts'
export { PhiError, type PhiErrorCode } from './phi-error.ts'
export type { RuleOptions } from './rules.ts'
export { CROCKFORD, type TransformParts, type Vault } from './transform/transformer.ts'
export type { Generalisation } from './transforms.ts'
