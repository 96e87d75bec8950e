/** What a word of a date written out may be, as bits: see readers/spelled-dates.ts. */
export const NUMBER_BITS = {
  /** fourth; thirty-first has its tens before it. */
  ordinal: 1,
  /** Begins a year: nineteen fifty-two. */
  century: 2,
  tens: 4,
  teen: 8,
  unit: 16,
  /** nineteen oh five */
  oh: 32,
  two: 64,
  thousand: 128,
  and: 256,
  hundred: 512,
} as const

const BITS: Readonly<Record<keyof typeof NUMBER_BITS, string>> = {
  ordinal:
    'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth',
  century: 'eighteen nineteen twenty',
  tens: 'twenty thirty forty fifty sixty seventy eighty ninety',
  teen: 'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
  unit: 'one two three four five six seven eight nine',
  oh: 'oh o aught',
  two: 'two',
  thousand: 'thousand',
  and: 'and',
  hundred: 'hundred',
}

/** Words of numbers, each with all that it may be. */
export function numberWords(): ReadonlyMap<string, number> {
  const words = new Map<string, number>()
  for (const [name, bit] of Object.entries(NUMBER_BITS))
    for (const word of BITS[name as keyof typeof NUMBER_BITS].split(' ')) words.set(word, (words.get(word) ?? 0) | bit)
  return words
}
