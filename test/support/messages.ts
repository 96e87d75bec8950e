/** A message and the values in it that must not survive. */
export interface Message {
  readonly text: string
  readonly phi: readonly string[]
}

/** HL7 v2 messages of made-up people, with delimiters of their own now and then. The same for the same seed. */
export function hl7Message(seed: number): Message {
  const make = new Values(seed)
  const [f, c, r, e, s] = make.pick(['|^~\\&', '|^~\\&', '#*~\\&', '|@~!$'])
  const join = (separator: string | undefined, ...parts: string[]): string => parts.join(separator)
  const name = (): string =>
    join(
      c,
      make.maybe() ? make.word() : join(s, make.word(), make.word()),
      make.word(),
      make.word(),
      'Jr',
      'Dr',
      '',
      'L',
    )
  const address = (): string =>
    join(
      c,
      `${make.digits(4)} ${make.word()} Street`,
      make.word(),
      make.word(),
      'IL',
      make.digits(5),
      'USA',
      'H',
      make.word(),
      make.word(),
    )
  const phone = (): string =>
    make.maybe()
      ? join(c, `(${make.digits(3)})${make.digits(7)}`, 'PRN', 'PH')
      : join(c, '', 'NET', 'Internet', `${make.word()}@x.example`, '1', make.digits(3), make.digits(7))
  const id = (): string => join(c, make.code(), '', '', 'HOSP', 'MR')
  const doctor = (): string => join(c, make.code(), make.word(), make.word(), make.word(), '', 'DR', '', '', 'NPI')
  const many = (one: () => string): string => (make.maybe() ? `${one()}${r}${one()}` : one())
  const segment = (name: string, fields: Record<number, string>): string => {
    const last = Math.max(...Object.keys(fields).map(Number))
    return [name, ...Array.from({ length: last }, (_, index) => fields[index + 1] ?? '')].join(f)
  }
  const lines = [
    [
      `MSH${f}${c}${r}${e}${s}`,
      'APP',
      'FAC',
      'RECV',
      'FAC',
      '20240102030405',
      '',
      join(c, 'ADT', 'A01'),
      `M${seed}`,
      'P',
      '2.5.1',
    ].join(f ?? '|'),
    segment('EVN', { 1: 'A01', 2: make.time(), 5: doctor() }),
    segment('PID', {
      1: '1',
      2: id(),
      3: many(id),
      4: id(),
      5: many(name),
      6: name(),
      7: make.date(),
      8: 'F',
      9: name(),
      11: many(address),
      12: make.word(),
      13: many(phone),
      14: phone(),
      18: id(),
      19: make.ssn(),
      20: join(c, make.code(), 'IL'),
      21: id(),
      23: make.word(),
      29: make.time(),
    }),
    segment('PD1', { 4: doctor() }),
    segment('NK1', {
      1: '1',
      2: name(),
      3: join(c, 'SPO', 'Spouse'),
      4: address(),
      5: phone(),
      6: phone(),
      13: make.word(),
      16: make.date(),
      26: name(),
      30: name(),
      31: phone(),
      32: address(),
      33: id(),
      37: make.ssn(),
    }),
    segment('PV1', {
      1: '1',
      2: 'I',
      3: join(c, 'W1', '101', 'A'),
      7: many(doctor),
      8: doctor(),
      9: doctor(),
      17: doctor(),
      19: id(),
      44: make.time(),
      45: make.time(),
    }),
    segment('GT1', {
      1: '1',
      2: id(),
      3: name(),
      4: name(),
      5: address(),
      6: phone(),
      7: phone(),
      8: make.date(),
      12: make.ssn(),
      19: id(),
    }),
    segment('IN1', {
      1: '1',
      2: 'PPO',
      3: id(),
      4: 'Payer',
      5: address(),
      6: name(),
      7: phone(),
      8: make.code(),
      10: id(),
      16: name(),
      18: make.date(),
      19: address(),
      36: make.code(),
      49: id(),
    }),
    segment('IN2', { 1: id(), 2: make.ssn(), 6: make.code(), 8: make.code(), 61: id() }),
    segment('MRG', { 1: id(), 2: id(), 3: id(), 4: id(), 5: id(), 6: id(), 7: name() }),
    segment('ORC', { 1: 'NW', 2: make.code(), 3: make.code(), 9: make.time(), 10: doctor(), 12: doctor() }),
    segment('OBR', {
      1: '1',
      2: make.code(),
      3: make.code(),
      4: join(c, '24331-1', 'Lipid panel', 'LN'),
      7: make.time(),
      16: doctor(),
      22: make.time(),
      32: join(c, join(s, make.code(), make.word(), make.word())),
    }),
    segment('OBX', {
      1: '1',
      2: 'NM',
      3: join(c, '2093-3', 'Cholesterol', 'LN'),
      5: '196',
      6: 'mg/dL',
      11: 'F',
      14: make.time(),
      16: doctor(),
    }),
    segment('OBX', {
      1: '2',
      2: 'TX',
      3: join(c, 'N', 'Note'),
      5: `Call ${e}T${e} ask on 212-${make.secret(`555-0${100 + make.below(99)}`)}.`,
    }),
    segment('OBX', { 1: '3', 2: 'XPN', 3: join(c, 'N', 'Contact'), 5: name() }),
    segment('OBX', {
      1: '4',
      2: 'ED',
      3: 'D',
      5: join(
        c,
        'x',
        'application',
        'pdf',
        'Base64',
        make.secret(Buffer.from(make.word().repeat(300)).toString('base64')),
      ),
    }),
    segment('NTE', { 1: '1', 3: `SSN ${make.ssn()} on file` }),
    segment('ZPI', { 1: '1', 2: `born ${make.date()}`, 3: make.date() }),
  ]
  return { text: `${lines.join('\r')}\r`, phi: make.made }
}

