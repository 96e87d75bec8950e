import type { PhiClass } from './phi.ts'

/**
 * `sure`: whatever stands there is of the class. `person`: a person may stand there, or a word. `weak`: the name says
 * little; the value must speak for itself.
 */
export type Strength = 'sure' | 'person' | 'weak'

export interface FieldRule {
  readonly class: PhiClass
  readonly strength: Strength
  readonly names: readonly string[]
}

/** Words of names to what they stand for. */
export const ABBREVIATIONS: Readonly<Record<string, string>> = {
  pt: 'patient',
  pat: 'patient',
  dob: 'birth date',
  bday: 'birth date',
  birthday: 'birth date',
  birthdate: 'birth date',
  dod: 'death date',
  dos: 'service date',
  bth: 'birth',
  disch: 'discharge',
  hm: 'home',
  cty: 'city',
  rm: 'room',
  sn: 'serial number',
  ser: 'serial',
  nr: 'number',
  addr: 'address',
  ph: 'phone',
  tel: 'phone',
  telephone: 'phone',
  mob: 'mobile',
  fname: 'first name',
  lname: 'last name',
  mname: 'middle name',
  nm: 'name',
  no: 'number',
  num: 'number',
  nbr: 'number',
  mbr: 'member',
  acct: 'account',
  lic: 'license',
  licence: 'license',
  dt: 'date',
  ins: 'insurance',
  prov: 'provider',
  phys: 'physician',
  guar: 'guarantor',
  sub: 'subscriber',
  emerg: 'emergency',
  postcode: 'postal code',
  zipcode: 'zip code',
  mi: 'middle initial',
  dl: 'drivers license',
  identifier: 'id',
  ids: 'id',
  passwd: 'password',
  pwd: 'password',
  enc: 'encounter',
  surname: 'last name',
  forename: 'first name',
  cell: 'mobile',
  '#': 'number',
  telefono: 'phone',
  telf: 'phone',
  tlf: 'phone',
  tfno: 'phone',
  tfn: 'phone',
  telefone: 'phone',
  telefon: 'phone',
  telefoon: 'phone',
  telefonnummer: 'phone',
  rufnummer: 'phone',
  movil: 'mobile',
  celular: 'mobile',
  cellulare: 'mobile',
  telemovel: 'mobile',
  handy: 'mobile',
  mobiel: 'mobile',
  correo: 'email',
  courriel: 'email',
  domicilio: 'address',
  direccion: 'address',
  adresse: 'address',
  anschrift: 'address',
  indirizzo: 'address',
  endereco: 'address',
  morada: 'address',
  adres: 'address',
  adress: 'address',
  wohnort: 'city',
  ciudad: 'city',
  localidad: 'city',
  municipio: 'city',
  poblacion: 'city',
  provincia: 'city',
  ville: 'city',
  citta: 'city',
  cidade: 'city',
  woonplaats: 'city',
  strasse: 'street',
  strase: 'street',
  apellidos: 'last name',
  apellido: 'last name',
  nachname: 'last name',
  familienname: 'last name',
  vorname: 'first name',
  prenom: 'first name',
  prenoms: 'first name',
  cognome: 'last name',
  sobrenome: 'last name',
  apelido: 'last name',
  voornaam: 'first name',
  achternaam: 'last name',
  fornavn: 'first name',
  etternavn: 'last name',
  efternavn: 'last name',
  fornamn: 'first name',
  efternamn: 'last name',
  imie: 'first name',
  nazwisko: 'last name',
  jmeno: 'first name',
  prijmeni: 'last name',
  nombre: 'first name',
  nascita: 'birth',
  nacimiento: 'birth',
  nascimento: 'birth',
  naissance: 'birth',
  geburtsdatum: 'birth date',
  geboortedatum: 'birth date',
  fodselsdato: 'birth date',
  fodelsedatum: 'birth date',
  edad: 'age',
  plz: 'postal code',
  postleitzahl: 'postal code',
  cep: 'postal code',
  nhc: 'mrn',
  dni: 'national id',
  nif: 'national id',
  cpf: 'national id',
  bsn: 'national id',
  pesel: 'national id',
  curp: 'national id',
  aadhaar: 'national id',
  nino: 'national id',
  pasaporte: 'passport',
  passeport: 'passport',
  reisepass: 'passport',
  passaporto: 'passport',
}

/** Two to four capitals, and no more of a name: HHS names them as still identifying. */
export const INITIALS: FieldRule = {
  class: 'name',
  strength: 'weak',
  names: list('initials, patient initials, subject initials, participant initials, pt initials'),
}

