import { MadeUpValues, type Message } from './made-up-values.ts'

/** C-CDA documents of made-up people, prefixes and entities now and then. */
export function ccdaDocument(seed: number): Message {
  const make = new MadeUpValues(seed)
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
