import type { Detector } from './detector.ts'

/** Whatever else is one person's, by a word, a path, a column or a disguise that says so: 164.514(b)(2)(i)(R). */
export const OTHERS: readonly Detector[] = [
  {
    id: 'other-id',
    class: 'other-id',
    find: { kind: 'digits', shapes: ['5..16', '2..4-3..8', '5..9-1..3', '1..4-2..4-2..4'], separators: '-' },
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
    find: { kind: 'token', shapes: ['5..20', '1..6-3..10', '3..9-1..3', '2..6-2..6-2..6'] },
    check: 'mixed',
    score: 0,
    context: { topics: ['other'], score: 0.8 },
    examples: { match: ['Accession «S1944213»', 'claim «CLM0012345»'], ignore: ['S1944213', 'claim denied'] },
  },
  {
    // Only behind a word that says whose print it is: the reference of a template, a hash.
    id: 'biometric-id',
    class: 'biometric',
    find: { kind: 'token', shapes: ['5..35', '2..6-4..32'] },
    check: 'lettered',
    score: 0,
    context: { topics: ['image'], score: 0.83 },
    examples: {
      match: ['fingerprint ID «9C4417AB20»', 'voiceprint «VX-4471023»', 'retina scan «RS-00FA12»'],
      ignore: ['9C4417AB20', 'image of the left foot'],
    },
  },
  {
    id: 'biometric-number',
    class: 'biometric',
    find: { kind: 'digits', shapes: ['5..20', '2..6-3..10'], separators: '-' },
    score: 0,
    context: { topics: ['image'], score: 0.8 },
    examples: { match: ['voice print «88120433»'], ignore: ['88120433', 'image 12'] },
  },
  {
    // A picture of a person by its file's name: behind a word that says photo, or in the name itself.
    id: 'image-file',
    class: 'photo',
    find: { kind: 'reader', reader: 'image' },
    score: 0.8,
    examples: {
      match: [
        'photo «IMG_2041.jpg» attached',
        'wound picture saved as «left-heel_2.PNG»',
        'see «patient_face_07.jpeg»',
      ],
      ignore: ['logo.png', 'image: nginx.conf', 'see figure2.png', 'photo taken. jpg is a format'],
    },
  },
  {
    // Where somebody lies: smaller than a state, 164.514(b)(2)(i)(B).
    id: 'room',
    class: 'address',
    find: { kind: 'token', shapes: ['3..5', '1..3-1..3'] },
    check: 'room',
    score: 0,
    context: { topics: ['room'], score: 0.75 },
    examples: {
      match: ['in room «512B» now', 'Bed «4W-12»', 'Rm «7C-03»'],
      ignore: ['512B', 'room temp', 'bed rest x 2', 'bed 12-lead'],
    },
  },
  {
    id: 'room-number',
    class: 'address',
    find: { kind: 'reader', reader: 'room' },
    score: 0,
    context: { topics: ['room'], score: 0.75 },
    examples: { match: ['room «512»', 'Bed: «214-2»', 'rm # «3301»'], ignore: ['512', 'room 7', 'rooms 2'] },
  },
  {
    // Degrees with three decimals or more: a geocode. Alone only a latitude and a longitude of one country's size.
    id: 'coordinates',
    class: 'address',
    find: { kind: 'reader', reader: 'coordinates' },
    score: 0.8,
    examples: {
      match: ['GPS «41.88321, -87.62470»', 'coordinates: «33.4484 -112.0740»', 'at «29.76043,-95.36980»'],
      ignore: ['0.41883, 0.87624', 'ratio 41.883, 87.624', 'GPS 4.1', '1.234, 2.345, 3.456'],
    },
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
    id: 'social-handle',
    class: 'other-id',
    find: { kind: 'reader', reader: 'handle' },
    score: 0,
    context: { topics: ['social'], score: 0.8 },
    examples: {
      match: ['Instagram is «@dana.k.rivers» and', 'Twitter: «@dr_okonkwo».', 'her username «@jroe77»'],
      ignore: ['@dana.k.rivers', 'the @Injectable decorator', 'Instagram @ab', 'meet @ noon', 'twitter user@host'],
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
