import { MadeUpValues, type Message } from './made-up-values.ts'

/** DICOM JSON, PS3.18 annex F. */
export function dicomJson(seed: number): Message {
  const make = new MadeUpValues(seed)
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
