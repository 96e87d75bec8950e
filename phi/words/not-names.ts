/**
 * Words that begin with a capital in clinical text and are no person: what sentences and headings begin with,
 * drugs and devices of the commonest kind, institutions, and the words that follow an eponym.
 */
export const NOT_NAMES: readonly string[] = words(`
ola hej hei kollege kollegin kollegen collega colega confrere colleague apache
a about above abdomen abdominal absent ability according account acid active activity acute add additional address admission admit
admitted adult advised after afternoon again age aged agent alert alcohol all allergies allergy allow allowed also although
always am ambulatory an analysis and angioplasty another antibiotic antibiotics any anxiety apparent appearance appointment approved are arrived
artery as aspirin assess assessed assessment assistant associated asthma at atrial attending available away back bacteria balance based be because bed
been before began begin being below between bilateral biopsy birth black bleeding blood board body bone both bowel brain breast
breath briefly bring bronchial build but by call called came can cancer cannot cardiac cardiology cardiovascular care
case catheter cath cell central certificate cervical change changes charge chart check chest chief child children chronic city class
clear clinic clinical code cold colon come commit comment common community complaint complaints complete completed compared concern
condition conditions congestive connection consent consider consult consultation contact continue continued contrast control cordon coronary cough could
count country county course cpt create created creatinine critical culture current currently daily data database date dates day days deceased decision deep default
delete denied denies dental department dependent depression dermatology describe described description despite detail details
device diabetes diabetic diagnosis diagnostic did diet different digest discharge discharged discuss discussed disease do doctor document does dob done
dose double down draw drip drop drug due duration during each ear early edema education effort either elderly elective
electrolytes electronic email emergency encounter end endocrine endoscopy english enter epic episode error estimated evaluate evaluation evening event every
evidence exam examination except exercise exit expected extremities eye eyes face facility failure false family fatigue fax female
fetch fever few field file final finally findings find first five fluid follow followed following food foot for form found four
fracture free frequency friday from full function further gastric gastrointestinal gave general genitourinary get give given glucose go good
got group growth guarantor had hand has have having he head headache health hearing heart hello help hematology hemoglobin hence her
here hernia hers hi high him hip his history home hospital hour hours house how however hpi hypertension i icd icu
identification identifier idea if imaging immediate immunization impression improved in include includes including increase
increased independent index indicated infection information infusion inhaler initial injection injury inpatient insert instructions
insulin insurance intact internal interval interview into invalid is issue it item its jan joint just kept key kidney knee know known
lab laboratory labs language last later latest laboratories learn left length less let letter level liver lives living local location log
lisinopril loinc long look loss low lower lung lungs main major make male management many married mass match may maybe mean measure
medical medication medications medicaid medicare medicine member mental message metabolic metformin method might mild minimal minutes moderate
monday month monthly months more morning most mother motor mouth move mri mrn much multiple muscle musculoskeletal must my
name names nasal nausea ncbi near neck negative neither neuro neurologic neurological neurology never new newborn next nephew
night no node non none nor normal not note noted notes nothing notice now npi null number nurse nursing nutrition
object objective observation observed obstetric occupational occasional of off office often old on once oncology one
ongoing only open operation operative option or oral order ordered orders organization orthopedic other our out outpatient over overall
overnight oxygen page pain palpation panel parent parents part past path pathology patient patients pathway payer pediatric pending per perform performed
period peripheral person personal pharmacy phone physical physician place plan planned please plus pmh pneumonia point
policy portal positive possible post potassium practice prednisone pregnancy prescribed prescription present presented presenting presents
pressure previous primary principal prior private problem problems procedure procedures process prognosis program
progress protocol proton provided provider psychiatric psychiatry psychology pt pts public pulmonary pulse question quick radiology range
rash rate rather read reading reason recall received recent recently recommend recommendation recommendations recommended record records recovery red
reduce refer referral referred reflex refused regarding region regular relation release relevant remain remains renal repeat
report reported reports request required resident resolved respiratory response rest result results return returned review
reviewed rheumatology right risk role room routine rule run safe said same sample saturday saw scan schedule scheduled screen
screening search second section see seen select send sensory series serum service services set seven severe sex
she should show showed shows sign signed significant signs since single six skin sleep small smoker smoking so social sodium
soft some son soon source special specialist spine spinal ssn stable staff stage start started state stated states status stay
still stomach stool stop stopped street strength stress stroke strong student study subject subjective substance such suggest
suicidal summary sunday supplement support surgery surgeon surgical symptoms syndrome system systems systemic table take taken takes taking
team tell temperature ten test tested tests than thank thanks that the their them then therapy there therefore these they
third this those though three throat through thursday thus thyroid time timeout times tissue to today together told tomorrow tongue too took
total toward transfer trauma treat treated treatment trial true tuesday tumor twice two type ultrasound unable unchanged under underwent unit
unknown unless unremarkable until up update upon upper urgent urinary urine urology us use used user uses using usually vaccine
valid value values various vascular venous ventricular version very via view visit visits vital vitals vitamin void vomiting
waiting warfarin warning was watch water we website wednesday week weekly weeks weight well went were what when where
whether which while who whole whom whose why wife will with within without woman work workup worse would wound write wrong
xray year years yes yesterday yet you your zip zero
monday tuesday wednesday thursday friday saturday sunday january february august september october november
american european african asian hispanic british french german spanish mexican chinese indian japanese
administered adherence adjusted advance aggravated appears applied arrange arrival aware began bedside bmi bp brought bun cbc ceased
cholesterol cc ck cmp cns compliance compliant confirmed consistent continues cta ctscan cxr ddx declined decreased demonstrated discontinue
discontinued dvt ecg echo ed eeg egd ekg elevated ems ent er establish exhibits extremity fall feels fell felt
followup gi gu gyn hba hct heent hemodynamic hgb hiv hx hr icd ii iii im inr instructed iv kg ldl lifestyle lives
maintain mcg meds metastatic mg mi mmhg monitor monitored monitoring neg nkda npo nsaid nsaids obtain obtained occurred or ob
otc pcp pe perrla placed plt pneumococcal po postoperative preoperative prn pulmonology qid reassess reassured recheck reduced refill refills
reliable requested requires resides resting resume retired rom ros rx scheduled sob spo stat subject surgeries sx takes tid
tolerated tolerating triage troponin tx uti verbalized wbc widowed witnessed
lasix lipitor zoloft tylenol advil motrin plavix coumadin zocor norvasc nexium synthroid glucophage amoxicillin ibuprofen
acetaminophen atorvastatin simvastatin omeprazole losartan gabapentin sertraline furosemide metoprolol amlodipine albuterol
hydrochlorothiazide levothyroxine clopidogrel penicillin heparin morphine fentanyl oxycodone tramadol
address age account card card-number date device email fax ip licence mrn photo plan-id secret ssn url vehicle other-id free-text biometric
dear sir madam everyone folks guys friend colleague colleagues whom
select insert update delete where from join inner outer table values null true false return function const let var import export
class interface public private static void string number boolean array object map type async await error debug info warn trace fatal
http https json xml html sql api uri uuid guid utc gmt est pst cst mst edt pdt
`)

