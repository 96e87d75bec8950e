/**
 * FHIR datatypes and elements, R4 and R5, as rules: `element:target`. A target in small letters is what becomes of a
 * string there (leaves.ts); another is a datatype of this table. Sources: hl7.org/fhir/R4/datatypes.html and
 * hl7.org/fhir/R5/datatypes.html, and the resources named. An element that stands nowhere in here is `Any`: text that is
 * scanned, and what looks like a date is one.
 */
export const TYPES: Readonly<Record<string, { readonly leaf: string; readonly elements: string }>> = {
  /** Any element, or a backbone element. */
  Any: { leaf: 'text', elements: '' },
  /** `_birthDate`: id and extensions of a primitive. */
  Primitive: { leaf: 'keep', elements: '' },
  Resource: { leaf: 'text', elements: 'id:id implicitRules:keep language:keep' },
  Meta: {
    leaf: 'keep',
    elements: 'versionId:keep lastUpdated:date source:link profile:keep tag:Concept security:Concept',
  },
  /** Narrative, and CodeableConcept.text. */
  Text: { leaf: 'text', elements: 'status:keep div:narrative' },
  /** Composition.section: the document itself, where others repeat their data as text. */
  Section: { leaf: 'text', elements: 'title:text text:SectionText section:Section' },
  SectionText: { leaf: 'text', elements: 'status:keep div:markup' },
  /** HumanName, and names of what is no person. */
  Name: {
    leaf: 'label-name',
    elements: 'use:keep text:name family:name given:name prefix:name suffix:name period:Period',
  },
  /** A name that is surely a person's. */
  PersonName: {
    leaf: 'name',
    elements: 'use:keep text:name family:name given:name prefix:name suffix:name period:Period',
  },
  Address: {
    leaf: 'address',
    elements: `use:keep type:keep text:address line:address city:address district:address state:keep postalCode:zip country:keep
      period:Period`,
  },
  ContactPoint: { leaf: 'contact', elements: 'system:said use:keep rank:keep value:contact period:Period' },
  Identifier: {
    leaf: 'identifier',
    elements: 'use:keep type:IdentifierType system:said value:identifier period:Period assigner:Reference',
  },
  /** A text in R4, an Identifier in R5. */
  PlanId: {
    leaf: 'plan-id',
    elements: 'use:keep type:IdentifierType system:said value:identifier period:Period assigner:Reference',
  },
  IdentifierType: { leaf: 'text', elements: 'coding:IdentifierCoding text:text' },
  IdentifierCoding: {
    leaf: 'keep',
    elements: 'system:keep version:keep code:said-2 display:display userSelected:keep',
  },
  /** Coding, CodeableConcept, CodeableReference. */
  Concept: {
    leaf: 'display',
    elements: `coding:Concept system:keep version:keep code:keep display:display userSelected:keep text:text concept:Concept
      reference:Reference`,
  },
  Reference: { leaf: 'reference', elements: 'reference:reference type:keep identifier:Identifier display:name' },
  PatientReference: { leaf: 'patient', elements: 'reference:patient type:keep identifier:Identifier display:name' },
  Attachment: {
    leaf: 'free-text',
    elements: 'contentType:keep language:keep data:data url:url size:keep hash:data title:free-text creation:date',
  },
  Photo: {
    leaf: 'photo',
    elements: 'contentType:keep language:keep data:photo url:url size:keep hash:photo title:free-text creation:date',
  },
  Period: { leaf: 'date', elements: 'start:date end:date' },
  Timing: { leaf: 'text', elements: 'event:date repeat:Any code:Concept' },
  Quantity: { leaf: 'keep', elements: 'value:keep comparator:keep unit:keep system:keep code:keep' },
  Age: { leaf: 'age', elements: 'value:age comparator:keep unit:keep system:keep code:keep' },
  Money: { leaf: 'keep', elements: 'value:keep currency:keep' },
  SampledData: { leaf: 'keep', elements: 'origin:Quantity data:keep period:keep interval:keep dimensions:keep' },
  Annotation: { leaf: 'text', elements: 'authorReference:Reference authorString:name time:date text:text' },
  Signature: {
    leaf: 'data',
    elements: 'type:Concept when:date who:Reference onBehalfOf:Reference targetFormat:keep sigFormat:keep data:data',
  },
  Extension: {
    leaf: 'free-text',
    elements: `url:said valueString:extension-text valueMarkdown:extension-text valueInteger:number valueDecimal:number
      valuePositiveInt:number valueUnsignedInt:number valueInteger64:number valueUri:url valueUrl:url valueCanonical:keep valueCode:keep
      valueId:unique valueUuid:unique valueOid:unique valueBase64Binary:data valueBoolean:keep valueTime:keep valueDate:date valueDateTime:date
      valueInstant:date valueReference:Reference`,
  },
  /** QuestionnaireResponse.item. */
  ResponseItem: { leaf: 'text', elements: 'linkId:keep definition:keep text:text answer:Answer item:ResponseItem' },
  /** Nobody knows what was asked. */
  Answer: {
    leaf: 'free-text',
    elements: `valueString:free-text valueMarkdown:free-text valueInteger:answer valueDecimal:answer valueUri:url
      valueUrl:url valueDate:date valueDateTime:date item:ResponseItem`,
  },
  /** Location.position. */
  Position: { leaf: 'text', elements: 'longitude:number latitude:number altitude:number' },
  /** Coverage.class, the group or plan. */
  CoverageClass: {
    leaf: 'keep',
    elements: 'type:Concept value:PlanId name:text system:keep code:keep display:display',
  },
  UdiCarrier: {
    leaf: 'device',
    elements: `deviceIdentifier:device deviceIdentifierSystem:keep issuer:keep jurisdiction:keep carrierAIDC:data carrierHRF:device
      entryType:keep`,
  },
  Link: { leaf: 'text', elements: 'relation:keep url:link other:Reference target:Reference type:keep' },
  Request: {
    leaf: 'text',
    elements: 'method:keep url:link ifNoneMatch:keep ifMatch:keep ifNoneExist:link ifModifiedSince:date',
  },
  Response: { leaf: 'text', elements: 'status:keep location:reference etag:keep lastModified:date outcome:Resource' },
  Network: { leaf: 'ip', elements: 'address:ip type:keep' },
  Channel: { leaf: 'text', elements: 'type:keep endpoint:link payload:keep header:secret' },
}