/** X12 837 and 834 loops of made-up people. */
export function x12Message(seed: number): Message {
  const make = new Values(seed)
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

/** Patients as CSV or TSV, quoted now and then, columns in any order. */
export function csvTable(seed: number): Message {
  const make = new Values(seed)
  const quote = (text: string): string =>
    make.maybe() || /[",\n;\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  const columns: (readonly [string, () => string])[] = make.shuffled([
    [make.pick(['first_name', 'FirstName', 'pt_fname']), () => make.word()],
    [make.pick(['last_name', 'LNAME', 'Surname']), () => make.word()],
    [make.pick(['dob', 'birth_date', 'Date of Birth']), () => make.iso()],
    [make.pick(['ssn', 'SSN', 'social_security_number']), () => make.ssn()],
    [make.pick(['mrn', 'medical_record_number', 'PatientID']), () => make.code()],
    [make.pick(['phone', 'home_phone', 'Tel']), () => make.digits(10)],
    [make.pick(['address', 'street_address', 'ADDR']), () => `${make.digits(4)} ${make.word()} Road, "${make.word()}"`],
    [make.pick(['zip', 'zipcode']), () => make.digits(5)],
    [make.pick(['email', 'e_mail']), () => `${make.word()}@x.example`],
    ['state', () => 'IL'],
    ['sex', () => 'F'],
    ['icd', () => 'E11.65'],
  ])
  const separator = make.pick([',', ';', '\t'])
  const rows = Array.from({ length: 20 }, () => columns.map(([, value]) => quote(value())).join(separator))
  const text = [columns.map(([label]) => quote(label)).join(separator), ...rows].join(make.pick(['\n', '\r\n']))
  return { text, phi: make.made }
}

