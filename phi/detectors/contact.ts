import type { Detector } from './detector.ts'

/** Where a person is reached: 164.514(b)(2)(i)(B), (D)-(F). */
export const CONTACT: readonly Detector[] = [
  {
    id: 'phone',
    class: 'phone',
    find: { kind: 'digits', shapes: ['3-3-4', '1-3-3-4'], separators: '-. ()/', mixed: true },
    check: 'nanp',
    score: 0.8,
    context: { topics: ['phone'], score: 0.95 },
    tail: 'extension',
    examples: {
      match: [
        'call «(212) 555-0147» today',
        '«212-555-0147»',
        '«212.555.0147»',
        '«212/555-0147»',
        '«1-800-555-0199» ext',
        'reach him at «(212)555-0147 x 12».',
        '«212-555-0147 ext. 4410»',
      ],
      ignore: ['212-555-01478', '12-555-0147', '1.212.555.0147.2', 'NDC 50242-040-62'],
    },
  },
  {
    // T: 2125550147, (h) 2125550147: one letter says it of ten digits, where the numbering plan allows them.
    id: 'phone-lettered',
    class: 'phone',
    find: { kind: 'digits', shapes: ['10'], separators: '' },
    check: 'nanp',
    score: 0,
    context: { topics: ['phone-letter'], score: 0.8 },
    examples: {
      match: ['T: «2125550147» F: «2125550148»', '(h) «2125550147»'],
      ignore: ['2125550147', 'T 2125550147', 'K: 2125550147'],
    },
  },
  {
    // Source code that puts it together.
    id: 'joined-phone',
    class: 'phone',
    find: { kind: 'reader', reader: 'concatenated' },
    score: 0.9,
    examples: {
      match: [`call("«212-" + "555-" + "0147»")`, `const p = "«(212) " + "555" + "-0147»";`],
      ignore: [`"212" + "100" + "0147"`, `["212", "555", "0147"]`],
    },
  },
  {
    id: 'phone-shape',
    class: 'phone',
    find: { kind: 'digits', shapes: ['3-3-4'], separators: '-)', mixed: true },
    score: 0.6,
    context: { topics: ['phone'], score: 0.9 },
    tail: 'extension',
    examples: { match: ['«555-123-4567»', 'at «(555) 123-4567»'], ignore: ['555.123.4567', '5555-123-4567'] },
  },
  {
    id: 'phone-number',
    class: 'phone',
    find: { kind: 'digit-count', least: 7, most: 15, separators: '-. ()/' },
    score: 0,
    context: { topics: ['phone'], score: 0.85 },
    tail: 'extension',
    examples: {
      match: ['Phone: «555-0147»', 'tel «2125550147»', 'mobile «44 20 7946 0958»', 'home phone: «7946 0958»'],
      ignore: ['2125550147', '555-0147', 'phone 12'],
    },
  },
  {
    id: 'phone-international',
    class: 'phone',
    find: { kind: 'digit-count', least: 8, most: 17, separators: '-. ()/' },
    check: 'plus',
    score: 0.85,
    context: { topics: ['phone'], score: 0.95 },
    tail: 'extension',
    examples: {
      match: [
        '«+44 20 7946 0958»',
        'or «+4917612345678»,',
        '«0034 915 86 85 00»',
        '«+33 (0)1 23 45 67 89»',
        'tel:«+49-30-5550147»',
      ],
      ignore: ['+12', 'a + 12345678901234567', '+0123456789'],
    },
  },
  {
    id: 'phone-national',
    class: 'phone',
    find: { kind: 'digit-count', least: 9, most: 12, separators: '-. ()/' },
    check: 'national-phone',
    score: 0.6,
    context: { topics: ['phone'], score: 0.9 },
    tail: 'extension',
    examples: {
      match: ['under «020 7946 0958» or', '«0171/1234567»', '«(030) 1234567»', '«01 23 45 67 89»', '«06-12345678»'],
      ignore: ['0002-8215-01', '00402-0123-05', '01.02.2024', '020'],
    },
  },
  {
    // Nine digits in the groups of Spain and its neighbours, which begin with 6 to 9.
    id: 'phone-nine',
    class: 'phone',
    find: { kind: 'digits', shapes: ['3-3-3', '3-2-2-2', '2-3-2-2'], separators: ' ' },
    check: 'nine',
    score: 0.55,
    context: { topics: ['phone'], score: 0.9 },
    examples: { match: ['en el «683 508 029» o', '«953 22 96 98»'], ignore: ['283 508 029', '953 22 96'] },
  },
  {
    id: 'fax',
    class: 'fax',
    find: { kind: 'digit-count', least: 7, most: 15, separators: '-. ()/' },
    score: 0,
    context: { topics: ['fax'], score: 0.97 },
    tail: 'extension',
    examples: {
      match: ['Fax: «(212) 555-0148»', 'faxed to «212-555-0148»'],
      ignore: ['sent 555-0148', 'fax machine 12'],
    },
  },
  {
    id: 'email',
    class: 'email',
    find: { kind: 'reader', reader: 'email' },
    score: 0.95,
    examples: {
      match: [
        'mail «jane.roe+x@example.com», or',
        '<«j_r@mail.example.org»>',
        '«john.smith@example.com»',
        'to:«a@b.co»',
      ],
      ignore: ['@handle', 'a@b', 'x @ y.com', '@@@@', 'foo@localhost', 'git@v1.2'],
    },
  },
  {
    id: 'address',
    class: 'address',
    find: { kind: 'reader', reader: 'address' },
    score: 0.8,
    examples: {
      match: [
        'lives at «120 Main St» now',
        '«4821 W. Oak Ridge Blvd., Apt 4B, Springfield, IL 62704»',
        '«12 5th Avenue, New York, NY 10001-1234», USA',
        'at «77 massachusetts avenue» daily',
        '«9 Elm Court»',
      ],
      ignore: ['120 mg daily', '3 Day course', '2 Dr visits', '5 miles down the road', '12 Lead ECG', '20 St'],
    },
  },
  {
    id: 'po-box',
    class: 'address',
    find: { kind: 'reader', reader: 'po-box' },
    score: 0.85,
    examples: {
      match: [
        'send to «PO Box 1234»',
        'at «RR 6 Box 282» and',
        '«HC 68 Box 23A, Dayton, OH 45402»',
        '«P.O. Box 55, Dayton, OH 45402»',
      ],
      ignore: ['PO intake 1234', 'PO Box', 'Box 12'],
    },
  },
  {
    id: 'city',
    class: 'address',
    find: { kind: 'reader', reader: 'city' },
    score: 0.75,
    examples: {
      match: [
        'from «Springfield, IL 62704»',
        'moved to «Dayton, OH» in',
        '«San Diego, CA»',
        'in «Portland, OR 97201».',
        'in «Springfield, Illinois» with',
        'from «Charlotte, North Carolina».',
      ],
      ignore: ['Denies pain, OR refused', 'Monday, OR prep', 'Dayton, Ohio River', 'ICU, CA'],
    },
  },
  {
    id: 'zip',
    class: 'zip',
    find: { kind: 'reader', reader: 'zip' },
    score: 0.8,
    examples: {
      match: ['ZIP «62704»', 'IL «62704-1234»', 'zip code: «90210»', 'in CA «90210»'],
      ignore: ['62704', 'CPT 99213', 'IN 2019', 'ID 123456', 'port 54321'],
    },
  },
  {
    id: 'street',
    class: 'address',
    find: { kind: 'reader', reader: 'place' },
    score: 0.75,
    examples: {
      match: [
        'vive en «Calle Miguel Benitez 90, 2 A»',
        'at «12 rue de la Paix, 75002 Paris», and',
        'in der «Hauptstraße 12, 10115 Berlin».',
        '«Keizersgracht 123»',
        '«Via Roma 5»\n',
      ],
      ignore: ['Via Christi', 'Monitoring 5 times', 'Spring 2020', '5 via oral'],
    },
  },
  {
    // After words that say address, whatever the street is called.
    id: 'residence',
    class: 'address',
    find: { kind: 'reader', reader: 'place' },
    score: 0.75,
    examples: {
      match: [
        'lives at «213 Glover Quorn», with',
        'ship to «88 Zubrowka, Apt 4, Quarx»\nThank you',
        'address is «Oude Boomgaard 5»',
      ],
      ignore: ['lives at home', 'arrived at 12 Noon', 'ship to me'],
    },
  },
  {
    id: 'town',
    class: 'address',
    find: { kind: 'reader', reader: 'place' },
    score: 0.65,
    examples: {
      match: ['lives in «Port Ellenmouth» with', 'He is from «Coral Gables».', '«Cook County» jail'],
      ignore: ['is from Mexico', 'lives in Pain', 'moved to Monday', 'born in March'],
    },
  },
  {
    id: 'postal-town',
    class: 'address',
    find: { kind: 'reader', reader: 'zip' },
    score: 0.7,
    examples: {
      match: ['in «10115 Berlin», and', '«1012 AB Amsterdam»'],
      ignore: ['2024 Annual', '5000 Units', '1200 AM Dose'],
    },
  },
]