/** Elements by name, in every type that does not say otherwise. */
export const ELEMENTS = `
  resourceType:type meta:Meta contained:Resource resource:Resource extension:Extension modifierExtension:Extension id:keep
  text:Text div:narrative name:Name alias:Name telecom:ContactPoint address:Address identifier:Identifier photo:Photo attachment:Attachment
  coding:Concept display:name reference:reference note:Annotation period:Period age:Age onsetAge:Age abatementAge:Age
  value:other-id fullUrl:reference link:Link request:Request response:Response url:link
  subject:PatientReference patient:PatientReference beneficiary:PatientReference individual:PatientReference for:PatientReference
  code:Concept type:Concept category:Concept class:Concept tag:Concept security:Concept modality:Concept bodySite:Concept laterality:Concept
  sopClass:Concept subtype:Concept subType:Concept purpose:Concept role:Concept priority:Concept serviceType:Concept specialty:Concept
  reasonCode:Concept maritalStatus:Concept relationship:Concept method:Concept interpretation:Concept route:Concept site:Concept
  vaccineCode:Concept clinicalStatus:Concept verificationStatus:Concept severity:Concept concept:Concept outcome:Concept action:Concept
  lifecycle:Concept securityLabel:Concept eventCoding:Concept medium:Concept format:Concept connectionType:Concept payloadType:Concept
  confidentiality:Concept language:Concept reason:Concept modifier:Concept unitCode:Concept productOrService:Concept statusReason:Concept
  status:keep intent:keep use:keep gender:keep mode:keep kind:keep unit:keep system:keep version:keep contentType:keep currency:keep
  sequence:keep rank:keep comparator:keep linkId:keep profile:keep instantiatesCanonical:keep instantiatesUri:keep questionnaire:keep
  relation:keep docStatus:keep criticality:keep active:keep experimental:keep publisher:keep fhirVersion:keep conditional:keep
  subscriberId:PlanId dependent:plan-id preAuthRef:account policyNumber:plan-id memberId:plan-id
  serialNumber:device distinctIdentifier:device lotNumber:device udiCarrier:UdiCarrier udi:UdiCarrier
  uid:unique data:data content:Any sourceAttachment:Attachment contentAttachment:Attachment valueAttachment:Attachment
  answer:Answer position:Position network:Network networkString:ip networkUri:url altId:name who:Reference userFhirId:reference
  qualification:Any certificate:data header:secret endpoint:link created:date recorded:date
`

