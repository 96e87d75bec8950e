import type { Detector } from './detector.ts'

/** Whatever else is one person's, by a word, a path, a column or a disguise that says so: 164.514(b)(2)(i)(R). */
export const OTHERS: readonly Detector[] = [
  {
    id: 'other-id',
    class: 'other-id',
    find: { kind: 'digits', shapes: ['5..16', '2..4-3..8'], separators: '-' },
    score: 0,
    context: { topics: ['other'], score: 0.8 },
    examples: {
      match: ['CSN «100234567»', 'accession number «19-004521»', 'Encounter #«8821345»'],
      ignore: ['100234567', 'encounter in 2019'],
    },
  },
  {
    id: 'other-id-mixed',
    class: 'other-id',
    find: { kind: 'token', shapes: ['5..20', '1..6-3..10', '2..6-2..6-2..6'] },
    check: 'mixed',
    score: 0,
    context: { topics: ['other'], score: 0.8 },
    examples: { match: ['Accession «S1944213»', 'claim «CLM0012345»'], ignore: ['S1944213', 'claim denied'] },
  },
  {
    id: 'path-id',
    class: 'other-id',
    find: { kind: 'reader', reader: 'path-id' },
    score: 0.85,
    examples: {
      match: [
        'GET /api/patients/«778812»/results 200',
        '/fhir/Encounter/«V-2031» done',
        '/members/«12-34_5»?page=2',
        'GET /Patient/«abc-4711» 200',
        '/patients/«f2c9e667-7425-40de-944b-e07fc1f90ae7»/notes',
      ],
      ignore: [
        '/patients/list',
        '/patients/v2/search',
        'claims 17/18 of 20',
        '/builds/778812',
        '/inpatients/12',
        '/claims/icd10/search',
        '/visits/week-12',
      ],
    },
  },
  {
    // A cell of a CSV or of an INSERT whose header or column list says what it is; the class is the column's.
    id: 'column',
    class: 'other-id',
    find: { kind: 'reader', reader: 'column' },
    score: 0.9,
    examples: {
      match: [
        'id,mrn,status\n7,«MRN664021»,active\n',
        "INSERT INTO t (id, claim_number) VALUES (3, «88213445»), (4, '«X-12»');",
        'full_name;dept\n«zo quill»;x\n',
      ],
      ignore: ['id,status\n7,active\n', 'Pain, nausea, vomiting\nwere denied 12345', 'f(a, b) values (1, 2)'],
    },
  },
  {
    // A number read out, or typed with a space after each digit: no measurement is written so.
    id: 'spelled-digits',
    class: 'other-id',
    find: { kind: 'reader', reader: 'spelled' },
    score: 0.85,
    examples: {
      match: ['it is «one two three four five six seven eight nine» then', '«five-five-five-one-two-one-two»'],
      ignore: ['one two three four five', 'seven or six of nine', 'five mg'],
    },
  },
  {
    id: 'spaced-digits',
    class: 'other-id',
    find: { kind: 'reader', reader: 'spelled' },
    score: 0.85,
    examples: {
      match: ['ssn is «2 1 9 0 9 9 9 9 9» ok', '«2-1-9-0-9-9-9-9-9»'],
      ignore: ['1 2 3 4 5 6 7 8 9 10', '9 8 7 6 5 4 3 2 1', '1 0 0 1'],
    },
  },
  {
    // base64, hex and what is compressed in them; class by what is inside, `free-text` where that cannot be seen.
    id: 'encoded',
    class: 'free-text',
    find: { kind: 'reader', reader: 'encoded' },
    score: 0.9,
    examples: {
      match: [
        'note «U1NOIDIxOS0wOS05OTk5» end',
        'x=«53534e203231392d30392d39393939»;',
        '«aGlzIFNTTiBpcyAyMTktMDktOTk5OQ==»',
      ],
      ignore: ['bm90aGluZyBpcyBpbiBoZXJl', '3f2a9b8c7d6e5f4a3b2c1d0e9f8a7b6c5d4e3f2a', 'InternationalizationOfThings'],
    },
  },
]
