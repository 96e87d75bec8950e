/** Small closed word lists, all lower case. A phrase is written with single spaces. */

export const TITLES: readonly string[] = words(
  `herrn sayin ibu bapak bpk nyonya tuan mevr jonkheer frk slecna ms msgr madam mr mrs ms miss mx dr doctor prof professor sir madam rev reverend fr sister capt captain sgt lt col maj judge hon rn nurse
  herr frau fraulein hr dhr mevr mevrouw meneer monsieur madame mademoiselle mme mlle sr sra srta senor senora senorita dra dott dottor dottore
  dottoressa signor signora signorina sig avv ing profesor profesora professeur professore professoressa senhor senhora doutor doutora pani
  bayan sri shri smt sheikh shaykh imam rabbi haji lord lady dame pastor senator governor ambassador sergeant lieutenant esq chancellor signorina docteur doktor doctora prim magister heer dona don kollege kollegin kollegen collega colega confrere gospodin gospodja gospodica gospođa pan panu pana vaje rouva herra fru froken bey hanim baroness detective officer deputy nurse midwife`,
)

/** People named right after these: a role, a relation, or "seen by". */
export const ROLES: readonly string[] = words(
  `patient pt client resident member mother father mom dad son daughter wife husband spouse brother sister partner
  guardian caregiver parent aunt uncle grandmother grandfather grandson granddaughter niece nephew cousin friend neighbor fiance
  named called physician surgeon attending provider psychiatrist oncologist cardiologist therapist counselor by
  contact cosigned signed attn re agent director manager employee colleague customer ceo coach actor actress singer author writer
  prescriber assistant poa nok surgeon supervisor witness endoscopist radiologist pathologist anesthesiologist pcp midwife interpreter technician sitter roommate
  landlord driver attorney lawyer neighbour colleague grandma grandpa mum carer dtr stepmother stepfather stepson stepdaughter girlfriend boyfriend cc acct attn
  epouse epoux compagne compagnon conjoint conjointe mere pere veuve madre padre mutter vater enkel enkelin ehegatte lebensgefahrte lebensgefahrtin
  nonna nonno nipote compagna compagno esposo mae pai moeder vader zus broer zoon dochter echtgenoot echtgenote partnerin
  paciente patientin patiente paziente medico arzt medecin hermano hermana esposo esposa hijo hija marido mujer sohn tochter bruder schwester
  ehemann ehefrau mari fils fille frere soeur figlio figlia fratello sorella marito moglie filho filha irmao irma firmado por von pacjent pacjentka pacjenta pacient pacientka pacientem hasta potilas pasient pasienten pasien patienten utente doente assistito assistita doktor podpisal podpisala`,
)

/** Of those, the ones that an everyday name needs no other sign behind: her husband Will, su hijo Salvador. */
export const KIN: readonly string[] = words(
  `mother father mom mum dad son daughter wife husband spouse brother sister aunt uncle grandmother grandfather grandson granddaughter niece nephew fiance dtr
  hermano hermana esposo esposa hijo hija marido mujer sohn tochter bruder schwester ehemann ehefrau mari fils fille frere soeur epouse epoux figlio figlia
  fratello sorella moglie filho filha irmao irma zoon dochter broer zus`,
)

