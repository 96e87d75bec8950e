import type { Detector } from './detector.ts'

/** Vehicles and devices: 164.514(b)(2)(i)(L)-(M). */
export const THINGS: readonly Detector[] = [
  {
    id: 'vin',
    class: 'vehicle',
    find: { kind: 'token', shapes: ['17'] },
    check: 'vin',
    score: 0.8,
    context: { topics: ['vehicle'], score: 0.98 },
    examples: {
      match: ['VIN «1HGCM82633A004352»', 'hit by «1M8GDM9AXKP042788» at'],
      ignore: ['1HGCM82633A004353', '1HGCM82633A00435', '1HGCM82633A0043522'],
    },
  },
  {
    id: 'plate',
    class: 'vehicle',
    find: { kind: 'token', shapes: ['5..8', '2..4-2..4', '2-2-3'] },
    check: 'mixed',
    score: 0,
    context: { topics: ['vehicle'], score: 0.9 },
    examples: {
      match: ['plate «7ABC123»', 'license plate «7XYZ999»', 'plate «375-VVL»'],
      ignore: ['7ABC123', 'vehicle collision'],
    },
  },
  {
    id: 'plate-spaced',
    class: 'vehicle',
    find: { kind: 'reader', reader: 'spaced' },
    score: 0.85,
    examples: {
      match: ['plate «BZX 751» struck', 'number plate: «AB12 CDE»'],
      ignore: ['BZX 751', 'in ICU 751'],
    },
  },
  {
    id: 'imei',
    class: 'device',
    find: { kind: 'digits', shapes: ['15', '2-6-6-1', '6-2-6-1', '8-6-1'], separators: '- ' },
    check: 'imei',
    score: 0.55,
    context: { topics: ['device'], score: 0.95 },
    examples: {
      match: ['IMEI «490154203237518»', '«49-015420-323751-8»', 'IMEI «490154 20 323751 8»'],
      ignore: ['490154203237519', 'IMEI of phone'],
    },
  },
  {
    id: 'device-serial',
    class: 'device',
    find: { kind: 'token', shapes: ['5..20', '1..8-2..10', '2..6-2..6-2..6'] },
    check: 'mixed',
    score: 0,
    context: { topics: ['device'], score: 0.85 },
    examples: {
      match: ['pacemaker serial «PJN2345678»', 'Serial number: «4GH77-29931K»'],
      ignore: ['PJN2345678', 'serial exams'],
    },
  },
  {
    id: 'device-number',
    class: 'device',
    find: { kind: 'digits', shapes: ['5..20', '2..6-2..6-1..6', '2..6-3..8'], separators: '-' },
    score: 0,
    context: { topics: ['device'], score: 0.85 },
    examples: { match: ['serial no. «88123456»'], ignore: ['88123456', 'serial 12'] },
  },
  {
    // GS1 with its application identifiers, HIBCC with its check character, ICCBBA: FDA, "UDI formats by issuing agency".
    id: 'udi',
    class: 'device',
    find: { kind: 'reader', reader: 'udi' },
    score: 0.9,
    examples: {
      match: [
        'UDI «(01)00884838000018(17)141120(10)7654321D(21)10987654d433»',
        '«(01)00884838000018»',
        '«(01) 00884838000018 (17) 141120 (10) AB1234» x',
        '«+A123BJC5D6E71G» x',
        '«=/A9999XYZ100T0944=,000025=A99971312345600»',
      ],
      ignore: ['(01)00884838000019', '(01) 2', '+A123BJC5D6E71H', '=/A99'],
    },
  },
]
