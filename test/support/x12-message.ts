import { MadeUpValues, type Message } from './made-up-values.ts'

/** X12 837 and 834 loops of made-up people. */
export function x12Message(seed: number): Message {
  const make = new MadeUpValues(seed)
  const [f, c, r, end] = make.pick(['*:^~', '|>^~', '*:!\n'])
  const persons = [
    ['IL', '1'],
    ['QC', '1'],
    ['74', '1'],
    ['03', '1'],
    ['82', '1'],
    ['DN', '1'],
    ['36', '2'],
    ['S1', '1'],
  ] as const
  const person = ([entity, type]: readonly [string, string]): string[][] => [
    [
      'NM1',
      entity,
      type,
      make.word(),
      make.word(),
      make.word(),
      '',
      'JR',
      make.pick(['MI', '34', 'XX', 'ZZ']),
      make.code(),
    ],
    ['N3', `${make.digits(4)} ${make.word()} RD`, make.word()],
    ['N4', make.word(), 'IL', make.digits(5), 'US'],
    ['DMG', 'D8', make.date(), 'M'],
    ['PER', 'IC', make.word(), 'TE', make.digits(10), 'EM', `${make.word()}@x.example`],
    ['REF', make.pick(['SY', '1L', '1W', 'IG', '0F', 'EJ', 'F6', 'EA', 'Y4']), make.code()],
    ['DTP', '348', 'RD8', `${make.date()}-${make.date()}`],
  ]
  const segments = [
    [
      'ISA',
      '00',
      ' '.repeat(10),
      '01',
      make.secret('SECRETPW77'),
      'ZZ',
      'SUBMITTER'.padEnd(15),
      'ZZ',
      'RECEIVER'.padEnd(15),
      '240102',
      '1253',
      r ?? '^',
      '00501',
      '000000905',
      '1',
      'T',
      c ?? ':',
    ],
    ['GS', 'HC', 'S', 'R', '20240102', '0802', '1', 'X', '005010X222A1'],
    ['ST', '837', '0021', '005010X222A1'],
    ['BHT', '0019', '00', '244579', '20240102', '1023', 'CH'],
    ['NM1', '41', '2', 'PREMIER BILLING', '', '', '', '', '46', 'TGJ23'],
    ['HL', '2', '1', '22', '0'],
    ['SBR', 'P', '18', make.code(), make.word(), '', '', '', '', 'CI'],
    ...persons.flatMap(person),
    ['CLM', make.code(), '100', '', '', ['11', 'B', '1'].join(c)],
    ['HI', ['BK', '0340'].join(c), ['BH', 'A1', 'D8', make.date()].join(c)],
    ['INS', 'Y', '18', '030', '', 'A', '', '', 'FT', '', '', 'D8', make.date()],
    ['TRN', '1', make.code(), '9012345678'],
    ['SV1', ['HC', '99213'].join(c), '40', 'UN', '1'],
    ['NTE', 'ADD', `CALL 212-${make.secret(`555-0${100 + make.below(99)}`)}`],
    ['SE', '9', '0021'],
    ['GE', '1', '1'],
    ['IEA', '1', '000000905'],
  ]
  return {
    text: segments.map((elements) => elements.join(f) + end).join(end === '~' && make.maybe() ? '\r\n' : ''),
    phi: make.made,
  }
}
