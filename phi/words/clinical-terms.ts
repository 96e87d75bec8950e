/**
 * Words that clinical text writes with a capital and that are nobody: drugs by brand and substance, genera and species, devices and
 * makers, scores and scales. What English or the endings of terms (TERM_ENDINGS) know is not repeated.
 */
export const CLINICAL_TERMS: readonly string[] = words(`
abilify accupril accutane aciphex actonel actos adalat adcirca adderall adriamycin advair afrin aggrenox albuterol aldactone aldara aleve alimta alkeran allegra alphagan altace amaryl ambien
amerge amicar amoxil amphotericin anaprox ancef androgel antabuse antivert anzemet apidra apresoline aquaphor aranesp arava aricept arimidex arixtra aromasin asacol astelin atacand atarax ativan
atripla atrovent augmentin augmentine avandia avapro avastin avelox avodart avonex azactam azulfidine bactrim bactroban baclofen bacitracin basaglar benadryl benicar bentyl betadine betapace biaxin bicillin boniva botox
brilinta brovana bumex buspar bydureon byetta bystolic caduet calan capoten carafate cardizem cardura casodex catapres ceclor celebrex celexa cellcept cerebyx cervidil chantix cialis cipro citrucel
claritin cleocin clomid clozaril colace combivent compazine comtan concerta copaxone cordarone coreg corgard cosopt coumadin cozaar crestor cubicin cymbalta cytomel cytotec cytoxan daptomycin
decadron demadex demerol depakote depo-provera desyrel detrol dexilant diabeta diamox diflucan digoxin dilantin dilaudid diovan diprivan ditropan doliprane dopamine dostinex doxil drixoral duoneb
duragesic dyazide ecotrin edarbi edecrin effexor effient elavil eliquis eloxatin emend enbrel ensure entocort entresto epinephrine epivir epogen erbitux estrace eucerin evista exelon
exforge famvir farxiga feldene femara fentora fioricet fiorinal flagyl flexeril flomax flonase florinef flovent floxin foradil fortaz fosamax fragmin gleevec glucotrol glucovance glucophage gleostine
halcion haldol herceptin hibiclens humalog humira humulin hytrin hyzaar imdur imitrex imodium imuran inderal integrilin intuniv invanz invega invokana iressa isordil januvia jardiance jevity
kadian kaletra kardegic kayexalate keflex kenalog keppra ketorolac keytruda klonopin klor-con lamictal lamisil lanoxin lantus lasilix lasix latuda lescol leukeran levaquin levemir levitra levophed levsin
lexapro lexiscan librium lidoderm lioresal lipitor lisinopril livalo lomotil lopid lopressor lortab lotensin lotrel lotrisone lotronex lovaza lovenox lucentis lunesta lupron luvox lyrica macrobid
marcaine marcumar marinol maxalt maxzide medrol megace mestinon metamucil methadone mevacor micardis micronase midrin minipress miralax mirapex mobic monopril motrin mucinex mucomyst multaq myrbetriq
mysoline namenda naprosyn narcan nardil nasacort nasonex nembutal neosporin nepro neulasta neupogen neurontin nexavar nexium niaspan nicoderm nimbex nitrostat nizoral nolotil nolvadex norco normodyne
norpace norvasc novalgin novolin novolog noxafil nucynta nuvigil omnicef oncovin opana orapred orencia ortho oxycontin ozempic pamelor pantozol parlodel paxil paxlovid pedialyte pentacel pentasa pepcid
percocet periactin peridex phenergan phoslo pitocin plaquenil plavix pletal plendil pravachol precedex prednisone premarin prevacid prevnar prilosec prinivil pristiq procardia procrit prograf prolia prolixin
promethazine prometrium propecia proscar protonix proventil provera provigil prozac pulmicort pyridium quantiferon questran ranexa rapamune razadyne reglan relafen relpax remeron remicade renagel renvela
requip restasis restoril retin-a revatio revia revlimid risperdal ritalin rituxan robaxin robitussin rocephin rotateq roxanol roxicet rozerem rythmol sabril sandimmune sandostatin savella seconal
senokot sensipar septra serax serevent seroquel serzone silvadene similac simponi sinemet sinequan singulair sintrom skelaxin soma sonata spiriva sporanox starlix stelara strattera suboxone subutex
sudafed symbicort synagis synthroid tachipirina tagamet tambocor tamiflu tarceva tapazole taxol taxotere tegretol temodar tenex tenormin terazol teslac thorazine thymoglobulin tiazac ticlid tigan tikosyn
timoptic tobradex tofranil topamax toprol toradol toujeo tradjenta trandate tranxene travatan trazodone trental tresiba tricor trileptal trilipix trintellix trulicity truvada tylenol tysabri uloric
ultracet ultram unasyn urecholine uroxatral valcyte valium valtrex vancocin vancomycin vaseline vasotec velcade venofer ventolin verapamil versed vesicare vfend viagra viagra vibramycin vicodin victoza
vicoprofen viibryd vimpat vioxx viread vistaril vivitrol voltaren vytorin vyvanse welchol wellbutrin xalatan xanax xarelto xeloda xeljanz xenical xolair xopenex xyzal yasmin zanaflex zantac zarontin
zaroxolyn zelnorm zemuron zestoretic zestril zetia ziac zithromax zocor zofran zoladex zoloft zometa zomig zonegran zosyn zovirax zyban zyloprim zyprexa zyrtec zytiga zyvox
acetaminophen adenosine alendronate allopurinol alteplase aminophylline amiodarone anastrozole apixaban aripiprazole atropine bupropion buspirone calcitriol capsaicin carbamazepine carvedilol cetirizine chlorhexidine cisplatin
citalopram clonidine clopidogrel codeine colchicine cyanocobalamin cyclobenzaprine dabigatran dexmedetomidine digitoxin diphenhydramine docusate donepezil dronabinol duloxetine enoxaparin ergocalciferol eszopiclone ezetimibe
famotidine finasteride fluticasone folate gabapentin glargine glipizide glyburide guaifenesin haloperidol hydralazine hydrocodone hydromorphone hydroxychloroquine ibuprofen ipratropium isosorbide ketamine lactulose lamotrigine
letrozole leucovorin levetiracetam levothyroxine lidocaine linagliptin lispro lithium loperamide loratadine magnesium meclizine melatonin memantine mesalamine methimazole methocarbamol methotrexate metoclopramide metolazone
midodrine milrinone minoxidil mirtazapine montelukast morphine mupirocin mycophenolate naloxone naltrexone naproxen neostigmine nitroglycerin norepinephrine nortriptyline nystatin octreotide olanzapine ondansetron oxybutynin
oxycodone oxytocin pancrelipase phenobarbital phentermine phenylephrine phenytoin polyethylene pregabalin propofol propylthiouracil pseudoephedrine quetiapine ramelteon rivaroxaban ropinirole ropivacaine rosuvastatin salmeterol
semaglutide senna sevelamer sildenafil sirolimus spironolactone sucralfate sumatriptan tacrolimus tadalafil tamsulosin ticagrelor tiotropium tizanidine topiramate tramadol tranexamic triamcinolone ursodiol valproate
valproic vasopressin vecuronium venlafaxine zolpidem ziprasidone
acinetobacter actinomyces aspergillus bacteroides bartonella bordetella borrelia brucella burkholderia campylobacter candida chlamydia citrobacter clostridioides clostridium corynebacterium coxiella cryptococcus cryptosporidium cytomegalovirus
echinococcus ehrlichia entamoeba enterobacter enterococcus escherichia fusobacterium gardnerella giardia haemophilus helicobacter histoplasma klebsiella lactobacillus legionella leishmania leptospira listeria malassezia moraxella morganella
mycobacterium mycoplasma neisseria nocardia pasteurella peptostreptococcus plasmodium pneumocystis prevotella proteus providencia pseudomonas rickettsia rotavirus salmonella schistosoma serratia shigella staphylococcus stenotrophomonas streptococcus strongyloides
toxoplasma treponema trichomonas trypanosoma ureaplasma varicella vibrio yersinia zoster
aureus pneumoniae coli pylori faecalis faecium aeruginosa epidermidis pyogenes agalactiae albicans glabrata krusei parapsilosis tropicalis influenzae meningitidis gonorrhoeae trachomatis difficile perfringens tetani monocytogenes marcescens
mirabilis vulgaris cloacae aerogenes oxytoca freundii baumannii maltophilia viridans mitis bovis hominis tuberculosis avium leprae jirovecii fumigatus neoformans gondii falciparum vivax burgdorferi pallidum quintana henselae
amplatz angio-seal angioseal accu-chek airfit bair hugger bovie braun cardinal covidien cyberknife depuy dermabond endo endoclip endocatch epic ethibond ethicon fitbit glidescope gore-tex hickman hoyer invacare jevity lap-band ligasure
linac lincare luer mammotome marlex medtronic monocryl nellcor omnicell omnipaque optiray orthovisc perclose philips pleurx polaroid port-a-cath prolene pyxis quinton resmed respironics rotablator seprafilm siemens steri-strips steri-strip surgicel
synvisc tegaderm telfa trocar varian vicryl xience zimmer apache glasgow karnofsky epworth braden norton fagerstrom framingham kaplan likert myriad labcorp walgreens humana aetna cigna anthem
mammogram doppler sonogram papanicolaou apgars hba1c troponin bilirubin albumin ferritin fibrinogen hematocrit hemoglobin lactate lipase amylase creatinine neutrophils lymphocytes eosinophils monocytes leukocytes platelets ketones
trendelenburg fowler lithotomy supine gait troponin bolus boluses taper drip titrate titrated wean weaned extubated intubated sedated afebrile anicteric acyanotic normocephalic atraumatic nontender nondistended
lumbar thoracic sacral femoral tibial fibular radial ulnar humeral carpal tarsal mitral tricuspid aortic pulmonic carotid jugular iliac popliteal saphenous circumflex ileum jejunum duodenum cecum rectum sigmoid pylorus
`)