/** C-CDA documents of made-up people, prefixes and entities now and then. */
export function ccdaDocument(seed: number): Message {
  const make = new Values(seed)
  const p = make.pick(['', 'cda:'])
  const escaped = (text: string): string => (make.maybe() ? text : text.replace('Q', make.pick(['&#x51;', '&#81;'])))
  const element = (name: string, attributes: string, ...inner: string[]): string =>
    inner.length === 0
      ? `<${p}${name}${attributes === '' ? '' : ` ${attributes}`}/>`
      : `<${p}${name}${attributes === '' ? '' : ` ${attributes}`}>${inner.join(make.pick(['', '\n  ']))}</${p}${name}>`
  const name = (): string =>
    make.maybe()
      ? element('name', '', `${escaped(make.word())} ${make.word()}`)
      : element(
          'name',
          'use="L"',
          element('given', '', escaped(make.word())),
          element('given', '', make.word()),
          element('family', 'qualifier="BR"', make.word()),
          element('suffix', '', 'Jr.'),
        )
  const addr = (): string =>
    element(
      'addr',
      'use="HP"',
      element('streetAddressLine', '', `${make.digits(5)} ${make.word()} Street`),
      element('city', '', make.word()),
      element('county', '', make.word()),
      element('state', '', 'IL'),
      element('postalCode', '', make.digits(5)),
      element('country', '', 'US'),
    )
  const telecom = (): string =>
    element(
      'telecom',
      `use="HP" value='${make.pick([`tel:+1-${make.digits(10)}`, `mailto:${make.word()}@x.example`])}'`,
    )
  const id = (): string =>
    make.maybe()
      ? element('id', `root="2.16.840.1.113883.19.5" extension="${make.code()}"`)
      : element('id', `extension="${make.ssn()}" root="2.16.840.1.113883.4.1"`)
  const time = (tag: string): string =>
    make.maybe()
      ? element(tag, `value="${make.time().replace('.1234', '')}"`)
      : element(tag, '', element('low', `value="${make.date()}"`), element('high', 'nullFlavor="UNK"'))
  const person = (tag: string): string => element(tag, '', name())
  const header = [
    element('templateId', 'root="2.16.840.1.113883.10.20.22.1.1"'),
    id(),
    element('code', 'code="34133-9" codeSystem="2.16.840.1.113883.6.1" displayName="Summarization of Episode Note"'),
    element('title', '', 'Summary of Care'),
    time('effectiveTime'),
    element(
      'recordTarget',
      '',
      element(
        'patientRole',
        '',
        id(),
        id(),
        addr(),
        telecom(),
        element(
          'patient',
          '',
          name(),
          element('administrativeGenderCode', 'code="F"'),
          element('birthTime', `value="${make.date()}"`),
          element('guardian', '', addr(), telecom(), person('guardianPerson')),
          element('birthplace', '', element('place', '', addr())),
        ),
        element('providerOrganization', '', id(), element('name', '', 'General Hospital'), telecom(), addr()),
      ),
    ),
    element(
      'author',
      '',
      time('time'),
      element('assignedAuthor', '', id(), addr(), telecom(), person('assignedPerson')),
    ),
    element('informant', '', element('relatedEntity', 'classCode="PRS"', addr(), person('relatedPerson'))),
    element(
      'participant',
      'typeCode="IND"',
      time('time'),
      element('associatedEntity', 'classCode="NOK"', id(), addr(), telecom(), person('associatedPerson')),
    ),
    element('componentOf', '', element('encompassingEncounter', '', id(), time('effectiveTime'))),
  ]
  const body = element(
    'component',
    '',
    element(
      'structuredBody',
      '',
      element(
        'component',
        '',
        element(
          'section',
          '',
          element('title', '', 'Results'),
          element(
            'text',
            '',
            `<table><tr><td ID="r1">Hemoglobin</td><td>13.2</td></tr></table><br/>Call 212-${make.secret(`555-0${100 + make.below(99)}`)} &amp; ask.`,
          ),
          element(
            'entry',
            '',
            element(
              'observation',
              'classCode="OBS" moodCode="EVN"',
              id(),
              element('code', 'code="718-7" displayName="HGB"'),
              time('effectiveTime'),
              element('value', 'xsi:type="PQ" value="13.2" unit="g/dL"'),
              element('value', `xsi:type="TS" value="${make.date()}"`),
            ),
          ),
          element(
            'entry',
            '',
            element(
              'observationMedia',
              '',
              element(
                'value',
                'mediaType="image/png" representation="B64"',
                make.secret(Buffer.from(make.word().repeat(500)).toString('base64')),
              ),
            ),
          ),
        ),
      ),
    ),
  )
  const text = `<?xml version="1.0"?>\n<!-- made up -->\n<${p}ClinicalDocument xmlns${p === '' ? '' : ':cda'}="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">${header.join('\n')}${body}</${p}ClinicalDocument>\n`
  return { text, phi: make.made }
}

