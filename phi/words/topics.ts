/** What a number or token is about, told by the words before it. Phrases are written with single spaces. */
export type Topic =
  | 'ssn'
  | 'mrn'
  | 'phone'
  | 'fax'
  | 'birth'
  | 'date'
  | 'span'
  | 'zip'
  | 'age'
  | 'npi'
  | 'dea'
  | 'plan'
  | 'account'
  | 'routing'
  | 'card'
  | 'licence'
  | 'vehicle'
  | 'device'
  | 'other'
  | 'image'
  | 'room'
  | 'geo'
  | 'network'
  | 'national'
  | 'residence'
  | 'phone-letter'
  | 'social'
  | 'software'
  | 'not-phi'
  | 'stop'

/** Words and phrases by topic, without accents. */
export const TOPICS: Readonly<Record<Topic, readonly string[]>> = {
  ssn: list('ssn, ssns, social security, soc sec, social, ss, itin, tin, tax id, taxpayer, social security number'),
  mrn: list(`
    patient #, patient no, pt #, pt no, unit no, unit #, file number, file no, file #, record id, med rec #, med rec no, medical record no,
    mrn, mr, medical record, medrec, med rec, patient id, patient number, pt id, pid, chart, chart number, hospital number, emr, ehr,
    patientid, unit number, epi, enterprise id, nhc, historia clinica, numero de historia, no historia, no de historia, numero historia,
    patientennummer, patientnummer, patienten nr, cartella clinica, prontuario, ipp, dossier patient, numero de dossier, journalnummer,
    potilasnumero, hospital no, hospital #, hosp #, rec #, rec. #, no dossier, dossier n, dossier no, record #, id #, hosp no, hospital id,
    hosp number, record number, record no, n cartella, numero cartella, no cartella, cartella, prontuario no, pcr no
  `),
  phone: list(`
    phone, tel, telephone, mobile, cell, ph, call, called, contact number, emergency contact, contact, dien thoai, sdt, so dien thoai, en
    el, numer, puh, tf, avisa, avisar, aviso, callback, pager, home phone, work phone, cellphone, text, reach, reached, dial, voicemail,
    sms, whatsapp, my number, your number, our number, his number, her number, number is, reach us, us on, contact us, telefono, telf, tlf,
    tfno, movil, celular, contacto, llamar, llame, llamada, portable, appeler, appelez, telefon, handy, mobil, rufnummer, telefonnummer,
    mobilnummer, anrufen, cellulare, chiamare, telefone, telemovel, ligar, telefoon, mobiel, bellen, puhelin, komorka, ring, phone no,
    phoned, hotline, landline
  `),
  fax: list('fax, facsimile, faxed, fax number, telefax, telefaks, faks'),
  birth: list(`
    dob, birth, born, birthdate, birthday, date of birth, bday, birth date, d o b, nacimiento, nacido, nacida, naissance, geboren,
    geburtsdatum, geb, nascita, nato, nata, nascimento, nascido, nascida, geboortedatum, fodelsedatum, fodt, fodd, fodselsdato, syntynyt,
    urodzenia, urodzony, urodzona, narozen, narozeni
  `),
  date: list(`
    date, admitted, admission, admit, discharged, discharge, seen, dated, on, since, visit, visited, died, deceased, death, dod, dos,
    surgery, appointment, scheduled, effective, service, fecha, ingreso, ingresa, ingresado, ingresada, alta, consulta, revision, dia, el,
    le, du, au, datum, am, vom, seit, data, il, dal, em, op, den, dnia, dne, intervencion, operado, operada, visita, dictated, signed,
    performed, procedure, onset, expires, expiry, exp, updated, last, next, bis, tot, til
  `),
  // Join what is no date as often.
  span: list('from, through, by, of, in, before, after, till, between, and, to, until, entre, desde, hasta'),
  zip: list(`
    zip, zipcode, zip code, postal, postal code, postcode, cp, codigo postal, code postal, plz, postleitzahl, cep, postnummer, postinumero,
    pincode, pin code, eircode, psc, kod pocztowy
  `),
  age: list(`
    turned, turns, turning, alive at, died at, dead at, deceased at, passed away at, passed at, age, aged, ages, edad, alter, eta, idade,
    leeftijd, alder, ika, wiek
  `),
  npi: list('npi, national provider'),
  dea: list('dea'),
  plan: list(`
    masshealth, medi cal, tenncare, badgercare, peachcare, kancare, soonercare, ahcccs, tricare, champva, aetna, cigna, humana, bcbs, blue cross, blue shield, uhc, unitedhealthcare, anthem, molina, centene,
    mbi, hicn, medicare, medicaid, beneficiary, member, member id, subscriber, policy, policyholder, insurance id, insurance, plan id, group
    number, memberid, health plan, enrollee, krankenkasse, versichertennummer, versichertennr, mutuelle, carte vitale, tessera sanitaria,
    numero de utente, poliza, asegurado, tarjeta sanitaria, health card, ohip, medicare card, medicare number, medicare no, coverage, group
    no, group #, plan #, plan number, plan no, policy number, policy no, group
  `),
  account: list(`
    account, acct, iban, bank, billing account, guarantor account, fin, har, invoice account, cuenta, compte, konto, kontonummer, conto,
    conta, rekening, bban, acc no, account no, acct no, invoice, customer number, customer id, billing
  `),
  routing: list(`
    routing, aba, rtn, transit, routing number, sort code, bank code, blz, bankleitzahl, ifsc, swift, bic, bsb
  `),
  card: list(`
    card, visa, mastercard, amex, credit, debit, credit card, discover, pan, tarjeta, carte bancaire, kreditkarte, carta di credito, cartao,
    kreditkort, creditcard, cc, card number, card no, maestro
  `),
  licence: list(`
    license, licence, dl, drivers, driver, driver license, certificate, passport, lic, state license, medical license, colegiado, colegiada,
    no col, no colegiado, num colegiado, numero colegiado, n col, carnet de conducir, permis de conduire, fuhrerschein, patente, rijbewijs,
    pasaporte, passeport, reisepass, reisepassnummer, passaporto, passaporte, paspoort, passi, paszport, rpps, adeli, lanr, crm, cedula
    profesional, licencia, driving licence, driving license, lic no, license no, licence no, licence number, license number, gmc, nmc,
    ahpra, registration number
  `),
  vehicle: list(`
    vin, vehicle, plate, license plate, tag number, chassis, license plate number, matricula, kennzeichen, immatriculation, targa, placa,
    kenteken, number plate, registration plate, reg no, vehicle identification number, tags
  `),
  device: list(`
    serial, imei, udi, implant, pacemaker, device id, serial number, iccid, device serial, implanted device, gtin, lot, serial no, s n, sn,
    device, meid, hibcc, stent, prosthesis, ser, ser no, ser #, device sn
  `),
  other: list(`
    admission number, admission no, admission id, auth #, auth no, authorization #, authorization no, acc #, case id, claim #, claim id, encounter #, specimen #, specimen id,
    sample id, sample no, lab #, requisition #, order no, study no, study #, participant #, participant id, screening number, randomization number, tracking #, confirmation #, incident number, report no, document id, pre auth,
    csn, encounter, encounter id, accession, specimen, claim, claim number, case number, visit number, visit no, visit #, case #, path #,
    order #, visit id, encounter no, case no, claim no, accession no, specimen no, episode no, episode number, account ref, encounter
    number, accession number, authorization, auth number, referral number, subject id, trial id, prescription number, id, identifier,
    reference, ref, reference number, episodio, expediente, folio, aktenzeichen, fallnummer, order number, ticket, confirmation number,
    specimen number, study id, lab order, lab no, lab number, device token, subject, participant, barcode, tracking number, requisition, order id, transaction, transaction id,
    session, referral, rx no
  `),
  image: list(`
    voice sample, voice id, palm vein, hand geometry, facial scan, face scan,
    fingerprint, fingerprint id, fingerprints, thumbprint, voiceprint, voice print, retina scan, retinal scan, retina, iris, iris scan, palm print, biometric,
    biometrics, face template, face id, facial recognition, photo, photos, photograph, picture, portrait, headshot, selfie, image, face image
  `),
  room: list('room, rm, bed, ward, bay, suite, rooms, beds'),
  geo: list(
    'gps, coordinates, coords, location, geolocation, latitude, longitude, lat, lon, lng, lat long, geo, located, position',
  ),
  network: list('ip, address, host, client, mac, addr, remote'),
  national: list(`
    nin, emirates id, cccd, cmnd, can cuoc, citizen service number, birth number, my number, individual number, national identification
    number, social security number, qid, iqama, civil id, nhs, nhs number, nhs no, nino, national insurance, ni number, ni no, chi number,
    social insurance, sin, sozialversicherungsnummer, versicherungsnummer, steuer, steuer id, steuernummer, steueridentifikationsnummer,
    idnr, steueridnr, personalausweis, personalausweisnummer, ausweisnummer, ausweis, ahv, ahv nr, nir, insee, securite sociale, no secu,
    secu, numero de secu, carte d identite, cni, dni, nie, nif, documento nacional, documento de identidad, nass, nuss, naf, seguridad
    social, no ss, seguro social, cip, cipa, sip, tsi, tis, cedula, cedula de identidad, curp, rfc, imss, nss, rut, run, ruc, cuit, cuil,
    codice fiscale, cf, fiscal code, partita iva, carta d identita, tessera, cpf, cnpj, rg, cns, niss, nis, contribuinte, cartao de cidadao,
    bilhete de identidade, bsn, burgerservicenummer, sofinummer, rijksregisternummer, rrn, registre national, personnummer, personal number,
    pnr, samordningsnummer, fodselsnummer, fnr, cpr, cpr nr, cpr nummer, henkilotunnus, hetu, personal identity code, kennitala, pesel, nip,
    regon, dowod, rodne cislo, cnp, oib, jmbg, egn, amka, afm, tckn, tc kimlik, kimlik, taj, tfn, tax file, tax file number, abn, ihi, ird,
    nhi, aadhaar, aadhar, uidai, permanent account, pan card, voter id, epic no, nric, fin no, mykad, nik, ktp, hkid, national id, national
    identity, national identification, identity card, identity number, identity no, id card, id number, id no, personal id, identification
    number, identification no, citizen id, foreigner id, resident id, person id, personal code, tax number, tax no, tax identification, vat,
    vat number, identifiant, identificacion, numero de identificacion
  `),
  residence: list(`
    wohnhaft, demeurant, adresa, osoite, cimem, residente, residente na, direccion es, parcel never reached, wohne in, habite, habite au,
    abito in, vivo en, moro na, mieszkam przy, na adrese, na adresi, osoitteessa, lakcimem, adresim, bor pa, woon op, dia chi, residente in,
    sent to, shop at, store at, clinic at, office at, seen near, near, pharmacy at, property at, flat at, restaurant at, moved from,
    delivery to, delivered at, przy, adrese, adresi, lives at, live at, living at, lived at, resides at, residing at, address, home address,
    address is, located at, ship to, order to, ship, deliver to, delivered to, send to, mail to, records to, mailed to, office is, is at,
    domicilio, direccion, adresse, anschrift, indirizzo, endereco, morada, adres, adress, residence, discharged to, moved to, house at, home
    at, apartment at, staying at, picked up at, calle, rue, vive en, reside en, wohnt in
  `),
  // One letter with what stands behind it.
  'phone-letter': list('t:, p:, f:, m:, c:, h:, w:, h), c), w), m), p), t), f)'),
  social: list(`
    instagram, insta, twitter, tiktok, snapchat, facebook, threads, mastodon, bluesky, telegram, signal, discord, venmo, cashapp, cash app,
    handle, username, user name, screen name, screenname, nickname, usuario, benutzername, pseudo
  `),
  software: list(`
    bump, bumped, bumps, upgrade, upgraded, upgrading, downgrade, downgraded, update, install, installed, release, released, version,
    versions, npm, package, dependency, dependencies, library, patched, requires, kernel, firmware, build
  `),
  'not-phi': list(`
    version, ver, v, release, port, icd, loinc, ndc, cpt, snomed, rxcui, hcpcs, rev, sha, commit, uuid, line, build, rxnorm, section, oid,
    isbn, doi, rfc, cfr, usc, errno, code, step, part, figure, table, chapter, timestamp, epoch, size, bytes, offset, count, total, seq,
    sequence, span, spanid, trace, traceid, commit id, build id
  `),
  // Behind it, in a list of values, the columns say what is what.
  stop: list('values'),
}

function list(words: string): readonly string[] {
  return words.split(',').map((word) => word.trim().replace(/\s+/g, ' '))
}