/** Under these a secret may stand, or a word: what is long and mixed is one. */
export const TOKENS: FieldRule = {
  class: 'secret',
  strength: 'weak',
  names: list(
    'token, session, session id, sessionid, sid, sig, auth, authorization, bearer, id token, csrf token, session key',
  ),
}

/** Column names, JSON keys and labels, after splitting and expanding: the longest phrase at the end of the name wins. */
export const FIELD_RULES: readonly FieldRule[] = [
  INITIALS,
  TOKENS,
  sure(
    'ssn',
    'ssn, social security, social security number, tax id, taxpayer id, itin, ssn last 4, ssn last four, ssn4',
  ),
  sure(
    'mrn',
    'mrn, medical record, med rec, med rec number, medical record number, patient number, chart number, hospital number, mrn number, patient mrn, patient id',
  ),
  sure(
    'name',
    `first name, last name, middle name, middle initial, given name, family name, full name, patient name, member name, subscriber name,
    guarantor name, contact name, maiden name, mother maiden name, mothers maiden name, provider name, physician name, preferred name, legal name,
    insured name, policyholder name, cardholder, cardholder name, card holder, account holder, account holder name, name on card, kin name, owner name, holder name, nickname, alias, next of kin name, doctor name, nurse name, spouse name, guardian name, employee name,
    customer name, client name, person name, nombre completo, nome completo, nome do paciente, nombre del paciente, nom de famille, volledige naam, first name y last name, nom du patient, name of patient, patient name last first, last first, last name first name, display name, surgeon name`,
  ),
  {
    class: 'name',
    strength: 'person',
    names: list(
      `patient, provider, physician, attending, attending physician, nurse, surgeon, mother, father, spouse, guardian, guarantor, next of kin,
      nok, emergency contact, referring provider, referring physician, pcp, primary care physician, author, signed by, dictated by, resident, subscriber,
      re, attn, attention, paciente, patientin, patiente, paziente, medico, medica, arzt, medecin, doctora, dottore, firmado, firmado por, remitido por, facultativo, cirujano, behandelnder arzt,
      medico responsable, assistant, surgeon, prescriber, poa, power of attorney, witness, cc, endoscopist, anesthesiologist, radiologist, pathologist, interpreter, signed, sender, assigned to,
      ordering provider, ordering physician, referred by, accompanied by, brought in by, informant, owner of the vehicle, vehicle owner, registered owner, passenger, passengers, traveller, candidate, applicant, claimant, taxpayer, tenant, landlord, driver, insured person, account holder, card holder, cardholder, holder, attendees, present, participant, participants, managing director, director, manager, interpreter, beneficiary, next of kin, hasta, hasta adi, pacjent, pacjentka, pacient, potilas, pasient, pasien, doktor, lekarz, lekar, laakari, electronically signed by, cosigned by, seen by, member, policyholder, insured, relative, doctor, client, employee, caregiver, ordering, ordered by, requesting, requesting provider, ordering md, sending md, accepting md, performed by, interpreted by, verified by, entered by, prepared by, approved by, transcribed by, reviewed by, collected by, administered by, supervisor, case manager, social worker, husband, wife, son, daughter, brother, sister, proband`,
    ),
  },
  {
    class: 'name',
    strength: 'weak',
    names: list(
      'nom, nome, naam, navn, namn, imie i last name, firma, unterschrift, signature, firmato, name, contact, owner, recipient, customer, reviewer, given, family',
    ),
  },
  sure(
    'date',
    `birth date, date of birth, d o b, born, death date, date of death, deceased date, deceased at, admission date, admit date, admitted at, discharge date,
    discharged at, service date, date of service, visit date, encounter date, procedure date, surgery date, appointment date, onset date, birth time,
    admission datetime, discharge datetime, collected at, collection date, birth`,
  ),
  {
    class: 'date',
    strength: 'weak',
    names: list('date, start date, end date, period start, period end, effective date'),
  },
  sure(
    'phone',
    'phone, phone number, mobile, mobile phone, mobile number, home phone, work phone, contact number, cell phone, contact phone, pager, area code',
  ),
  sure('fax', 'fax, fax number'),
  sure('email', 'email, e mail, email address, mail address, electronic mail'),
  sure(
    'address',
    `address, street, street address, address line, address line 1, address line 2, address 1, address 2, home address, mailing address, city, county,
    precinct, county name, city name, town name, latitude, longitude, lat, lng, lon, geocode, geohash, residence, line 1, line 2, address ln 1, address ln 2, birth place, place of birth, town, district, hometown, home town, birthplace, city of residence, county of residence, place of residence`,
  ),
  sure('zip', 'zip, zip code, post code, postal code, postal, zip 5, zip 4'),
  sure(
    'plan-id',
    `mbi, hicn, medicare number, medicare id, medicaid number, medicaid id, member id, member number, subscriber id, subscriber number, policy number,
    policy id, payer id, health plan beneficiary number, insurance id, insurance number, beneficiary id, beneficiary number, group number, plan id, insurance policy, insurance policy number, health plan id, plan member id`,
  ),
  sure(
    'account',
    'account, account number, account id, iban, bank account, routing number, patient account, patient account number, billing account',
  ),
  sure('card', 'card number, credit card, credit card number, debit card, pan, payment card'),
  sure('npi', 'npi, npi number, provider npi, national provider id'),
  sure(
    'licence',
    'dea, dea number, license number, license, drivers license, driver license, certificate number, passport, passport number, drivers license number',
  ),
  sure(
    'vehicle',
    'vin, license plate, plate number, vehicle registration, registration plate, vehicle id, plate, vehicle number',
  ),
  sure(
    'device',
    'device id, device serial, serial number, udi, imei, mac address, device number, implant serial, serial, iccid, carrier hrf',
  ),
  sure('url', 'url, website, web site, portal url, link, homepage'),
  sure('ip', 'ip, ip address, client ip, remote ip, source ip'),
  sure(
    'photo',
    'photo, picture, portrait, face image, patient photo, photo file, photo name, image name, image file, photo id, headshot, photograph, selfie, profile picture, profile photo',
  ),
  sure(
    'biometric',
    'fingerprint, fingerprint id, voiceprint, voice print, voiceprint id, voice print id, retina, retina scan, retina scan id, iris scan, iris scan id, iris id, palm print, face id, face template, biometric, biometric id, biometric template, biometric template id, biometric identifier, biometric hash',
  ),
  sure(
    'other-id',
    `encounter id, encounter number, visit id, visit number, csn, username, screen name, login name, room number, bed number, accession, accession number, specimen id, claim id, claim number, case number,
    national id, subject id, trial subject id, participant id, participant number, study id, order number, specimen number, lab number, requisition number, confirmation number, reference number, episodio, expediente, folio, referral number, authorization number, prescription number, rx number`,
  ),
  sure(
    'secret',
    `password, passphrase, secret key, client secret, api key, apikey, access key, private key, auth token, access token, refresh token, bearer token,
    secret access key, account key, shared access key, sas token, signing key, encryption key, webhook secret, jwt secret, app secret, api secret, api token, bot token, deploy token, github token, gitlab token, slack token, npm token,
    personal access token, session token, credential, credentials`,
  ),
  { class: 'age', strength: 'weak', names: list('age, age years, patient age') },
  {
    class: 'free-text',
    strength: 'weak',
    names: list(
      `note, notes, comment, comments, narrative, text, description, hpi, history, assessment, plan, impression, findings, report, summary, body,
      message, remarks, reason, chief complaint, free text, note text, instructions`,
    ),
  },
]