/** What elements of a resource are that its siblings have otherwise. */
export const RESOURCES: Readonly<Record<string, string>> = {
  /** A resource whose type is not said yet may be any. */
  '': 'name:PersonName',
  FamilyMemberHistory: 'name:name bornString:free-text ageString:free-text deceasedString:free-text',
  Account: 'name:name description:free-text',
  Group: 'name:name',
  Composition: 'section:Section',
  Organization: 'name:text alias:text',
  Location: 'name:text alias:text',
  HealthcareService: 'name:text',
  InsurancePlan: 'name:text alias:text',
  Endpoint: 'name:text address:link header:secret',
  Coverage: 'class:CoverageClass network:text identifier:Identifier',
  QuestionnaireResponse: 'item:ResponseItem',
  Binary: 'data:data content:data',
  Subscription: 'channel:Channel endpoint:link header:secret',
  AuditEvent: 'name:name query:data',
  Media: 'content:Attachment',
  Consent: 'sourceAttachment:Attachment',
  Encounter: 'class:Concept',
  // What defines and describes has no patient: names and dates of publication stay.
  StructureDefinition: 'name:keep title:keep date:keep url:keep',
  CodeSystem: 'name:keep title:keep date:keep url:keep display:keep value:keep',
  ValueSet: 'name:keep title:keep date:keep url:keep display:keep value:keep',
  ConceptMap: 'name:keep title:keep date:keep url:keep display:keep',
  CapabilityStatement: 'name:keep title:keep date:keep url:keep documentation:keep',
  SearchParameter: 'name:keep title:keep date:keep url:keep',
  OperationDefinition: 'name:keep title:keep date:keep url:keep',
  ImplementationGuide: 'name:keep title:keep date:keep url:keep',
  Questionnaire: 'name:keep title:keep date:keep url:keep display:display',
  Measure: 'name:keep title:keep url:keep',
  PlanDefinition: 'name:keep title:keep url:keep',
  ActivityDefinition: 'name:keep title:keep url:keep',
  Library: 'name:keep title:keep url:keep',
}

/** Ends of the names of choice elements, value[x] and its like, and what they make of the element. */
export const CHOICES = `
  CodeableConcept:Concept CodeableReference:Concept Coding:Concept Reference:Reference Period:Period Quantity:Quantity Range:Any Ratio:Any
  Timing:Timing Identifier:Identifier Address:Address HumanName:Name ContactPoint:ContactPoint Attachment:Attachment Annotation:Annotation
  Age:Age Duration:Quantity Money:Money SampledData:SampledData Signature:Signature Meta:Meta DateTime:date Date:date Instant:date Time:keep
  String:text Markdown:text Code:keep Uri:link Url:link Canonical:keep Uuid:unique Oid:unique Id:unique Base64Binary:data Boolean:keep
  Integer:keep Integer64:keep Decimal:keep PositiveInt:keep UnsignedInt:keep Dosage:Any Expression:Any
`
