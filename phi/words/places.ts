/** Countries, peoples, regions and languages: capitalised, and by themselves nobody. */
export const PLACES: readonly string[] = `
afghanistan afghan albania albanian algeria algerian america american americans andorra angola angolan argentina argentine argentinian armenia armenian australia australian australians austria austrian azerbaijan
bahamas bahrain bangladesh bangladeshi barbados belarus belarusian belgium belgian belize benin bermuda bhutan bolivia bolivian bosnia bosnian botswana brazil brazilian britain british brunei bulgaria bulgarian burkina burundi
cambodia cambodian cameroon canada canadian canadians chad chile chilean china chinese colombia colombian comoros congo congolese costa croatia croatian cuba cuban cyprus cypriot czech czechia denmark danish dane dominica dominican
ecuador ecuadorian egypt egyptian england english eritrea eritrean estonia estonian ethiopia ethiopian europe european fiji finland finnish finn france french gabon gambia germany german germans ghana ghanaian greece greek greenland grenada
guatemala guatemalan guinea guyana haiti haitian holland honduras honduran hungary hungarian iceland icelandic india indian indians indonesia indonesian iran iranian iraq iraqi ireland irish israel israeli italy italian italians ivory
jamaica jamaican japan japanese jordanian kazakhstan kenya kenyan kiribati korea korean kosovo kuwait kuwaiti kyrgyzstan laos laotian latvia latvian lebanon lebanese lesotho liberia liberian libya libyan liechtenstein lithuania lithuanian luxembourg
macedonia macedonian madagascar malawi malaysia malaysian maldives mali malta maltese mauritania mauritius mexico mexican mexicans micronesia moldova monaco mongolia mongolian montenegro morocco moroccan mozambique myanmar burma burmese
namibia nauru nepal nepalese nepali netherlands dutch nicaragua niger nigeria nigerian norway norwegian oman pakistan pakistani palau palestine palestinian panama papua paraguay peru peruvian philippines filipino filipina poland polish portugal portuguese
qatar romania romanian russia russian russians rwanda samoa samoan saudi scotland scottish scot senegal senegalese serbia serbian seychelles sierra singapore singaporean slovakia slovak slovenia slovenian somalia somali spain spanish spaniard sudan sudanese
suriname swaziland sweden swedish swede switzerland swiss syria syrian taiwan taiwanese tajikistan tanzania tanzanian thailand thai tibet tibetan togo tonga trinidad tunisia tunisian turkey turkish turkmenistan tuvalu uganda ugandan ukraine ukrainian
uruguay uruguayan uzbekistan vanuatu vatican venezuela venezuelan vietnam vietnamese wales welsh yemen yemeni zambia zambian zimbabwe zimbabwean africa african asia asian caribbean scandinavia scandinavian balkan baltic latino latina hispanic
arab arabic hebrew yiddish hindi urdu bengali punjabi tamil telugu mandarin cantonese latin swahili farsi pashto creole tagalog jewish muslim islamic christian catholic protestant hindu buddhist orthodox
alabama alaska arizona arkansas california californian colorado connecticut delaware florida georgia hawaii idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska
nevada hampshire jersey mexico york yorkshire carolina dakota ohio oklahoma oregon pennsylvania rhode tennessee texas texan utah vermont virginia washington wisconsin wyoming ontario quebec alberta manitoba saskatchewan
scandinavian mediterranean atlantic pacific arctic antarctic alps andes himalaya sahara amazon thames danube rhine nile
bavaria bavarian catalonia catalan andalusia andalucia tuscany lombardia sicily sicilian sardinia corsica normandy brittany provence flanders basque galicia castilla navarra aragon extremadura murcia asturias cantabria baleares canarias
`
  .trim()
  .split(/\s+/)

