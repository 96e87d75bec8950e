import { MadeUpValues, type Message } from './made-up-values.ts'

/** HL7 v2 messages of made-up people, with delimiters of their own now and then. The same for the same seed. */
export function hl7Message(seed: number): Message {
  const make = new MadeUpValues(seed)
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
