import assert from 'node:assert/strict'
import { createPhi, type StreamFormat } from '#phi'
import { describe } from '#test/suite'

const NAMES = Object.getOwnPropertyNames(Object.prototype)
const phi = createPhi()

function masked(text: string, format: StreamFormat): string {
  const masker = phi.stream({ format })
  return Buffer.concat([masker.write(Buffer.from(text)), masker.end()]).toString('utf8')
}

describe('words that every object of this runtime has as a property', (test) => {
  test('are labels like others', () => {
    for (const name of NAMES)
      for (const label of [`${name} name`, `${name}Name`, `patient ${name} id`])
        assert.match(phi.maskText(`${label}: see below; ssn: 219-09-9999`).text, /\[SSN\]/, label)
  })

  test('are columns like others', () => {
    for (const name of NAMES) assert.match(masked(`${name},ssn\nx,219-09-9999\n`, 'csv'), /\[SSN\]/, name)
  })

  test('are keys like others', () => {
    for (const name of NAMES)
      assert.match(masked(JSON.stringify({ [`${name} name`]: 'x', ssn: '219-09-9999' }), 'json'), /\[SSN\]/, name)
  })

  test('are entities of XML that stand for themselves', () => {
    for (const name of NAMES)
      assert.match(masked(`<ClinicalDocument><x>&${name};</x></ClinicalDocument>`, 'ccda'), /&/, name)
  })

  test('are qualifiers of X12 like others', () => {
    const isa = `ISA*00*          *00*          *ZZ*A              *ZZ*B              *240115*1000*^*00501*000000001*0*P*:~`
    for (const name of NAMES) {
      const text = `${isa}GS*HC*A*B*20240115*1000*1*X*005010X222A1~ST*837*0001~NM1*IL*1*SMITH*JOHN****${name}*ABC123456~REF*${name}*QRS998877~SE*4*0001~GE*1*1~IEA*1*000000001~`
      const output = masked(text, 'x12')
      assert.ok(!output.includes('ABC123456'), name)
      assert.ok(!output.includes('QRS998877'), name)
    }
  })
})
