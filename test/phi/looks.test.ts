import assert from 'node:assert/strict'
import { createPhi, type Phi, type PhiOptions, SeenValues, type TextOptions } from '#phi'
import { describe } from '#test/suite'
import { documents, FAMILIES } from './generators/corpus.ts'
import { Random } from './generators/random.ts'

const DOCUMENTS = 40
const MUTANTS = 400
const CODE_MUTANTS = 2000
const MODES: readonly NonNullable<TextOptions['mode']>[] = ['prose', 'log', 'code']
/** What first looks pass over (phi/looks): openings of what the readers take, to be put beside each other. */
const PIECES = [
  ...['"019" + "09" + "9999"', '"219-" + "09-" + "9999" ', "'(212)' . '555' . '0147'", '"12"', '" + "', '"3" || "4"'],
  ...['Mrs. van den Bosch ', 'Dr. med. Ota ', 'M. Colin ', 'name is Foobar ', 'Thanks,\nFoobar ', 'lives in Foobar '],
  ...['001a.2b3c.4d5e ', '00-1A-2B-3C-4D-5E ', 'fe80::1:2 ', 'www.x.org ', 'a@b.co ', 'http://a.b/c '],
  ...['member ID XYZ 123 456789 ', 'MRN H 482 913 ', 'AB 12 34 56 C ', 'SW1A 1AA ', 'plate ABC 123 ', '1EG4 TE5 MK73 '],
  ...['Fatih Sokak 48 ', 'Marktplatz 5 ', 'ul. Prosta 3 ', '12, rue de la Paix ', '12 Main St ', 'PO Box 12 '],
  ...[
    '12 de marzo ',
    'marzo de 2009 ',
    'may 3, 1962 ',
    'Mar. 12 ',
    'age 93 ',
    '95F with ',
    'six seven eight nine one two five ',
  ],
  ...[
    'FOO_BAR ',
    'FooBarBaz ',
    'camelCase',
    'Jm9vYmFyIFNTTiAyMTktMDktOTk5OQ== ',
    'ghp_',
    'AKIA',
    '-----BEGIN ',
    '(01)',
    'dapi0123456789abcdef0123456789abcdef ',
    'key-0123456789abcdef0123456789abcdef ',
    '0123456789abcdef0123456789abcdef-us21 ',
    'aBcDeFgHiJkLmN.atlasv1.0123456789abcdefghijABCDEFGHIJ0123456789abcdefghij ',
    'curl -u admin:s3cretpw1 ',
    'mysql -u root -pQx7Zk11p ',
    'photo IMG_2041.jpg ',
    'room 512 ',
    'token=aB3dE5gH7jK9mN1pQ3sT5vW7 ',
    'Authorization: Basic YWxpY2U6czNjcmV0 ',
    'COPY t (mrn, name) FROM stdin;\n1\tQuorn\n',
    'RR 6 Box 282 ',
    'HC 68 Box 23A ',
    'Initials: ABN ',
    'card ending in 4411 ',
    "member number?\nCaller: It's ",
    'Chrome/9.3.136.53 ',
    '+L133EFESR21+ ',
    'his wife (Zubaido) ',
    'Niko Green (MRN ',
    'name: zaylee quorn ',
    '\n2. Quorn (557B) - ',
    'Thank you Zubaido. ',
    'Dr. Zubaido Field ',
    'from Normal ',
    'near Myrnabury ',
    'to Fond du Lac ',
    'of Waukegan, MA ',
    'in West Bobbymouth ',
    '2025-11-24 10:15:32 INFO ',
    'Nov 24 10:15:32 ehr01 app[22]: ',
    '[24/Nov/2025:10:15:32 +0000] ',
    'ts=2025-11-24T10:15:32Z ',
    'bed 4W-12 ',
    'GPS 41.88321, -87.62470 ',
    '=31=32',
    '\\x41',
  ],
  ...[
    'name: ',
    'ssn="',
    'patientName=',
    ':',
    '=',
    '-',
    '.',
    '/',
    '(',
    ')',
    ',',
    '@',
    '\n',
    '\n\n',
    ' ',
    'é',
    '’',
    '1',
    '12',
    '123',
  ],
]