/** Names that hold one of the words above and are about something else. */
export const OTHERWISE: ReadonlySet<string> = new Set(
  list(
    `file name, table name, column name, host name, user name, drug name, product name, medication name, test name, class name, event name, service name,
    database name, schema name, field name, facility name, hospital name, department name, plan name, group name, code name, type name, key name, tag name,
    package name, method name, function name, domain name, server name, app name, role name, job name, queue name, topic name, bucket name, brand name,
    generic name, resource name, path name, procedure name, lab name, payer name, patient count, application name, street view`,
  ),
)

/** Endings that make a fact about a field, not the field: phone_verified, address_type. */
export const ABOUT: ReadonlySet<string> = new Set(
  'type status flag count verified kind format length valid hash present missing enabled category system unit units'.split(
    ' ',
  ),
)
/** Endings that change nothing: phone_1, email_value. */
export const NOISE: ReadonlySet<string> = new Set(
  'value text string primary secondary home work old new current previous raw 1 2 3 full norm normalized of'.split(' '),
)

/** A key of a row about something is not that something: address_id. */
export const KEYS: ReadonlySet<string> = new Set('id key code uuid ref index'.split(' '))

function sure(kind: PhiClass, names: string): FieldRule {
  return { class: kind, strength: 'sure', names: list(names) }
}

function list(names: string): readonly string[] {
  return names.split(',').map((name) => name.trim().replace(/\s+/g, ' '))
}
