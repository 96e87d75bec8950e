/** Resource types of FHIR R4 and R5 (hl7.org/fhir/R4/resourcelist.html, R5/resourcelist.html). No other word is a type. */
export const RESOURCE_TYPES: ReadonlySet<string> = new Set(
  `Account ActivityDefinition ActorDefinition AdministrableProductDefinition AdverseEvent AllergyIntolerance Appointment
  AppointmentResponse ArtifactAssessment AuditEvent Basic Binary BiologicallyDerivedProduct
  BiologicallyDerivedProductDispense BodyStructure Bundle CapabilityStatement CarePlan CareTeam CatalogEntry ChargeItem
  ChargeItemDefinition Citation Claim ClaimResponse ClinicalImpression ClinicalUseDefinition CodeSystem Communication
  CommunicationRequest CompartmentDefinition Composition ConceptMap Condition ConditionDefinition Consent Contract Coverage
  CoverageEligibilityRequest CoverageEligibilityResponse DetectedIssue Device DeviceAssociation DeviceDefinition
  DeviceDispense DeviceMetric DeviceRequest DeviceUsage DeviceUseStatement DiagnosticReport DocumentManifest
  DocumentReference EffectEvidenceSynthesis Encounter EncounterHistory Endpoint EnrollmentRequest EnrollmentResponse
  EpisodeOfCare EventDefinition Evidence EvidenceReport EvidenceVariable ExampleScenario ExplanationOfBenefit
  FamilyMemberHistory Flag FormularyItem GenomicStudy Goal GraphDefinition Group GuidanceResponse HealthcareService
  ImagingSelection ImagingStudy Immunization ImmunizationEvaluation ImmunizationRecommendation ImplementationGuide
  Ingredient InsurancePlan InventoryItem InventoryReport Invoice Library Linkage List Location ManufacturedItemDefinition
  Measure MeasureReport Media Medication MedicationAdministration MedicationDispense MedicationKnowledge MedicationRequest
  MedicationStatement MedicinalProduct MedicinalProductAuthorization MedicinalProductContraindication
  MedicinalProductDefinition MedicinalProductIndication MedicinalProductIngredient MedicinalProductInteraction
  MedicinalProductManufactured MedicinalProductPackaged MedicinalProductPharmaceutical MedicinalProductUndesirableEffect
  MessageDefinition MessageHeader MolecularSequence NamingSystem NutritionIntake NutritionOrder NutritionProduct Observation
  ObservationDefinition OperationDefinition OperationOutcome Organization OrganizationAffiliation
  PackagedProductDefinition Parameters Patient PaymentNotice PaymentReconciliation Permission Person PlanDefinition
  Practitioner PractitionerRole Procedure Provenance Questionnaire QuestionnaireResponse RegulatedAuthorization
  RelatedPerson RequestGroup RequestOrchestration Requirements ResearchDefinition ResearchElementDefinition ResearchStudy
  ResearchSubject RiskAssessment RiskEvidenceSynthesis Schedule SearchParameter ServiceRequest Slot Specimen
  SpecimenDefinition StructureDefinition StructureMap Subscription SubscriptionStatus SubscriptionTopic Substance
  SubstanceDefinition SubstanceNucleicAcid SubstancePolymer SubstanceProtein SubstanceReferenceInformation
  SubstanceSourceMaterial SubstanceSpecification SupplyDelivery SupplyRequest Task TerminologyCapabilities TestPlan
  TestReport TestScript Transport ValueSet VerificationResult VisionPrescription`.split(/\s+/),
)

/** Compartments that are searched by path, `[base]/Patient/17/Observation` (hl7.org/fhir/R4/compartmentdefinition.html). */
export const COMPARTMENTS: ReadonlySet<string> = new Set(
  'Patient Encounter Practitioner RelatedPerson Device'.split(' '),
)

/** Operations of the specification and of the bulk data guide, without their `$`. Policy says which of them pass. */
export const OPERATIONS: ReadonlySet<string> = new Set(
  `apply bulk-import closure convert davinci-data-export diff document docref everything evaluate-measure expand export
  find find-matches graph graphql import lastn lookup match merge meta meta-add meta-delete populate process-message purge
  reindex snapshot stats submit subsumes summary translate undo validate validate-code versions`.split(/\s+/),
)