/** DICOM JSON, PS3.18 annex F. */
export function dicomJson(seed: number): Message {
  const make = new Values(seed)
  const uid = (): string => make.secret(`1.2.840.${make.digits(9)}`)
  const item = {
    '00080016': { vr: 'UI', Value: ['1.2.840.10008.5.1.4.1.1.2'] },
    '00080018': { vr: 'UI', Value: [uid()] },
    '00080020': { vr: 'DA', Value: [make.date()] },
    '00080030': { vr: 'TM', Value: [make.digits(6)] },
    '00080050': { vr: 'SH', Value: [make.code()] },
    '00080060': { vr: 'CS', Value: ['CT'] },
    '00080090': { vr: 'PN', Value: [{ Alphabetic: `${make.word()}^${make.word()}`, Ideographic: make.word() }] },
    '00081140': {
      vr: 'SQ',
      Value: [
        {
          '00081155': { vr: 'UI', Value: [uid()] },
          '00400275': { vr: 'SQ', Value: [{ '00401001': { vr: 'SH', Value: [make.code()] } }] },
        },
      ],
    },
    '00100010': { vr: 'PN', Value: [{ Alphabetic: `${make.word()}^${make.word()}` }] },
    '00100020': { vr: 'LO', Value: [make.code()] },
    '00100030': { vr: 'DA', Value: [make.date()] },
    '00101010': { vr: 'AS', Value: ['095Y'] },
    '00101040': { vr: 'LO', Value: [`${make.digits(5)} ${make.word()}`] },
    '00181000': { vr: 'LO', Value: [make.code()] },
    '00280010': { vr: 'US', Value: [512] },
    '0020000D': { vr: 'UI', Value: [uid()] },
    '7FE00010': {
      vr: 'OW',
      InlineBinary: make.secret(Buffer.from(make.word().repeat(make.maybe() ? 500 : 2)).toString('base64')),
    },
    '00420011': { vr: 'OB', BulkDataURI: `https://pacs.example/${make.word()}` },
  }
  return { text: JSON.stringify([item, item]), phi: make.made }
}

/** DICOM files, PS3.10, in a transfer syntax. */
export function dicomFile(
  seed: number,
  syntax: string,
): { readonly bytes: Uint8Array; readonly phi: readonly string[] } {
  const make = new Values(seed)
  const isExplicit = syntax !== '1.2.840.10008.1.2'
  const uid = (): string => make.secret(`1.2.840.${make.digits(9)}`)
  const pixels = Buffer.from(make.secret('PIXELSECRET!').repeat(400))
  const dataset = [
    element('00080018', 'UI', uid(), isExplicit),
    element('00080020', 'DA', make.date(), isExplicit),
    element('00080030', 'TM', make.digits(6), isExplicit),
    element('00080050', 'SH', make.code(), isExplicit),
    element('00080060', 'CS', 'CT', isExplicit),
    element('00080090', 'PN', `${make.word()}^${make.word()}`, isExplicit),
    element('00081030', 'LO', 'Head without contrast', isExplicit),
    sequence(
      '00081140',
      [element('00081155', 'UI', uid(), isExplicit), element('00100020', 'LO', make.code(), isExplicit)],
      isExplicit,
      make.maybe(),
    ),
    element('00100010', 'PN', `${make.word()}^${make.word()}`, isExplicit),
    element('00100020', 'LO', make.code(), isExplicit),
    element('00100030', 'DA', make.date(), isExplicit),
    element('00101010', 'AS', '095Y', isExplicit),
    element('00104000', 'LT', `${make.word()} called`, isExplicit),
    element('0020000D', 'UI', uid(), isExplicit),
    element('00280010', 'US', '\u0000\u0002', isExplicit),
    element('00324000', 'LT', `Call 212-${make.secret(`555-0${100 + make.below(99)}`)}`, isExplicit),
    syntax.includes('.4.') ? encapsulated(pixels) : element('7FE00010', 'OW', pixels.toString('latin1'), isExplicit),
  ]
  const meta = [
    element('00020001', 'OB', '\u0000\u0001', true),
    element('00020003', 'UI', uid(), true),
    element('00020010', 'UI', syntax, true),
  ]
  const length = Buffer.alloc(4)
  length.writeUInt32LE(Buffer.concat(meta).length)
  const bytes = Buffer.concat([
    Buffer.alloc(128, make.secret('PREAMBLE')),
    Buffer.from('DICM'),
    element('00020000', 'UL', length.toString('latin1'), true),
    ...meta,
    ...dataset,
  ])
  return { bytes, phi: make.made }
}

