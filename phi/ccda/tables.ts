/**
 * CDA R2 and C-CDA R2.1 elements (HL7 CDA R2 2005, R-MIM and data types; C-CDA R2.1 US Realm Header), by their local names. A
 * kind says what the text of an element is, what its attributes are, and what children are that are not of the kind that
 * ELEMENTS names. Attributes that stand nowhere are text, unless KEPT names them.
 */
export interface Kind {
  readonly text: string
  readonly attributes?: string
  readonly children?: string
}

export const KINDS: Readonly<Record<string, Kind>> = {
  Any: { text: 'text' },
  /** EN, PN: all parts, mixed content too. */
  Name: { text: 'name', children: '*:Name validTime:Time' },
  /** AD: all parts but state and country. */
  Addr: { text: 'address', children: '*:Addr postalCode:Zip state:Kept country:Kept useablePeriod:Time' },
  Zip: { text: 'zip' },
  Kept: { text: 'keep' },
  /** TEL. */
  Telecom: { text: 'phone', attributes: 'value:telecom', children: 'useablePeriod:Time' },
  /** II: the extension is unique by itself, or the root is where there is none. */
  Id: { text: 'other-id', attributes: 'extension:id-extension root:id-root' },
  /** TS, IVL_TS, PIVL_TS. */
  Time: { text: 'date', attributes: 'value:date', children: '*:Time width:Any' },
  /** ANY: what it holds its type says. */
  Value: { text: 'value-text', attributes: 'value:text-date', children: 'low:Value high:Value center:Value' },
  /** Organisations, places, devices, materials, drugs: their names are no person's. */
  Thing: { text: 'text', children: 'name:Text' },
  Text: { text: 'text' },
  Template: { text: 'keep', attributes: 'root:keep extension:keep' },
  Blob: { text: 'data', children: 'text:Data value:Data' },
  Data: { text: 'data' },
  Reference: { text: 'text', attributes: 'value:reference' },
}

export const ELEMENTS = `
  name:Name addr:Addr telecom:Telecom id:Id setId:Id birthTime:Time deceasedTime:Time effectiveTime:Time time:Time availabilityTime:Time
  value:Value title:Text text:Text desc:Text originalText:Text reference:Reference templateId:Template typeId:Template
  representedOrganization:Thing providerOrganization:Thing representedCustodianOrganization:Thing scopingOrganization:Thing
  serviceProviderOrganization:Thing wholeOrganization:Thing receivedOrganization:Thing manufacturerOrganization:Thing
  guardianOrganization:Thing asOrganizationPartOf:Thing assignedAuthoringDevice:Thing manufacturedMaterial:Thing
  manufacturedLabeledDrug:Thing playingEntity:Thing playingDevice:Thing scopingEntity:Thing device:Thing location:Thing place:Thing
  specimenPlayingEntity:Thing playingMaterial:Thing nonXMLBody:Blob observationMedia:Blob signatureText:Data
  streetAddressLine:Addr city:Addr county:Addr postalCode:Zip given:Name family:Name
`

/** Attributes that hold codes, types and links inside the document. */
export const KEPT = `
  classCode moodCode typeCode determinerCode code codeSystem codeSystemName codeSystemVersion displayName valueSet valueSetVersion unit use nullFlavor type
  schemaLocation ID IDREF styleCode inversionInd contextControlCode contextConductionInd negationInd operator institutionSpecified
  mediaType representation assigningAuthorityName displayable qualifier partType xmlns xsi sdtc voc colspan rowspan align valign border width
  cellpadding cellspacing listType href referencedObject language lang space version encoding root inclusive independentInd typeID
  extensionRole mask compression integrityCheckAlgorithm
`
