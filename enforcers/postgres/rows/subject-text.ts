import { TYPE } from './types-by-oid.ts'

/** A patient's id as rows would show it. */
export interface SubjectText {
  readonly text: string
  /** False where the server may mean the same id by another spelling. */
  readonly exact: boolean
}

const INTEGER = /^[+-]?[0-9]{1,19}$/
const PLAIN_INTEGER = /^(?:0|-?[1-9][0-9]{0,18})$/
const UUID_DIGITS = /^[0-9a-f]{32}$/

/**
 * What the server prints for an id that a statement spells so, in a column of this type: `017` is 17 in a column of
 * integers and `017` in one of text. Of a type that is not known here, only plain integers are taken at their word.
 */
export function subjectText(spelled: string, type: number): SubjectText {
  switch (type) {
    case TYPE.text:
    case TYPE.varchar:
      return { text: spelled, exact: true }
    case TYPE.bpchar:
      return { text: printed(spelled, type), exact: true }
    case TYPE.int2:
    case TYPE.int4:
    case TYPE.int8:
      return integer(spelled.trim())
    case TYPE.uuid:
      return uuid(spelled.trim())
    default: {
      const text = spelled.trim()
      return { text, exact: PLAIN_INTEGER.test(text) }
    }
  }
}

/** An id as it came in a row, in the spelling that a statement would use: `character(n)` is filled up with blanks. */
export function printed(value: string, type: number): string {
  return type === TYPE.bpchar ? value.trimEnd() : value
}

function integer(text: string): SubjectText {
  // 0x11, 1_7 and 17.0 are 17 too, to some versions and in some places.
  return INTEGER.test(text) ? { text: BigInt(text.replace('+', '')).toString(), exact: true } : { text, exact: false }
}

// Capitals, braces and hyphens anywhere are read; one spelling is printed.
function uuid(text: string): SubjectText {
  const digits = text.replace(/[{}-]/g, '').toLowerCase()
  return UUID_DIGITS.test(digits) ? { text: hyphenated(digits), exact: true } : { text, exact: false }
}

/** 32 hexadecimal digits as PostgreSQL prints a uuid. */
export function hyphenated(digits: string): string {
  return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join(
    '-',
  )
}