/** Firms and products of everyday text that look like a family's name or a town. */
export const MARKS: readonly string[] = words(`
google microsoft amazon facebook instagram twitter youtube netflix spotify airbnb uber paypal linkedin whatsapp skype zoom slack github gitlab docker kubernetes terraform jenkins ansible javascript typescript python excel powerpoint outlook
siemens bosch daimler volkswagen porsche audi opel bmw mercedes toyota honda nissan mazda subaru hyundai renault peugeot citroen fiat volvo skoda ikea lidl aldi tesco carrefour auchan zalando adidas nike puma nestle danone unilever
vodafone telefonica lufthansa ryanair easyjet emirates samsung sony panasonic toshiba hitachi huawei xiaomi lenovo dell intel nvidia philips heineken barclays hsbc santander allianz axa novartis roche pfizer moderna astrazeneca glaxosmithkline sanofi
bayer novo nordisk petrobras gazprom telekom walmart costco starbucks mcdonalds tesla boeing airbus oracle cisco accenture deloitte mastercard
chelsea arsenal liverpool everton juventus wimbledon
`)

/** More diseases, signs and instruments that carry a name: by themselves they are no person. */
export const MORE_EPONYMS: readonly string[] = words(`
adson alagille albright aldrete allis alport amsler angelman apley auer auerbach babcock balint banff bassini beckwith bernoulli bielschowsky bigelow billroth bitot blalock blumberg bobath
boas boeck bosniak bouchard bourneville bowman brunner budd bullard bunyavirus calot canavan castleman charnley chediak chiari chilaiditi chopart churg clavien cloquet cobb codman colles
cope cotard courvoisier cowden crigler cronkhite cruveilhier cullen curling debakey dejerine denonvilliers desault descemet dieulafoy dindo dressler dubin dubowitz durie dyke edinger erb
escherichia esmarch fabricius fajersztajn finkelstein fitz flexner forrest fournier freiberg frey frohlich froment fuchs galeazzi galen gamna garre gartner gasser gerdy gerstmann ghon giemsa
gitelman glanzmann golgi goldmann golgi gorlin gottron gowers greenfield grover grynfeltt gubler gustilo guyon haglund hallpike halsted hasson heberden heineke heller henle hering hertel
hertwig hess hesselbach hilton hippel hirudin hoehn hoffa holter hounsfield howship hunner jaccoud jaeger janeway janz jobst judkins kallmann kanner kartagener kasai kayser kehr kerley
kienbock killip kimmelstiel kleihauer klippel klumpke koplik krukenberg kugelberg kupffer laennec lassa lasegue leiden leigh lennox leriche lesch levine lichtenstein lisfranc littre lockwood
lofgren looser ludwig macintosh maisonneuve mallampati mccune mcmurray meigs meissner menetrier menkes merkel metzenbaum millard milroy mirizzi modic mohs mondor morgagni morse neer nikolsky
nissen noonan norwood ober oddi ollier ortolani ortner osgood osler pancoast paneth papez patau pautrier pel pelger perthes peutz peyer pfannenstiel phalen philadelphia plummer pompe pringle
prinzmetal prussak pugh quincke ranke ranson rathke reinke rendu rett riedel ringer rinne roemheld rotor rouget roux rumack salter sanger santorini scarpa schamroth schatzki schirmer
schlatter schlemm schmorl schober schwann segond seldinger semmes sengstaken sertoli sezary sheehan sipple snellen sorbo spetzler spurling starling stensen sternberg stickler stoll sturge
sudeck syme takayasu takotsubo tamm tarlov taussig tenckhoff torsten toynbee traube treacher treitz trousseau turcot tzanck uhthoff vater veress verner vogt volkmann waardenburg waldenstrom
waldeyer wallenberg waller waterhouse weil weinstein weiss werdnig werlhof werner wharton wickham widal willebrand willis wiskott zellweger zenker zieve zimmermann
`)

function words(list: string): readonly string[] {
  return list.trim().split(/\s+/)
}