function element(tag: string, vr: string, value: string, isExplicit: boolean): Buffer {
  const padded = value.length % 2 === 0 ? value : `${value}${vr === 'UI' ? '\0' : ' '}`
  return Buffer.concat([head(tag, vr, padded.length, isExplicit), Buffer.from(padded, 'latin1')])
}

function head(tag: string, vr: string, length: number, isExplicit: boolean): Buffer {
  const isLong = ['OB', 'OW', 'SQ', 'UN'].includes(vr)
  const bytes = Buffer.alloc(isExplicit && isLong ? 12 : 8)
  bytes.writeUInt16LE(Number.parseInt(tag.slice(0, 4), 16), 0)
  bytes.writeUInt16LE(Number.parseInt(tag.slice(4), 16), 2)
  if (isExplicit) bytes.write(vr, 4, 'latin1')
  if (!isExplicit) bytes.writeUInt32LE(length, 4)
  else if (isLong) bytes.writeUInt32LE(length, 8)
  else bytes.writeUInt16LE(length, 6)
  return bytes
}

function sequence(tag: string, elements: readonly Buffer[], isExplicit: boolean, isUndefined: boolean): Buffer {
  const content = Buffer.concat(elements)
  const item = [head('FFFEE000', '', isUndefined ? 0xffffffff : content.length, false), content]
  if (isUndefined) item.push(head('FFFEE00D', '', 0, false))
  const items = Buffer.concat(item)
  const parts = [head(tag, 'SQ', isUndefined ? 0xffffffff : items.length, isExplicit), items]
  return Buffer.concat(isUndefined ? [...parts, head('FFFEE0DD', '', 0, false)] : parts)
}

function encapsulated(pixels: Buffer): Buffer {
  const fragment = (bytes: Buffer): Buffer[] => [head('FFFEE000', '', bytes.length, false), bytes]
  return Buffer.concat([
    head('7FE00010', 'OB', 0xffffffff, true),
    ...fragment(Buffer.alloc(0)),
    ...fragment(pixels),
    ...fragment(pixels),
    head('FFFEE0DD', '', 0, false),
  ])
}

/** Seeded values; what is PHI is remembered. */
class Values {
  readonly made: string[] = []
  #state: number

  constructor(seed: number) {
    this.#state = seed * 747796405 + 77
  }

  word(): string {
    const letters = Array.from({ length: 5 + this.below(5) }, () => this.pick([...'bcdfgklmnprstvzaeiou']))
    return this.secret(`Q${letters.join('')}x`)
  }

  code(): string {
    return this.secret(`${this.pick([...'ABCDE'])}${this.#run(8)}`)
  }

  digits(count: number): string {
    return this.secret(this.#run(count))
  }

  ssn(): string {
    return this.secret(`${1 + this.below(6)}${this.#run(2)}-${this.#run(2)}-${this.#run(4)}`)
  }

  date(): string {
    return this.secret(`19${50 + this.below(49)}0${2 + this.below(7)}1${this.below(9)}`)
  }

  iso(): string {
    return this.secret(`19${50 + this.below(49)}-0${2 + this.below(7)}-1${this.below(9)}`)
  }

  time(): string {
    return this.secret(
      `20${10 + this.below(14)}0${2 + this.below(7)}1${this.below(9)}11${20 + this.below(9)}${this.pick(['', '07', '07.1234', '07-0600'])}`,
    )
  }

  secret(value: string): string {
    if (value.length > 4) this.made.push(value)
    return value
  }

  maybe(): boolean {
    return this.below(2) === 1
  }

  pick<T>(items: readonly T[] | string): T {
    return items[this.below(items.length)] as T
  }

  shuffled<T>(items: readonly T[]): T[] {
    const left = [...items]
    const out: T[] = []
    while (left.length > 0) out.push(...left.splice(this.below(left.length), 1))
    return out
  }

  below(limit: number): number {
    this.#state = (Math.imul(this.#state ^ (this.#state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0
    const mixed = Math.imul(this.#state ^ (this.#state >>> 12), 0x297a2d39)
    return ((mixed ^ (mixed >>> 15)) >>> 0) % limit
  }

  #run(count: number): string {
    return Array.from({ length: count }, (_, at) => (at === 0 ? 3 + this.below(6) : this.below(10))).join('')
  }
}
