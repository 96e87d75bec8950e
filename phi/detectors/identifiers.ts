import type { Detector } from './detector.ts'

/** Numbers by which authorities, hospitals and health plans know a person: 164.514(b)(2)(i)(G)-(I), (K). */
export const IDENTIFIERS: readonly Detector[] = [
  {
    id: 'ssn',
    class: 'ssn',
    find: { kind: 'digits', shapes: ['3-2-4'], separators: '- ' },
    check: 'ssn',
    score: 0.85,
    context: { topics: ['ssn'], score: 0.98 },
    examples: {
      match: ['SSN «219-09-9999» on file', 'ssn: «123 45 6789»', 'id=«123-45-6789», next', '«123–45–6789»'],
      ignore: ['12-34-5678', '123-45-67890', '1123-45-6789', '123-45-6789-1', 'part 123-45-678'],
    },
  },
  {
    // Never issued, but nothing else looks so; test data and typing errors are full of them.
    id: 'ssn-unissued',
    class: 'ssn',
    find: { kind: 'digits', shapes: ['3-2-4'], separators: '-' },
    score: 0.6,
    context: { topics: ['ssn'], score: 0.9 },
    examples: { match: ['SSN «000-12-3456»', 'he gave «666-12-3456»'], ignore: ['000 12 3456', '000.12.3456'] },
  },
  {
    // With full stops it may be a version as well, but for the words before it.
    id: 'ssn-dotted',
    class: 'ssn',
    find: { kind: 'digits', shapes: ['3-2-4'], separators: '.' },
    check: 'ssn',
    score: 0.55,
    context: { topics: ['ssn'], score: 0.95 },
    examples: {
      match: ['SSN: «219.09.9999»', 'he gave «123.45.6789»'],
      ignore: ['version 123.45.6789', '000.12.3456'],
    },
  },
  {
    id: 'ssn-bare',
    class: 'ssn',
    find: { kind: 'digits', shapes: ['9'], separators: '' },
    check: 'ssn',
    score: 0,
    context: { topics: ['ssn'], score: 0.9 },
    examples: {
      match: ['SSN «219099999»', 'social security number is «123456789»', '"ssn": «123456789»'],
      ignore: ['order 123456789 shipped', 'ssn 000456789', 'count=123456789'],
    },
  },
  {
    id: 'ssn-end',
    class: 'ssn',
    find: { kind: 'reader', reader: 'ssn-end' },
    score: 0.85,
    examples: {
      match: ['xxx-xx-«6789»', '***-**-«6789» on file', 'last four of SSN: «6789»', 'SSN ending in «6789»'],
      ignore: ['ending in 6789', 'xx-6789', 'room 6789'],
    },
  },
  {
    // Source code that puts it together.
    id: 'joined-ssn',
    class: 'ssn',
    find: { kind: 'reader', reader: 'concatenated' },
    score: 0.9,
    examples: {
      match: [
        `const s = "«219-" + "09-" + "1234»";`,
        `$id = '«219' . '-09-' . '1234»';`,
        `select '«219' || '-' || '09' || '-' || '1234»'`,
        `text = ("«219-" "09-" "1234»")`,
      ],
      ignore: [`["219", "09", "1234"]`, `x = "1" + "09" + "1234"`, `v = '219''09''1234'`, `f("219", 9, "1234")`],
    },
  },
  {
    id: 'itin',
    class: 'ssn',
    find: { kind: 'digits', shapes: ['3-2-4', '9'], separators: '- ' },
    check: 'itin',
    score: 0,
    context: { topics: ['ssn'], score: 0.95 },
    examples: { match: ['ITIN «912-70-1234»', 'tax id «912701234»'], ignore: ['912701234', '912 40 1234'] },
  },
  {
    id: 'mrn',
    class: 'mrn',
    find: { kind: 'digits', shapes: ['4..12', '2..6-2..6', '1..4-2..4-2..4', '2-2-2-2'], separators: '- ' },
    score: 0,
    context: { topics: ['mrn'], score: 0.9 },
    examples: {
      match: [
        'MRN «00482913»',
        'medical record number «12345678»',
        'MRN: «12-34-56»',
        'Chart #«443210»',
        'MRN-«4432109»',
        'patient_id=«88213»',
      ],
      ignore: ['00482913', 'seen 12345678', 'room 443210'],
    },
  },
  {
    id: 'mrn-mixed',
    class: 'mrn',
    find: { kind: 'token', shapes: ['4..14', '1..5-3..10', '3..9-1..3', '1..4-2..5-2..6'] },
    check: 'mixed',
    score: 0,
    context: { topics: ['mrn'], score: 0.9 },
    examples: {
      match: ['MRN «E1234567»', 'mrn: «7AB12345»', 'Chart #«B311-5025»', 'MRN «H-20-48213»'],
      ignore: ['E1234567', 'MRN ABCDEFG', 'dose 7AB12345'],
    },
  },
  {
    id: 'mbi',
    class: 'plan-id',
    find: { kind: 'token', shapes: ['11', '4-3-4'] },
    check: 'mbi',
    score: 0.9,
    context: { topics: ['plan'], score: 0.98 },
    examples: {
      match: ['«1EG4TE5MK73»', 'Medicare «1EG4-TE5-MK73»', 'card «1EG4-TE5-MK72»,'],
      ignore: ['0EG4TE5MK73', '1SG4TE5MK73', '1EG4TE5MK7', '1EG4TE5MK733'],
    },
  },
  {
    id: 'mbi-spaced',
    class: 'plan-id',
    find: { kind: 'reader', reader: 'spaced' },
    score: 0.9,
    examples: {
      match: ['Medicare «1EG4 TE5 MK73», active', '«1EG4 TE5 MK72»'],
      ignore: ['0EG4 TE5 MK73', '1EG4 TE5 MK7'],
    },
  },
  {
    id: 'plan-id',
    class: 'plan-id',
    find: { kind: 'token', shapes: ['5..14', '6..14-1..4', '1..5-3..12', '2..5-2..6-2..6'] },
    check: 'mixed',
    score: 0,
    context: { topics: ['plan'], score: 0.85 },
    examples: {
      match: [
        'Member ID: «W123456789»',
        'policy no. «H47492184-08»',
        'subscriber «YYZ-8847123»',
        'Medicaid «AB12345C»',
      ],
      ignore: ['W123456789', 'member since 2019'],
    },
  },
  {
    // Letters, then groups of digits, apart by spaces, behind a word that says what they are.
    id: 'spaced-id',
    class: 'plan-id',
    find: { kind: 'reader', reader: 'spaced' },
    score: 0.85,
    examples: {
      match: ['member ID «XYZ 123 456789»', 'policy no. «AB 4821 0093», group', 'MRN «H 482 913»'],
      ignore: ['XYZ 123 456789', 'insurance since MAY 2019', 'policy AB 12'],
    },
  },
  {
    id: 'plan-number',
    class: 'plan-id',
    find: { kind: 'digits', shapes: ['6..14', '5..12-1..3', '2..5-3..9', '3..5-2..5-2..5'], separators: '-' },
    score: 0,
    context: { topics: ['plan'], score: 0.85 },
    examples: { match: ['policy number «123456789»', 'subscriber «88213445»'], ignore: ['88213445', 'policy of 2019'] },
  },
  {
    id: 'npi',
    class: 'npi',
    find: { kind: 'digits', shapes: ['10'], separators: '' },
    check: 'npi',
    score: 0.6,
    context: { topics: ['npi'], score: 0.98 },
    examples: {
      match: ['NPI «1234567893»', 'npi: «1245319599»', '«1234567893»'],
      ignore: ['1234567890', 'NPI 3234567893', '12345678931'],
    },
  },
  {
    id: 'dea',
    class: 'licence',
    find: { kind: 'token', shapes: ['9'] },
    check: 'dea',
    score: 0.8,
    context: { topics: ['dea'], score: 0.98 },
    examples: { match: ['DEA «AB1234563»', 'Rx «AB1234563»,'], ignore: ['AB1234564', 'AB123456', 'ABC234563'] },
  },
  {
    id: 'licence',
    class: 'licence',
    find: { kind: 'token', shapes: ['5..15', '1..5-3..10', '2..5-2..5-2..5', '2..5-3..5-3..5-2..5', '4-3-2-3-1'] },
    check: 'mixed',
    score: 0,
    context: { topics: ['licence'], score: 0.85 },
    examples: {
      match: [
        "driver's license «D1234567»",
        "Driver's License: «D123-4567-8901»",
        'License #: «A9876543»',
        'lic. no. «LIC-53180»',
      ],
      ignore: ['D1234567', 'license expired'],
    },
  },
  {
    id: 'licence-number',
    class: 'licence',
    find: { kind: 'digits', shapes: ['6..12'], separators: '' },
    score: 0,
    context: { topics: ['licence'], score: 0.85 },
    examples: { match: ['passport «483920117»', 'DL «12345678»'], ignore: ['483920117', 'license since 2011'] },
  },
  {
    id: 'licence-groups',
    class: 'licence',
    find: { kind: 'digit-count', least: 5, most: 14, separators: '-. /' },
    score: 0,
    context: { topics: ['licence'], score: 0.84 },
    examples: {
      match: ['Nº colegiado: «33/55887»', 'NºCol: «28 28 70973»', 'licence number «12 345 678»'],
      ignore: ['33/55887', 'license of 2019'],
    },
  },
]