/** Large cities of the world: below a state, but too often not a patient's to be masked alone. */
export const CITIES: readonly string[] = `
london paris berlin madrid rome roma vienna wien brussels amsterdam lisbon lisboa dublin edinburgh glasgow manchester birmingham liverpool leeds bristol sheffield cambridge oxford oslo stockholm copenhagen helsinki reykjavik warsaw warszawa krakow prague praha
budapest bucharest sofia athens istanbul ankara moscow kiev kyiv minsk riga vilnius tallinn belgrade beograd zagreb ljubljana sarajevo skopje tirana munich munchen hamburg frankfurt cologne koln stuttgart dresden leipzig hannover bremen dusseldorf zurich geneva geneve basel bern
milan milano naples napoli turin torino florence firenze venice venezia bologna genoa genova palermo barcelona valencia seville sevilla zaragoza bilbao malaga lyon marseille toulouse bordeaux nice nantes strasbourg lille rotterdam utrecht eindhoven antwerp ghent porto
tokyo kyoto osaka nagoya yokohama sapporo beijing shanghai guangzhou shenzhen chengdu wuhan hong kong macau taipei seoul busan hanoi saigon bangkok jakarta manila kuala lumpur delhi mumbai bombay bangalore bengaluru chennai kolkata calcutta hyderabad pune ahmedabad
karachi lahore islamabad dhaka colombo kathmandu kabul tehran baghdad damascus beirut amman jerusalem haifa riyadh jeddah dubai abu dhabi doha kuwait muscat sanaa cairo alexandria tripoli tunis algiers casablanca rabat dakar accra lagos abuja ibadan kano nairobi mombasa
kampala kigali dodoma lusaka harare johannesburg pretoria durban cape town luanda kinshasa sydney melbourne brisbane perth adelaide canberra auckland wellington christchurch toronto montreal vancouver calgary ottawa edmonton winnipeg halifax
chicago houston phoenix philadelphia dallas detroit boston seattle denver atlanta miami baltimore memphis nashville milwaukee portland tucson fresno sacramento omaha cleveland tampa orlando cincinnati pittsburgh buffalo brooklyn manhattan queens bronx harlem hollywood
angeles francisco diego antonio vegas orleans bogota medellin lima quito caracas santiago buenos aires montevideo rio janeiro brasilia salvador recife fortaleza habana havana guadalajara monterrey tijuana puebla cancun
`
  .trim()
  .split(/\s+/)

/** Diseases, signs and instruments that carry a name: by themselves they are no person. */
export const EPONYMS: readonly string[] = `
addison alzheimer apgar asperger babinski barrett bartholin bartter basedow becker behcet bell bence bence-jones berger bernard billroth binet bishop boerhaave bowen braden bright brodmann brown brudzinski buerger burkitt carpenter charcot chvostek cooley coombs cori
creutzfeldt crohn cushing dandy down duchenne dupuytren ebstein ehlers eisenmenger epstein ewing fabry fallot fanconi felty foley fowler friedreich gaucher gilbert gleason glasgow goodpasture graves grave guillain hansen hartmann hashimoto heimlich henoch hirschsprung hodgkin
homan horner hunter huntington hurler jacksonian kaposi kawasaki kernig klinefelter korsakoff korotkoff krebs kussmaul lachman langerhans legionnaires lewy lhermitte lou gehrig lyme mallory mantoux marfan mcburney meckel meniere moro munchausen murphy osgood osler paget pap
papanicolaou parkinson parkinsons peyronie pott prader purkinje raynaud reiter reye rinne romberg rorschach rovsing schilling sjogren snellen stevens still swan ganz sydenham tay sachs tinel tourette trendelenburg turner valsalva virchow wada weber wernicke whipple wilms
wilson wolff zollinger ziehl neelsen doppler hickman broviac jackson kelly kocher kirschner steinmann pratt abbott baxter lilly merck jenkins travis stryker penrose jones bankart broca charnley ranson breslow karnofsky likert bosniak mallampati killip lansky dubowitz aldrete
`
  .trim()
  .split(/\s+/)

/** What a person does: a capitalised word that no dictionary has is somebody before one of these. */
export const PERSON_VERBS: readonly string[] = `
said says asked asks told tells called calls reports reported denies denied states stated complains complained lives lived works worked presented presents arrived wants wanted thinks thought wrote writes replied explained
visited married died listed chose believes believed admitted agreed agrees promised phoned emailed laughed smiled cried joined resigned retired graduated suffers suffered underwent endorses claims claimed insisted mentioned
moved returned attended attends speaks spoke enjoys loves likes prefers drinks smokes
`
  .trim()
  .split(/\s+/)
