import assert from 'node:assert/strict'
import { createPhi } from '#phi'
import { describe } from '#test/suite'

const phi = createPhi()

/** Text with the values in « », which must be masked as wholes, and nothing else. */
function assertMasked(marked: string): void {
  const text = marked.replaceAll(/[«»]/g, '')
  const masked = new Set<number>()
  for (const { start, end } of phi.maskText(text).findings) for (let at = start; at < end; at++) masked.add(at)
  let place = 0
  let isInside = false
  for (const letter of marked) {
    if (letter === '«' || letter === '»') {
      isInside = letter === '«'
      continue
    }
    for (let unit = 0; unit < letter.length; unit++, place++)
      if (/[\p{L}\p{N}]/u.test(letter)) assert.equal(masked.has(place), isInside, `${marked}: ${letter} at ${place}`)
  }
}

describe('names of the world in text', (test) => {
  test('of two syllables with a hyphen are one given name', () => {
    assertMasked('We met «Seo-yeon Park» and «Chia-hao Lin» yesterday.')
    assertMasked('A follow-up was Well-known to all.')
  })

  test('with the letters of Azerbaijani and Yoruba are words', () => {
    assertMasked('My name is «Pəri Ələkbərova» and I would like to pay.')
  })

  test('in capitals are read behind a role of another language', () => {
    assertMasked('Pacjent «PROKOP RACZYŃSKI» został zbadany.')
  })

  test('are read behind what introduces them in other languages', () => {
    assertMasked('Nama saya «Jelita Riyanti», terima kasih.')
    assertMasked('Richiamare «Vezio Prencipe» domani.')
  })
})

describe('towns in text', (test) => {
  test('are read behind "in", a birth, a country', () => {
    assertMasked('The court in «Chengdu» ruled last week.')
    assertMasked('A conference in «Santiago de Compostela» was held.')
    assertMasked('She was born in «Waldkirchen am Wesen» in winter.')
    assertMasked('He arrived from «Yekaterinburg», Russia.')
  })

  test('are no therapies, firms, eponyms and days', () => {
    assertMasked('Seen in Cardiology, in Excel, in Hodgkin lymphoma and in March.')
  })
})

describe('lines of addresses', (test) => {
  test('are known by their postcode and town, whatever the street is called', () => {
    assertMasked('Please ship it to «79 Sejong-daero, 51598 Daejeon», South Korea.')
    assertMasked('Registered office: «Ermou 33, 968 46 Larissa».')
    assertMasked('«Lahtinenranta 2\n56217 Espoo»')
  })

  test('are no lists of numbers', () => {
    assertMasked('Models are used; see Chapter 4, Table 12.\nRows 529 of the file.')
  })
})

describe('terms of medicine', (test) => {
  test('are nobody', () => {
    assertMasked('Klebsiella Pneumoniae and Candida Glabrata grew. Zofran, Keppra and Protonix were given.')
    assertMasked(
      'A Greenfield filter was placed by Interventional Radiology. Salter-Harris fracture. Finkelstein positive.',
    )
    assertMasked('Bosch drills and a Dell laptop were sold.')
  })
})