/** After a surname these make an eponym or an institution: Parkinson disease, Foley catheter, Bell palsy, Johns Hopkins Hospital. */
/** Firms that are called like people, whole. */
export const FIRMS: readonly string[] = [
  ...words(
    `microsoft google amazon apple oracle ibm intel cisco dell philips siemens medtronic resmed respironics airsense dexcom omnipod tandem insulet masimo hologic
    cerner allscripts meditech athenahealth walgreens cvs labcorp pfizer moderna novartis sanofi gilead amgen genentech bayer roche astrazeneca
    kubernetes docker grafana kafka maven gradle jira github gitlab jenkins ubuntu debian linux windows android firefox chrome safari postgres mysql redis nginx`,
  ),
  'eli lilly',
  'morgan stanley',
  'wells fargo',
  'merrill lynch',
  'charles schwab',
  'henry schein',
  'thermo fisher',
  'becton dickinson',
  'bristol myers',
  'johns hopkins',
  'mary kay',
  'calvin klein',
  'ralph lauren',
  'harley davidson',
  'fannie mae',
  'freddie mac',
  'booz allen',
  'jackson pratt',
  'baker hughes',
  'edward jones',
  'raymond james',
  'philip morris',
  'kimberly clark',
  'ernst young',
  'marie curie',
  'dana farber',
  'kaiser permanente',
  'beth israel',
]

export const AFTER_EPONYM: readonly string[] = words(`
disease syndrome sign signs test tests catheter fracture scale score criteria maneuver manoeuvre reflex lymphoma palsy
phenomenon procedure classification contracture cell cells esophagus encephalopathy law stain tube line node ring
sarcoma tumor thyroiditis ataxia chorea aphasia area body bodies breathing deformity fasciitis hernia index method murmur
nodes nodule pouch position respiration sheath space sphincter tendon triad ulcer virus valve view medium agar
anemia arthritis nevus papilla protein repair osteotomy splint collar brace bandage dressing forceps clamp retractor
hospital clinic center centre university college school institute foundation pharmacy laboratory laboratories labs inc llc
corp corporation company health healthcare medical memorial regional general group associates church county city street
avenue road boulevard park airport hotel court bridge river lake mountain island beach valley hills building tower
paralysis rods filter tear nomogram stage grade grading waves canal bypass needle wire stent graft mesh prosthesis implant plate screw nail blade laryngoscope scissors knife
flap suture sutures knot stitch tape pump mask bag lift stockings hose lamp lens questionnaire inventory equation formula theorem ratio axis triangle notch fossa duct gland glands muscle nerve artery vein
ligament membrane corpuscle capsule fibers tract nucleus bundle plexus foramen fissure sulcus gyrus lobule tubule crypt crypts patches plaque plaques granules inclusions crystals antigen antibody factor deficiency enzyme reaction
technique approach incision gait facies joint elbow spots streaks rings cyst abscess gangrene keratosis dermatitis purpura granuloma carcinoma melanoma leukemia myeloma neuroma adenoma goiter regimen
positive negative excluded catheters myotomy fundoplication diverticulum lesion nephropathy neuropathy cardiomyopathy vasculitis
department division ward wing hall library museum store stores bank insurance software systems solutions
`)

function words(list: string): readonly string[] {
  return list.trim().split(/\s+/)
}
