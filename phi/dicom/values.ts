import type { FhirValue } from '../fhir/values.ts'
import { compactDate, textOrCompactDate } from '../hl7/dates.ts'
import type { PhiClass } from '../phi.ts'
import type { Piece, StructureContext } from '../structure-context.ts'
import { tagOf } from '../transforms.ts'
import { REGISTERED } from './tags.ts'

/** A value by its VR (PS3.5 6.2); `scan` where it is text. */
export function valueByVr(vr: string, value: string, at: Parameters<FhirValue>[1]): readonly Piece[] | 'scan' {
  switch (vr) {
    case 'PN':
      return whole(value, tagOf('name'), 'name')
    case 'DA':
    case 'DT':
      return compactDate(value, at)
    case 'TM':
      return whole(value, '000000', 'date')
    case 'AS':
      return ageValue(value)
    case 'UI':
      return uidValue(value, at.context)
    case 'UR':
      return whole(value, 'urn:masked', 'url')
    case 'CS':
    case 'IS':
    case 'DS':
    case 'AE':
    case 'AT':
      return []
    default:
      return textOrCompactDate(value, at)
  }
}

/** UIDs of instances are numbered under 2.25, PS3.5 annex B.2; what DICOM registers stays. */
export function uidValue(value: string, { ids }: StructureContext): readonly Piece[] {
  if (ids === null || value.startsWith(REGISTERED)) return []
  return whole(value, `2.25.${ids.of(value).replace('masked-', '')}`, 'other-id')
}

/** 091Y and above are 090Y. */
function ageValue(value: string): readonly Piece[] {
  return value.endsWith('Y') && Number(value.slice(0, -1)) > 90 ? whole(value, '090Y', 'age') : []
}

function whole(value: string, text: string, kind: PhiClass): readonly Piece[] {
  return value === text || value === '' ? [] : [{ start: 0, end: value.length, text, class: kind }]
}