/** A person is named right after these, known to a dictionary or not. */
export const NAMINGS: readonly string[] = [
  'named',
  'thank you',
  'met with',
  'good morning',
  'good afternoon',
  'good evening',
  'happy birthday',
  'refund for',
  'referral for',
  'referring',
  'package to',
  'letter to',
  'sono',
  'soy',
  'olen',
  'jsem',
  'ja sam',
  'ik ben',
  'sou',
  'hier spricht',
  'who is',
  'mother is',
  'father is',
  'wife is',
  'husband is',
  'son is',
  'daughter is',
  'sister is',
  'brother is',
  'witnessed by',
  'signed by',
  'issued to',
  'belongs to',
  'registered to',
  'spoke to',
  'spoke with',
  'speak to',
  'speak with',
  'talked to',
  'married to',
  'zovem se',
  'jmenuji se',
  'ime mi je',
  'nevem',
  'nimeni on',
  'ten la',
  'adim',
  'numele meu este',
  'name is',
  'name was',
  'i am',
  'this is',
  'am called',
  'called',
  'je suis',
  'ich bin',
  'yo soy',
  'me llamo',
  'mi chiamo',
  'm appelle',
  'ich heisse',
  'ich heise',
  'me chamo',
  'jag heter',
  'heter',
  'hedder',
  'nazywam sie',
  'nombre es',
  'nom est',
  'appelle',
  'nama saya',
  'naam is',
  'nome e',
  'nome es',
  'name ist',
  'navn er',
  'namn ar',
  'numesc',
  'firmato da',
  'firmata da',
  'visitato da',
  'visitata da',
  'seguito da',
  'signe par',
  'signee par',
  'vu par',
  'vue par',
  'suivi par',
  'assinado por',
  'assinada por',
  'getekend door',
  'ondertekend door',
  'gezien door',
  'undertecknades av',
  'signert av',
  'underskrevet af',
  'allekirjoitti',
  'richiamare',
  'chiamare',
  'contattare',
  'rappeler',
  'contacter',
  'contactar a',
  'llame a',
  'llamar a',
  'ligar para',
  'ligue para',
  'prosim',
  'lutfen',
  'prosze oddzwonic do',
  'ring til',
  'rufen sie',
  'wenden sie sich an',
  'introduced',
  'introducing',
  'interviewed',
  'forward this to',
  'addressed to',
  'account holder',
  'speaking to',
  'speaking with',
  'reports to',
  'meet',
  'ask for',
  'is called',
  'were called',
  'name of',
  'care of',
  'on behalf of',
  'care for',
  'rented to',
  'sold to',
  'met',
  'known as',
  'goes by',
  'nee',
  'alias',
  'aka',
]

export const GREETINGS: readonly string[] = words(
  `dear hi hello hey thanks regards sincerely cheers yours truly faithfully respectfully best hola estimado estimada querido querida saludos atentamente
  cher chere bonjour salut cordialement hallo liebe lieber geehrter geehrte grusse gruse gruss ciao caro cara gentile egregio buongiorno saluti
  ola prezado prezada abracos beste geachte groeten hej hei kara kare kjare halsningar vennlig drogi droga szanowny szanowna pozdrawiam merhaba sayin namaste bye
  goodbye welcome congratulations sorry`,
)

export const CREDENTIALS: readonly string[] = words(
  'md do rn np pa phd lpn mbbs frcp mrcp dphil frcs bsc msc ba bsn msn fnp fnp-bc pa-c rph ccc-slp dpm od psy mba jd esq cna emt dds dmd pharmd crna pt ot msw lcsw aprn dnp facp psyd',
)

export const NAME_SUFFIXES: readonly string[] = words('jr sr ii iii iv')

export const PARTICLES: readonly string[] = words(
  'de del della der den van von la le du da dos das di bin ibn al el ter ten st dela delos los las y af av zu zum zur vom op het dello degli ap ben bat abu abou',
)

/** What stands before a place: St. Mary, San Diego, Fort Wayne. */
export const PLACE_PREFIXES: readonly string[] = words(
  'st saint san santa fort port mount lake north south east west new',
)

export const MONTHS: readonly string[] = words(
  `january february march april may june july august september october november december
  jan feb mar apr jun jul aug sep sept oct nov dec
  enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre ene abr ago dic
  janvier février mars avril mai juin juillet août septembre octobre novembre décembre janv févr avr juil déc
  januar jänner februar märz juni juli oktober dezember mrz okt dez
  gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre giu lug ott
  janeiro fevereiro março maio junho julho setembro outubro novembro dezembro fev
  januari februari maart mei augustus mrt
  januari februari maj augusti marts
  desember tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta
  joulukuuta
  stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia
  ledna února března dubna května června července srpna září října listopadu prosince
  ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
  ianuarie februarie martie aprilie iunie iulie octombrie noiembrie decembrie
  siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna studenoga prosinca`,
)

