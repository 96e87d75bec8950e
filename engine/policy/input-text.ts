import { canonical, depthOf } from '#schemas'
import { PolicyError } from './policy-error.ts'

/** Deepest nesting of an input; far below what overflows the module's parser. */
const MOST_DEPTH = 32
/** Longest input, in UTF-16 code units: what the schemas of actions allow, with room. */
const MOST_LENGTH = 4 * 1024 * 1024
const LONE_SURROGATE = /\p{Surrogate}/u

/**
 * The text of an input, in canonical JSON, that means the same on both sides of the border. Only plain objects are taken: the SDK
 * turns falsy values into *no input*, takes bytes for JSON without checking it, and spells buffers out as objects;
 * with no input, a rule that allows "unless denied" allows. Throws PolicyError `input`.
 */
export function inputText(input: object): string {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) throw unfit('it is no object')
  checkValue(input, MOST_DEPTH)
  const text = canonical(input)
  // JSON writes half a character as an escape, on which the module's parser fails. The same letters may stand in a
  // text after a backslash of its own, so that a hit is looked at again.
  if (text.includes('\\ud') && holdsHalfCharacter(input)) throw unfit('a text holds half a surrogate pair')
  if (text.length > MOST_LENGTH) throw unfit(`it is longer than ${MOST_LENGTH} characters`)
  return text
}

function checkValue(value: unknown, depth: number): void {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return
    case 'number':
      if (!Number.isFinite(value)) throw unfit('a number is not finite')
      if (Number.isInteger(value) && !Number.isSafeInteger(value))
        throw unfit('a whole number is above 2^53: send ids as texts')
      return
    case 'object':
      if (value !== null) checkMembers(value, depth)
      return
    default:
      throw unfit(`JSON has no ${typeof value}`)
  }
}

function checkMembers(value: object, depth: number): void {
  if (depth === 0) throw unfit(`it is nested deeper than ${MOST_DEPTH}`)
  if (Array.isArray(value)) {
    for (const item of value as readonly unknown[]) checkValue(item, depth - 1)
    return
  }
  const depthOfWhole = depthOf(value)
  if (depthOfWhole !== undefined && depthOfWhole <= depth && FIT.has(value)) return
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) throw unfit('it holds an object that is not plain')
  for (const key of Object.keys(value)) {
    const member = (value as Record<string, unknown>)[key]
    if (member !== undefined) checkValue(member, depth - 1)
  }
  if (depthOfWhole !== undefined) FIT.add(value)
}

/** Remembered objects that were looked at: they can never change. */
const FIT = new WeakSet<object>()

function holdsHalfCharacter(value: unknown): boolean {
  if (typeof value === 'string') return LONE_SURROGATE.test(value)
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).some(([key, member]) => LONE_SURROGATE.test(key) || holdsHalfCharacter(member))
}

function unfit(why: string): PolicyError {
  return new PolicyError('input', `this input can't be judged: ${why}`)
}
