import type { Detector } from './detector.ts'

/** People: 164.514(b)(2)(i)(A). One reader (readers/names.ts) sees all the signs; each sign is a row with its own weight. */
export const NAMES: readonly Detector[] = [
  {
    id: 'name-title',
    class: 'name',
    find: { kind: 'reader', reader: 'name' },
    score: 0.9,
    examples: {
      match: [
        'seen by Dr. «Okonkwo» today',
        'Mrs. «Jane Roe»',
        "Mr. «O'Brien»'s wife",
        'Dr «Smith-Jones» notes',
        'by Dr. «S. Patel» to',
        'Prof. «Ana de la Cruz» said',
      ],
      ignore: ['Dr. said so', 'the doctor said', 'Mr. and', 'Turn onto Oak Dr. The house', 'Dr. Patient'],
    },
  },
  {
    id: 'name-role',
    class: 'name',
    find: { kind: 'reader', reader: 'name' },
    score: 0.8,
    examples: {
      match: [
        'patient «Smith» reports',
        'his daughter «Mary» called',
        'cosigned by «Garcia»',
        'pt «Johnson» seen',
        'pt. «Garcia» seen',
        'My name is «Xochitl Quetzal» and',
        'a son named «Thaddeus».',
      ],
      ignore: ['patient Denies pain', 'Patient Education', 'patient Portal', 'by Ultrasound', 'for Hypertension'],
    },
  },
  {
    id: 'name-greeting',
    class: 'name',
    find: { kind: 'reader', reader: 'name' },
    score: 0.8,
    examples: {
      match: ['Dear «Zubaida», thanks', 'Hi «Mary Smith»,', 'Hello, «Deshawn».'],
      ignore: ['Dear Sir', 'Hi there', 'Dear Patient', 'Hi All'],
    },
  },
  {
    id: 'name-pair',
    class: 'name',
    find: { kind: 'reader', reader: 'name' },
    score: 0.75,
    examples: {
      match: [
        '«John Smith» arrived',
        'saw «Mary J. Johnson» and',
        '«JOHN SMITH» 45',
        '«Maria de la Cruz»',
        '«Robert Brown Jr.» was',
        'user=«John Smith»',
      ],
      ignore: [
        'Johns Hopkins Hospital',
        'Mary Washington Hospital',
        'Grace Period',
        'Bell palsy',
        'Will Return',
        'Glasgow Coma Scale',
      ],
    },
  },
  {
    id: 'name-given-other',
    class: 'name',
    find: { kind: 'reader', reader: 'name' },
    score: 0.6,
    examples: {
      match: ['«Grace Ostravend» arrived', '«Zubairo K. Ostrandeg» called', 'saw «A. Kowalska» at'],
      ignore: ['Jennifer Hospital', 'Vitamin K. Given', 'Grace Ostravend Hospital'],
    },
  },
  {
    id: 'name-listed',
    class: 'name',
    find: { kind: 'reader', reader: 'name' },
    score: 0.8,
    examples: {
      match: ['«Smith, John» arrived', '«GARCIA, MARIA L.» 45', '«Nguyen, Linda» seen'],
      ignore: ['Boston, Virginia', 'Pain, Grace', 'Smith, and Will went'],
    },
  },
  {
    id: 'name-cell',
    class: 'name',
    find: { kind: 'reader', reader: 'name' },
    score: 0.8,
    examples: {
      match: ['1,«Smith»,«John»,x', '«John»,«Smith»,45', '7|«SMITH»^«JOHN»|', '«Maria»\t«Garcia»\t'],
      ignore: ['a,Green,Red,Blue', 'x,Rose,Blue', 'City,State'],
    },
  },
  {
    id: 'name-credential',
    class: 'name',
    find: { kind: 'reader', reader: 'name' },
    score: 0.8,
    examples: {
      match: ['«Okonkwo», MD', '«Jane Okafor», RN, called', '«Ifeoma Eze» MD'],
      ignore: ['Cardiology, MD', 'Attending MD', 'The MD', 'Baltimore, OH'],
    },
  },
  {
    id: 'name-alone',
    class: 'name',
    find: { kind: 'reader', reader: 'name' },
    score: 0.5,
    examples: {
      match: ['then «Jennifer» cried', '«Deborah» reports pain', 'told «Okonkwo» today', '«Quetzalxo» said so'],
      ignore: ['Will return', 'St. Mary', 'Rose colored', 'Mary Hospital', 'JENNIFER'],
    },
  },
  {
    id: 'label-name',
    class: 'name',
    find: { kind: 'reader', reader: 'label' },
    score: 0.9,
    examples: {
      match: [
        'Patient Name: «zubaida okonkwo»',
        'Patient: «Okonkwo, Zubaida» DOB',
        'first_name=«Xiomara»',
        '"lastName": "«Okonkwo»"',
        'Attending: «Ostrander»',
        'Name: «Maria Ostrander»',
        'Name: «jane doe»',
      ],
      ignore: ['Patient: denies pain', 'Name: Lisinopril', 'Patient: Alert', 'file_name=report.pdf', 'Name: [NAME]'],
    },
  },
]