/** Months that in small letters need a year or a word that joins them to the day: words, and the English ones. */
export const WEAK_MONTHS: readonly string[] = words(
  `january february march april may june july august september october november december
  jan feb mar apr jun jul aug sep sept oct nov dec mars mai mei maj mart marts ago mrt ene dic ott abr avr fev lug giu juil`,
)

export const STATES: readonly string[] = words(
  `al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny nc nd oh ok or pa ri sc sd
  tn tx ut vt va wa wv wi wy dc pr gu vi`,
)

export const STATE_NAMES: readonly string[] =
  `alabama alaska arizona arkansas california colorado connecticut delaware florida
  georgia hawaii idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi
  missouri montana nebraska nevada new_hampshire new_jersey new_mexico new_york north_carolina north_dakota ohio oklahoma oregon
  pennsylvania rhode_island south_carolina south_dakota tennessee texas utah vermont virginia washington west_virginia wisconsin
  wyoming puerto_rico`
    .split(/\s+/)
    .map((name) => name.replace('_', ' '))

/** Postal codes that are also words or credentials: a city before them needs a ZIP after them. */
export const AMBIGUOUS_STATES: readonly string[] = words('in or me ok hi pa md id de la al ma co')

export const STREET_SUFFIXES: readonly string[] = words(
  `street st avenue ave boulevard blvd road rd drive dr lane ln court ct circle cir place pl terrace ter trail trl parkway
  pkwy highway hwy square sq way plaza plz alley aly loop crossing xing pike turnpike route rte expressway expy crescent cres gardens gdns close mews grove`,
)

/** Suffixes of USPS Publication 28 that are everyday words as well: a house number of two digits or more must stand before them. */
export const WEAK_STREET_SUFFIXES: readonly string[] = words(
  `annex arcade bayou beach bend bluff bluffs bottom branch bridge brook brooks burg burgs bypass byp camp canyon cape causeway center centers cliff cliffs club common commons corner
  corners course courts cove coves cv creek crest crossroad crossroads curve dale dam divide drives estate estates extension extensions falls ferry field fields flat flats ford fords forest
  forge forges fork forks fort freeway fwy garden gardens gateway glen glens green greens grove groves harbor harbors haven heights hts hill hills hollow inlet island islands isle junction
  junctions key keys knoll knolls lake lakes land landing light lights loaf lock locks lodge mall manor manors meadow meadows mews mill mills mission motorway mount mountain mountains neck
  orchard oval overpass park parks parkways pass passage path pine pines plain plains plazas point points port ports prairie radial ramp ranch rapid rapids rest ridge ridges river roads row
  run shoal shoals shore shores skyway spring springs spur spurs squares station stravenue stream streets summit throughway trace track trafficway trailer tunnel underpass union unions
  valley valleys via viaduct view views village villages ville vista walk walks wall ways well wells close gdns grn hollows terr`,
)

/** What a street's name begins with where it comes first: Calle Mayor 5, rue de la Paix, Via Roma 12, ul. Prosta 3. */
export const STREET_PREFIXES: readonly string[] = words(
  `calle avenida avda plaza paseo carretera ronda camino travesia glorieta callejon calzada carrer carrera diagonal urbanizacion
  rue quai chemin impasse allee via viale piazza corso largo vicolo strada piazzale contrada
  rua travessa alameda rodovia estrada praceta ul ulica aleja plac os osiedle ulice namesti strada bulevardul calea soseaua jalan jl jln cadde caddesi sokak mahallesi ulitsa prospekt
  boulevard avenue allee voie faubourg marginal rotonda incrocio borgo cesta trg intrarea aleea splaiul drumul fundatura piata bdul bd skwer szosa rondo aleje plaza wybrzeze droga nabrezi trida namesti circuito privada cerrada avda av calz eje andador poligono subida cuesta barrio grupo chalet conjunto lugar quinta urbanizacao escadas acesso jardim beco largo kpg psr gg ds jr ki gang leoforos odos plateia rruga`,
)

