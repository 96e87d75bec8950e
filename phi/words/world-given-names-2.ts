/** The same for the east and the south (see world-given-names.ts): transliterated as passports and clinics write them. */
export const WORLD_GIVEN_NAMES_2: readonly string[] = `
adam adrianna agata agnieszka aleksander aleksandra alicja alojzy amelia anastazja andrzej aneta aniela anita antoni apolonia arkadiusz artur barbara bartosz
bartlomiej beata blazej bogdan boguslaw boguslawa bolek boleslaw bozena bronislaw bronislawa brygida cecylia celina cezary czeslaw czeslawa dagmara damian
danuta dariusz dawid dominik dominika dorota edyta elzbieta emilia eryk eugeniusz ewa ewelina faustyna feliks filip franciszek franciszka gabriela genowefa
gerard grazyna grzegorz gustaw halina hanna helena henryk henryka hubert ignacy iga igor irena ireneusz iwona iza izabela jacek jadwiga jagoda jakub janina
janusz jaroslaw jerzy joanna jolanta jowita jozef jozefa julita justyna kacper kaja kajetan kamil kamila karol karolina kasia katarzyna kazimiera kazimierz
kinga klaudia klemens konrad kornelia krystian krystyna krzysztof ksawery leokadia leon leszek lidia liliana lucja lucjan lucyna ludwik ludwika lukasz maciej
magda magdalena maja malgorzata malwina marcel marcelina marcin marek mariola mariusz marianna maryla marzanna marzena mateusz matylda michal michalina mieczyslaw
mikolaj milena milosz miroslaw miroslawa monika nadia natalia natan nikodem nina norbert oliwia oliwier olgierd oskar otylia patrycja patryk pawel piotr przemyslaw
radoslaw rafal remigiusz renata robert roksana roman romuald rozalia ryszard sabina sandra sebastian seweryn slawomir sonia stanislaw stanislawa stefania
sylwester sylwia szymon tadeusz tamara teodor teresa tobiasz tomasz urszula wacław waclaw waldemar walenty walentyna wanda weronika wiesław wieslaw wieslawa
wiktor wiktoria wincenty witold wladyslaw wladyslawa wlodzimierz wojciech zbigniew zdzislaw zdzislawa zenon zofia zuzanna zygmunt
adela alena ales alois alzbeta andrej anezka antonin barbora bedrich blanka blazena bohumil bohumila bohuslav bohuslava borek borivoj bozena bretislav
cenek cestmir dagmar dalibor danuse david denisa dobromila dominika dusan edita eliska emil eva evzen filip frantisek frantiska gabriela gejza gita hana hanus havel
hedvika helena hynek ignac igor ilona imrich irena iva ivana iveta ivo izabela jachym jakub jan jana jarmila jaromir jaroslav jaroslava jindrich jindriska jirina jiri
jitka jolana jozef jozefina juraj kamil kamila karel karin karolina katarina katerina klara kornel kristof kristyna kvetoslav kvetoslava kveta ladislav ladislava
lenka leos libor libuse lubica lubomir lubomira lubos lucie ludek ludmila ludvik lukas lumir lydie magdalena marcela marek marian marketa marta martina matej matous
mikulas milada milan milena miloslav miloslava milos milus mirka miroslav miroslava monika nadezda natalie nikola oldrich oldriska olga ondrej otakar otmar
oto patrik pavel pavla pavlina peter petr petra premysl radek radim radka radmila radomir radoslav radovan renata robert roman rostislav ruzena sabina samo simona
slavomir sona stanislav stanislava stefan stepan stepanka svatopluk svatava svetlana sarka tadeas tatana tereza tibor tomas vaclav vavrinec vendula vera veronika
viera viktor viktorie vilem vincenc vit vitezslav vladan vladimir vladimira vladislav vlasta vlastimil vojtech vratislav xenie zbynek zdena zdenek zdenka zdislav
zita zlata zofie zora zuzana
adalbert adrienn agnes agoston akos aladar albert aliz almos andor andrea andras aniko antal aranka arpad attila balazs balint barna barnabas bea beata bela bence
benedek bernadett bertalan boglarka boldizsar borbala botond brigitta csaba csilla csongor daniel david denes dezso dominika domonkos dora dorottya edit edina elek
elemer emese emoke endre eniko erika ernő erno erzsebet eszter etelka eva ferenc flora frigyes fruzsina gabor gabriella gellert gergely gergo geza gizella gyorgy gyongyi
gyula hajnalka hanga henrietta henrik hunor ibolya ildiko ilka ilona imola imre iren istvan ivett izabella janka janos jazmin jeno jolan jozsef judit julianna juliska
kalman karoly katalin kinga klara klaudia kornelia kristof krisztian krisztina lajos laszlo laura lenke levente lilla lili lorand lorant lujza magdolna margit
maria marianna mariann marta marton mate matyas melinda mihaly miklos milan miklos mozes nandor natalia noemi nora norbert odon olga orsolya oszkar otto pal palma
panna peter petra piroska reka rezso richard rita robert roland rozalia rozsa rudolf sandor sara sarolta szabina szabolcs szandra szilard szilvia szabolcs szonja
tamas tekla terez terezia tibor timea timothy tivadar tunde valeria vanda vendel vera veronika vilmos vince viktor viktoria viola vivien zalan zoltan zoard zsanett zsigmond
zsofia zsolt zsombor zsuzsa zsuzsanna
adelina adina adriana alexandru alin alina ana anca andreea andrei aurel aurelia aurica bogdan bianca camelia carmen catalin catalina cezar ciprian codrin codruta
constantin constanta corina corneliu cornelia cosmin costel costin cristian cristiana cristina crina daciana dan dana daniela danut daria decebal delia denisa diana
dinu doina dorel dorin dorina doru dragos dumitra dumitru ecaterina eduard elena emil emilia eugen eugenia felicia filip flavius floarea florea florentina florica florin
florina gabriela georgeta george georgiana gheorghe gheorghita gratiela grigore horia horatiu iacob ileana ilie ilinca ioan ioana ion ionela ionel ionut irina iulia iulian iuliana
iustin ladislau lacramioara laura laurentiu lavinia leontina liana lidia liliana lilian livia liviu loredana luca lucian luciana lucica luminita madalina magda manuela
maria marian mariana marilena marin marinela marius marioara matei mihaela mihai mihail mihnea mihaita mircea mirela mirabela miruna mitica mirel monica narcis narcisa natalia
neculai nelu nicoleta nicolae nicusor nina nistor norica octavian octavia olga olimpia oana ovidiu paraschiva patricia paul paula pavel petre petrica petru petronela radu
raluca ramona remus roxana rodica romeo romulus ruxandra sabin sabina sanda sebastian sergiu serban silviu silvia simina simona sorin sorina stan stefania stelian steliana
stefan stela suzana tatiana teodor teodora teodorescu theodor tiberiu titus toma traian tudor valentin valentina valer valeria valeriu vasile vasilica veronica veta vicentiu victor victoria
viorel viorica virgil virgiliu vlad vladut voicu zamfir zenobia zoe
ana ante anto antonija bartol bozidar bosko branimir branislav branka branko bojan bojana biljana blago blaz boris borislav borislava bostjan cvetko cvita
dalibor damir damjan danica danijel danijela dario darija darko davor davorin davorka dejan dijana dino dobrila domagoj domen dora dragan dragana dragica drago dragoljub dragoslav
dubravka dubravko dunja dusan dusanka djordje djuro edin elvis emina ema enes fadil fahrudin filip franjo gordan gordana goran gojko grozdana hana haris hasan hrvoje igor ilija ines irena
irma iva ivan ivana ivanka ivica ivo ivona jadranka jadranko jakov janez janko jasminka jasna jelena jelka josip josipa jovan jovana jovanka jure jurica jurij kata katarina
kristijan kristina kresimir ksenija lana lara lazar leon lidija lovre lovro luka ljerka ljiljana ljubica ljubo ljubomir ljubisa majda maja maks marija marijan marijana marin marina marinko marjan marjana
marko marta martina mate matej mateja mato matija matjaz melita mia mihael mila milan milana milena mile milenko milica milivoj miljenko milka milorad milos miloš milovan mira miran mirela mirjana mirko miro
miroslav mirsad mislav mitja mladen momcilo nada nadja natasa nebojsa neda nedeljko nela nemanja nenad nera nevena nevenka nikola nikolina nina novak ognjen olivera ondina ozren pasko pavao pavle pero
petar petra predrag radmila radmilo radojka radomir radoslav radovan rajko ranka ranko ratko robert rok ruza sanja sasa savo sead senad senka silvija sinisa slavica slavko slaven slavoljub
slobodan slobodanka smiljana snezana snjezana sonja spomenka srdjan srecko stana stanislav stanko stefan stevan stipe stjepan suzana svetlana svetozar tanja tatjana tea tena tihana tihomir tin tina
tomislav tomo toni tvrtko uros urska valentina vanja vasilije vedran vedrana velimir velibor vera vesna veljko vid vida vinko viseslav vjeko vjekoslav vladimir vladislav vladana vlado vlasta vlatka vlatko
vojislav vuk zdenka zdenko zdravko zeljka zeljko zivko zlata zlatko zlatan zoran zorica zrinka zvonimir zvonko
agnieska aigars aija ainars aldis aleksandrs alvis andris anita antra armands arnis arturs arvids astra austra baiba beata biruta brigita dace daiga dainis dzintars edgars edite edvins egita
eduards egils eriks ernests evita gatis gints girts guna guntars guntis gunta gundega harijs igors ilga ilze ilmars imants inara inese ineta inga ingus ingrida inguna intars ivars ivanda ivita janis jekabs juris
kaspars karlis kristaps kristine krisjanis laila laima laimdota laimonis larisa lauris liene liga lienite lolita maira maija mareks margarita marika maris martins mihails modris normunds oksana olegs
oskars pauls peteris raimonds raitis raivis reinis renars rihards rita roberts rudolfs ruta sandra sandris sanita sarmite santa sergejs sigita silvija solvita spodra talivaldis toms uldis una uģis valdis
valts velta vents vija viesturs vilis vita vitalijs voldemars zaiga zane zigurds zinta algirdas aldona algimantas alvydas andrius antanas arvydas arunas asta audrius aurimas ausra birute
dainius dalia danute darius deividas donatas edvardas egidijus egle eimantas eugenijus evaldas gediminas giedrius gintaras grazina inga irmantas jolanta jonas juozas jurate jurgita justinas
karolis kestutis kazys kristina laima laimonas linas lina lukas mantas marius mindaugas modestas nerijus nijole ona paulius petras povilas raimundas ramunas ramune rasa regimantas rimantas rita rokas rolandas
ruta saulius sigita sigitas stasys tadas tomas valdas vaida vaidotas vida vidas vilma vilius virginijus virginija vitalijus vladas vygantas vytautas zigmas zita zydrunas
`
  .trim()
  .split(/\s+/)