// A tenant's shape may begin anywhere, so that with one of them every reader looks at every place.
const EVERYWHERE: NonNullable<PhiOptions['rules']> = {
  rules: [
    {
      id: 'nowhere',
      class: 'other-id',
      shapes: ["'nowhere' 9{9} 'nowhere'"],
      examples: { match: ['«nowhere123456789nowhere»'], ignore: ['nowhere'] },
    },
  ],
}
const looking = createPhi()
const reading = createPhi({ rules: EVERYWHERE })
/** What begins or goes on words and numbers of source code. */
const CODE = [
  ...[
    'born ',
    'the fourth of July',
    'July nineteen fifty-two',
    'March',
    'of May',
    'Dr. ',
    "Policy's",
    'Just-in-time',
    'Smith-Jones',
  ],
  ...[
    'FooBar',
    'fooBar',
    'UTF_8',
    'SHA-256',
    'Int32Array',
    "'GET'",
    "O'Brien",
    'Dr. Foobar ',
    'new Foobar(',
    'A',
    'MRN ',
  ],
  ...['Internationalization', 'internationalizationOfThings', 'U1NOIDIxOS0wOS05OTk5', 'x7AKIA', 'eyJhbGciOi', 'hvs.'],
  ...[
    '0',
    '7',
    '93',
    '100',
    '128',
    '256',
    '1024',
    '2009',
    '10_000',
    '62704',
    '1234567',
    '0x1f',
    '0o600',
    '219-09-9999',
  ],
  ...[
    'age: ',
    'mrn = ',
    'account ',
    'phone: ',
    'ssn=',
    'xxx-xx-',
    'T: ',
    'march ',
    ' years old',
    '-year-old',
    'F with ',
  ],
  ...[
    'name: ',
    'firstName = ',
    'const owner: ',
    'password = ',
    '"password": ',
    'key: ',
    '?.',
    '...',
    '=>',
    '==',
    '::',
    '//',
  ],
  ...[
    "'",
    '"',
    '`',
    '(',
    ')',
    '[',
    '{',
    '+',
    '-',
    '/',
    '_',
    '.',
    ',',
    ' ',
    '\n',
    '\\',
    '(01)',
    ' = ',
    ': ',
    ';\n',
    'Qilaraq',
    'Brzezhukov',
  ],
]

function remembering(options: PhiOptions): Phi {
  const memory = new SeenValues({ key: new Uint8Array(32).fill(7), now: () => 0 })
  memory.learn('name', 'Qilaraq Brzezhukov', [])
  memory.learn('mrn', 'FooBar1024', [])
  return createPhi({ ...options, memory })
}

function found(phi: Phi, text: string, mode: NonNullable<TextOptions['mode']>): string {
  return JSON.stringify(phi.maskText(text, { mode }).findings)
}

function assertSameCode(text: string, [first, second]: readonly [Phi, Phi]): void {
  assert.equal(found(first, text, 'code'), found(second, text, 'code'), text)
}

function assertAlike(text: string): void {
  for (const mode of MODES) assert.equal(found(looking, text, mode), found(reading, text, mode), `${mode}: ${text}`)
}

describe('a first look', (test) => {
  for (const [name, family] of Object.entries(FAMILIES)) {
    test(`passes over nothing that a reader takes, in ${name}`, () => {
      for (const { text } of documents(family, 'held-out', 77, DOCUMENTS)) assertAlike(text)
    })
  }

  test('passes over nothing that a reader takes, whatever stands beside what', () => {
    const random = new Random(7)
    for (let round = 0; round < MUTANTS; round++)
      assertAlike(Array.from({ length: 1 + (round % 12) }, () => random.pick(PIECES)).join(''))
  })

  test('passes over nothing in source code that a reader or the memory takes', () => {
    const random = new Random(11)
    const remembered = [remembering({}), remembering({ rules: EVERYWHERE })] as const
    for (let round = 0; round < CODE_MUTANTS; round++) {
      // Where looks at source code take over from those at other text, and where they leave it to them.
      const text = Array.from({ length: 1 + (round % 60) }, () => random.pick(CODE)).join('')
      assertSameCode(text, [looking, reading])
      assertSameCode(text, remembered)
    }
  })
})