/** How compound names of streets end: Hauptstrasse, Lindenweg, Keizersgracht, Storgatan, Mannerheimintie. */
export const STREET_ENDINGS: readonly string[] = words(
  `strasse strase str weg platz allee gasse ring damm ufer steig stieg graben hof chaussee markt berg tor wall
  straat laan plein gracht kade dijk singel steeg dreef pad plantsoen
  vej gade vejen gaden veien stredet alleen raitti kaari rinne alle gata gatan gaten vagen vagen veien veg vegen gate torg plads backen grand stigen
  katu tie kuja polku korut sugarut lakotelep hatarut fasor setany foter ut ulica utca utja ter ulice iela gatve bulvaris bulvardi prospekti daero gil dong plassen parken park ranta penger katu lunden bakken haugen gjerdet stubben kollen ulitsa ulitsy zaile skersgatvis tanav puiestee maantee sokagi caddesi bulvari korzo sor setany`,
)

/** A town is named right after these. */
export const PLACINGS: readonly string[] = [
  // A street follows these alone.
  'wohnhaft',
  'demeurant',
  'adresa',
  'osoite',
  'cimem',
  'adrese',
  'adresi',
  'adresim',
  'adresse',
  'osoitteessa',
  'lakcimem',
  'przy',
  'domicilie',
  'domiciliado',
  'married in',
  'retired to',
  'visiting from',
  'visiting',
  'lives in',
  'live in',
  'living in',
  'lived in',
  'resides in',
  'residing in',
  'resided in',
  'resident of',
  'residents of',
  'moved to',
  'moved from',
  'born in',
  'raised in',
  'native of',
  'is from',
  'was from',
  'am from',
  'are from',
  'come from',
  'comes from',
  'came from',
  'originally from',
  'hometown of',
  'town of',
  'city of',
  'county of',
  'village of',
  'relocated to',
  'relocated from',
  'traveled to',
  'travelled to',
  'grew up in',
  'up in',
  'based in',
  'located in',
  'vive en',
  'reside en',
  'residente en',
  'natural de',
  'procedente de',
  'wohnt in',
  'wohnhaft in',
  'habite a',
  'domicilie a',
  'abita a',
  'residente a',
  'mora em',
  'reside em',
  'woont in',
  'woonachtig in',
  'bor i',
  'born at',
  'flew to',
  'flew from',
  'went to',
  'been to',
  'go to',
  'going to',
  'trip to',
  'flight to',
  'flights to',
  'return to',
  'returned to',
  'returning to',
  'move to',
  'moving to',
  'drove to',
  'travel to',
  'travelling to',
  'traveling to',
  'arrived in',
  'arrived from',
  'back from',
  'back in',
  'flown to',
  'people of',
  'outskirts of',
  'suburb of',
  'mayor of',
  'nacido en',
  'nacida en',
  'nacio en',
  'vivo en',
  'vivimos en',
  'resido en',
  'ne a',
  'nee a',
  'nes a',
  'habitant a',
  'demeurant a',
  'habite a',
  'vit a',
  'nato a',
  'nata a',
  'abito a',
  'vive a',
  'nascido em',
  'nascida em',
  'moro em',
  'vive em',
  'natural de',
  'geboren in',
  'geboren te',
  'wohne in',
  'wonende te',
  'woon in',
  'urodzony w',
  'urodzona w',
  'mieszkam w',
  'mieszka w',
  'zamieszkaly w',
  'zamieszkala w',
  'narozen v',
  'narozena v',
  'bydlim v',
  'bydli v',
  'fodt i',
  'fodd i',
  'bosatt i',
  'bosat i',
  'locuiesc in',
  'locuieste in',
  'nascut in',
  'nascuta in',
  'lahir di',
  'tinggal di',
  'roden u',
  'rodena u',
  'zivim u',
]

/** Suffixes that mean a street even when everything is in lower case. */
export const PLAIN_STREET_SUFFIXES: readonly string[] = words('street avenue ave boulevard blvd parkway')

export const DIGIT_WORDS: readonly string[] = words('zero oh one two three four five six seven eight nine')

export const DIRECTIONS: readonly string[] = words(
  'n s e w ne nw se sw north south east west northeast northwest southeast southwest',
)

export const UNITS: readonly string[] = words('apt apartment unit suite ste floor fl bldg building room rm lot trailer')

function words(list: string): readonly string[] {
  return list.trim().split(/\s+/)
}
