import { ELEMENTS as CDA_ELEMENTS, KEPT, KINDS } from './ccda/tables.ts'
import { BINARY, PIXELS, TAGS, VRS } from './dicom/tags.ts'
import { CHOICES, ELEMENTS, RESOURCES, TYPES } from './fhir/types.ts'
import { DATATYPES, SEGMENTS } from './hl7/tables.ts'
import {
  CONTACT_QUALIFIERS,
  ID_QUALIFIERS,
  ORGANISATIONS,
  REFERENCE_QUALIFIERS,
  SEGMENTS as X12_SEGMENTS,
} from './x12/tables.ts'

/** All tables that say what stands where in a structured format: the digest of the rules covers them. */
export const STRUCTURES: Readonly<Record<string, unknown>> = {
  ccda: { elements: CDA_ELEMENTS, kept: KEPT, kinds: KINDS },
  dicom: { binary: [...BINARY], pixels: [...PIXELS], tags: TAGS, representations: VRS },
  fhir: { choices: CHOICES, elements: ELEMENTS, resources: RESOURCES, types: TYPES },
  hl7: { datatypes: DATATYPES, segments: SEGMENTS },
  x12: {
    segments: X12_SEGMENTS,
    contacts: CONTACT_QUALIFIERS,
    ids: ID_QUALIFIERS,
    references: REFERENCE_QUALIFIERS,
    organisations: [...ORGANISATIONS],
  },
}
