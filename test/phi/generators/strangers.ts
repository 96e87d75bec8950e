import type { Labelled, Seeded } from './seeded.ts'

/** Syllables from which names are made that no dictionary has, by the sound of a region. */
const REGIONS: readonly {
  readonly given: readonly string[]
  readonly family: readonly string[]
  readonly endings: readonly string[]
}[] = [
  {
    given: ['Zdra', 'Mlo', 'Vel', 'Dobro', 'Kras'],
    family: ['Vlk', 'Hrad', 'Tich', 'Mor', 'Zab'],
    endings: ['ovski', 'enko', 'ovic', 'arek', 'icka'],
  },
  {
    given: ['Thor', 'Eyv', 'Sna', 'Hjal', 'Ulf'],
    family: ['Kvarn', 'Strom', 'Bjelk', 'Rosen', 'Haga'],
    endings: ['sson', 'qvist', 'dahl', 'vik', 'gaard'],
  },
  {
    given: ['Chuk', 'Oluf', 'Nkem', 'Zany', 'Temb'],
    family: ['Oko', 'Ade', 'Mba', 'Nwa', 'Dla'],
    endings: ['kweme', 'lanre', 'thewa', 'gbola', 'mzolo'],
  },
  {
    given: ['Hiro', 'Masu', 'Yuki', 'Tomo', 'Kazu'],
    family: ['Taka', 'Kuro', 'Shima', 'Naka', 'Oga'],
    endings: ['buchi', 'zaka', 'mizu', 'nuki', 'zuka'],
  },
  {
    given: ['Fior', 'Guen', 'Lau', 'Ippo', 'Clo'],
    family: ['Mar', 'Bel', 'Cant', 'Vend', 'Ross'],
    endings: ['ucci', 'etti', 'aldi', 'inelli', 'acchio'],
  },
]
const GIVEN_ENDINGS = ['mira', 'vald', 'bert', 'sana', 'tino', 'rika', 'dane', 'folu']

const PHRASES: readonly [string, ...string[]] = [
  'My name is {N} and I would like to change the appointment.',
  'Please ask {N} about the results of last week.',
  'The nurse spoke with {N} after the meeting.',
  'Mr. {F} was moved to the second floor.',
  'Dear {G},\nthank you for your letter about the invoice.',
  'Patient: {N}\nDiet as tolerated.',
  'Signed by {N} on behalf of the team.',
  '{N} denies chest pain and shortness of breath. {G} will call if symptoms return.',
  'We discussed the plan with {N}, who agreed.',
  'Best regards,\n{N}',
]

export function stranger(seeded: Seeded): Labelled {
  const region = seeded.pick(REGIONS)
  const given = seeded.pick(region.given) + seeded.pick(GIVEN_ENDINGS)
  const family = seeded.pick(region.family) + seeded.pick(region.endings)
  const values: Readonly<Record<string, string>> = { '{N}': `${given} ${family}`, '{G}': given, '{F}': family }
  let text = ''
  const spans: [number, number][] = []
  for (const part of seeded.pick(PHRASES).split(/(\{[NGF]\})/)) {
    const value = values[part]
    if (value !== undefined) spans.push([text.length, text.length + value.length])
    text += value ?? part
  }
  return { kind: 'person', text, spans }
}
