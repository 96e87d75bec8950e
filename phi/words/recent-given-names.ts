/**
 * Given names of at least 1 500 births in the United States since 1920 (Social Security Administration, public domain) that the
 * lists beside lack, in lower case. Those that are everyday words or anything else in the dictionaries are left out.
 */
export const RECENT_GIVEN_NAMES: readonly string[] = `
aaden aadhya aadya aaliya aamir aanya aarna aarush aarya aaryan aaryn aayan aayden abagail abbi abbigail abbigale abbygail abdiel abiel abigael abigale abigayle abilene abner abran abriana
abrianna abriella abrielle abygail acacia achilles acie adair adalee adaleigh adalia adalie adalina adalyn adalynn adamari adamaris adara addalyn addalynn addelyn addilyn addilynn addison
addisyn addyson adelbert adelita adelyn adelynn aden adia adiel adil adilene adilyn adilynn adin adira adison adler adley adolphus adonis adora adrain adreanna adriel adrina adryan adyn
adyson aedan aeris aharon ahmari ahmir ahuva aidyn aila ailani ailany ailyn aine ainhoa ainslee ainsley aislinn aislyn aislynn aiyana aiyanna aiza aizen ajani akari akeelah akeem akia akil
akiva akshara alaia alaiya alaiyah alanah alani alanis alannah alara alaric alasia alaura alaya alayah alayla alaysha alaysia albin alea aleah aleesha aleia aleigha alek alen alessa
alexandrea alexandro alexavier alexcia alexi alexie alexius alexsandra alexus alexys alexzander alexzandria aleya aleyah aleyda aleyna alfonza alford aliah aliana alianna alijah alisson
alistair alister alivia aliyah aliyana alizabeth alize allana allissa allisson alliyah allysa allyssa alondra alonna alonza alora aloysius alphonzo alston alvie alyana alyanna alyna alyssia
alysson alyvia alyza amadeus amador amaia amairani amaiya aman amarah amare amaree amari amaria amariah amarie amarion amaris amaryllis amauri amayah ambar amberlee amberlyn ambria ambrosia
ameen ameena ameer ameera ameerah amerie ames amia amiah amias amilia amin aminah amiracle amirah amiri amity amiya amiyah ammon amoni amor amora amoura amya amyah amyra anabella anabelle
anahi anai anaiah anaiya anaiyah anakin analeah analee analeigh anali analia analicia analiese analise analy ananda anastacio anay anaya anayah anayeli ander andie andrae andreana andriana
aneesa anel anela anessa angelene angeli angelie angelle angely angus ania aniah aniston aniya aniyah anjel annabella annabeth annah annaleigh annaliese annalise annalynn annastasia anniston
ansel ansh ansleigh ansley anson anthoney antwon antwone anyah anyla anylah anyssa aoife apollo arabella arabelle aramis aranza araya archibald areli arely aren arham ariadne ariah arian
arianny aric ariela ariella aries arik arika arin arion arionna arisbeth arissa ariya ariyah ariyana ariyanna arlan arland arlet arleth arley arlin arlis arlo arlyn armaan armani armen armon
armond armoni arnav arnell arriana artemio artemis arther artis arvel arvil arvin arwen arya aryah aryan aryana aryanna aryn asael asaiah ashante ashby asher ashia ashlei ashlin ashlynn
ashlynne ashten ashtin ashtyn asiah asiya asiyah aslan aspyn aston asya athan atharv atlee atreus atreyu atticus aubree aubreigh aubri aubriana aubrianna aubrie aubriella aubrielle aubry
auden audree audriana audrianna audrina austen auston austyn auther authur autum avah avalee avalon avalyn avalynn avarie avary avaya avayah aven averi averie avi avia avian aviana avianna
avion aviva avni avon avrohom avyaan axl axton ayah ayan ayat aydan ayden aydin aylah aylani ayleen ayra aysha aysia ayub ayva ayvah azael azaiah azalia azari azaria azariah aziah aziel
aziyah azrael azriel azul babyboy babygirl baila bailee baileigh bailie baily bakari baldemar baleigh baltazar barrett barron bartley batsheva baxter baylee bayleigh baylen bayley baylie
baylor bayron beatrix beaux becca beck beckett beckham bellamy benaiah benicio benjaman benjamen benji benjiman bennet benson bentlee bentley bently berkeley berkley bernardino bernell berton
bexley beyonce bianka blain blaire blaise blaize blakely blane blayke blayne blima boaz boden bodhi bodie boone bowen bowie bracha bradlee bradon bradyn braeden braedon braedyn braelyn
braelynn braiden brandan brandin brando brandt brandyn brannon branson brantlee brantley braxten braxton braxtyn brayan braydon braylee brayleigh braylen braylin braylon braylynn brayson
brayton brea breck brecken breeana breeanna brenden brennen brennon brentley breon breona breonna bria brianda briann briar bridger brie brieanna briella brien brienna brienne briggs brigham
brighton briley brinlee brinley brion briona brionna brisa briseida briseyda brissa britnee britny brittnay brittnee brittnie britton brixton broc broden brodie brodrick brody brogan bronson
brookelyn brookelynn brooklin brooklynn brooklynne bryana bryar brycen bryden bryer brylee bryleigh brylie bryn brynlee brynleigh brynley brynna brynne brynnlee brysen bryson bryton burke
burley burnell burnice butch caden cady caeden caelan caelyn caesar cai caiden cailee cailey cailin cailyn cain caine caitlynn caius cal calder cale caleigh calen caley cali calie caliyah
calla callahan callan calleigh callen calli calliope callista cally calum calvert camari cambree cambria cambrie camden camdyn cameran cameren cameryn campbell camren camron camry canaan
candelario candido capri cardell carleigh carleton carlin carlisle carlyle carmello carnell carrington carsen carsyn cartier carver carys casen cashton casimir cason caspian cass cassia
cassian cassius castiel cataleya catarino cate catelyn catlin cattleya cavan cayce cayde caydence caylee cayleigh caylie caylin caysen cayson ceara ceasar celene chace chadd chadrick chancey
chaney channing charlee charleigh charleston charli charlize charlton charly chasen chassity chayce chayse chayton chaz chelsee chelsi chelsy chenoa cherokee chesley chesney chevelle chevy
cheyann cheyanne chloee chole christ christain christan christianna christofer chyanne chyna chynna cian ciana cianna ciaran ciarra cielo cienna cillian cinthya cipriano citlali citlalli
citlaly claira clancy clarance clarke clem cleon cleophus cletis cleve cliffton cloe cloey cloyd coby coco codey codie coen cohen colbie coleson coleton coley collier collins colson colten
colter coltin coltyn conan conley connell conner conor conrado constantine conway coraline corban corben corbett corbin corby corbyn cordero cori corin corissa cormac cornelio cornelious
corry cort cortland corwin cosmo coty courtland courtnee courtnie crawford cree creighton crispin cristofer crosby crue cullen curley curtiss cydney cyle daelyn dafne dagoberto daija daijah
dailyn dain daisha daja dajah dajon dajuan dakari dakoda dakotah dalary dalen daleyza dalilah dallin dallis dalvin damani damarcus damari damarion damarius damen dameon damita damond damoni
damonte dandre danell dangelo danisha daniya daniyah danni danniel danthony dany danya daphney daquan darek darel darian dariana dariel darien darion darious daris darl darlyn darold darrian
darrien darrion darris darrius darry darryn darvin daryle daryll daryn dasani dasha dashaun dashiell dashon dasia dathan daulton daunte daven daveon davey davian davie davin davion davon
davontae davonte davy dawayne dawson dawsyn dax daxton dayana dayanara dayanna dayla daylan daylen daylin daylon daymon dayne daysha dayton dayvon dea deante deanthony deasia decker declan
dedric dedrick deisy dejah dejon dejuan deklan delainey delane delaney delani delanie delano delfino delina delmas delonte delton delvin delwin delylah demarco demari demario demarion
demarius demetri demetric demetrios demetrious demetris demi demian demitri demitrius demond demonte dempsey denali dennie denton denzel denzil deondra deondre deonta deontae deonte dequan
derald dereck dereon derian deric derik deron derrek derrell derrik derrion derron derry derwin deryl desarae desean deshaun deshon desiray desirea destanie destany desteny destin destinee
destiney destini destinie destry detrick devan devante devaughn deven devine devion devlin devonna devonne devonta devontae devonte devyn deyanira deysi dezirae dezmond diandra dickie dijon
dilan dillan dillard dillion dimitri diona dionicio dionte dior dixon diya djuan dolan domenick domonic donal donavan donavin donavon dondre donell donielle donta dontae dontavious dontay
dontrell doran dorman dovid draven drayden drayton dru drue duran durell durrell durward durwood dustan dustyn duwayne dwaine dwan dwane dyana dyanna dyllan dylon dymond dyson eamon ean eason
eastyn eben ebonee edan edd eder edric edrick edsel efraim efrem eian eiden eisley eithan elam elan elani elara elayna eldred eleana eleazar elexis elgin eliah eliam elian elianna eliazar
eliel eliot eliott elisheva elisia eliud eliyah ellery ellia elliana ellianna elliette ellington ellison elmore elon elora elowen elowyn elwin elwyn ely elyana elyas elyjah elysa elysia
elyssa elzie emalee emalyn emani emari emberlee emberly emberlyn emberlynn emelyn emeri emerie emersyn emiley emili emiliana emilyn emmalee emmaleigh emmalyn emmalynn emmarie emme emmeline
emmerson emmet emmit emrie emry ennis enos ensley eoin eowyn eriberto erie eris ermias eron eros erskine erykah erynn esai esau esdras esequiel esme estefani estefany estel estephanie estevan
eston ethen ethyn evalina evalynn evander evans everardo everest everlee everleigh everley everly evin evolet evyn ewan ezell ezrah faigy fallyn falon fantasia faron farrell farris favian
fayth felicity fenton ferrell ferris fidencio finis finnegan finnian finnley fischer fitzgerald flynn foy francheska franky fransisco franz frazier fredy freya freyja fulton furman fynn gabe
gabino gabrial gabriell gadiel gaige galilea gamaliel gannon gardner gareth garett garner garold garren garrick garvin gatlin gaven gavriel gavyn gaylen gaylon gearld geary geena genelle geno
geoff geoffery geovanni geovany gerold geronimo gerson gian giana giavanna gibson giles gionni giovani giovanny giovany girard gisel gisell gissel gisselle gitty gizelle glendon glenwood
glynn godfrey goldy gorden gracelyn gracelynn gracen gracey graci gracyn granger grayden graydon graysen grayson grecia greer greggory greysen greyson griffen gwenyth hadassa haddie haden
hadlee hadleigh hagan haiden haidyn hailee haileigh hailie haily haisley hakeem halee haleigh halen hali halie halle hamilton hampton hanah hanson harlee harleigh harlen harlie harlin harlon
harlow harlyn harmon harmoni harmonie harrell hartley hashim haskell hawa haydn hayes hayle haylee hayleigh hayli haylie hayven hayward hazen hazle heber henderson hendrick hendrix henley
hennessy hensley hermione hermon hershell heston heyward hezekiah hillard hinda hindy hobart holden hollyn holt homero hosanna howell hudson huntley hurley huston huxley hyrum ibraheem ieshia
ignatius ilan illiana ilyas imari immanuel inaaya inaya indie indy indya iqra irelyn irelynn irie isaak isac isacc isadore isael isai isamar ishan isidore isra issabella italia itzayana itzel
ivanna iverson ivie ivon iyana iyanna iyla iyonna izaac izaak izabelle izaiah izak izan izayah izel izzabella jabril jacari jace jacee jacen jacey jaci jacie jacklynn jacky jaclynn jacobi
jacoby jacolby jacorey jacquez jacy jad jadah jadan jadelyn jadiel jadin jadon jadyn jaeda jaeden jaedon jaedyn jael jaela jaelen jaelin jaelyn jaelynn jagger jahaira jahari jahaziel jaheim
jahiem jahir jahlil jahmir jahzara jai jaida jaidan jaide jaidyn jaila jailen jailene jailyn jailynn jaina jairo jairus jaison jajuan jakai jakari jakayla jakobe jakobi jakoby jala jalani
jalaya jalayah jaleah jaleel jalia jalil jalin jalissa jaliyah jalon jalyn jalynn jalyssa jamall jamarcus jamari jamarion jamarius jamaya jameel jameer jameka jamell jamere jamesha jameson
jamia jamiah jamieson jamilah jamin jamir jamiya jamiyah jamon jamya janai janaya janea janelly janely jania janiah janiya janiyah jannah jansen janya janyla jaquan jaquelin jaquez jarad
jarek jarell jaren jaret jareth jarett jariah jariel jarius jaron jarrad jarrell jarren jarret jarron jase jasen jashawn jashua jasiah jasiel jasir jasleen jaslene jaslyn jaslynn jasmyn javan
javaris javen javeon javian javien javin javion javon javontae javonte jax jaxen jaxon jaxsen jaxson jaxton jaxtyn jaxx jaxxon jaxyn jayce jaycee jayceon jayci jaycie jaycob jaydan jayde
jaydin jaydon jaydyn jaylah jaylan jaylani jayleen jayleigh jaylene jaylin jaylon jaylyn jaylynn jaymee jaymes jayquan jayse jaysen jayshawn jayven jayvion jayvon jazelle jaziah jaziel jazlyn
jazlynn jazmyn jazmyne jazzlyn jazzlynn jazzmin jazzmine jeanpaul jeb jedediah jelani jemima jenesis jenessa jenevieve jenica jennah jennica jennings jennyfer jenson jerad jeramiah jeramie
jered jerel jerell jereme jeremey jeremi jeremias jeremie jeriah jericho jerimiah jermain jermey jermiah jerod jeron jerrad jerred jerrel jerrick jerron jeryl jeshua jesiah jeslyn jessa
jessalyn jessee jessiah jesslyn jessy jett jevon jhene jhett jhon jhonny jianna jimi jiovanni jiraiya jireh jiselle jiya jocelin joceline jocelynn joell joely joeseph johannah johathan
johnell johnmichael johnpaul johny jolee jomar jonatan jonathen jones jonny jonpaul jordana jorden jordin jordy jordyn jordynn jori jorja jory josalyn joscelyn joselin joseline joseluis josey
joshuah josias joslynn josselyn josslyn jourdan journee journei journi journie jovani jovanna jovanni jovanny jovany jovi jovie jovon joziah jream jrue juancarlos juanpablo juelz julieanna
julieanne julisa jullian junius juno jupiter jurnee justen justis juston justyce justyn juventino juwan kace kacee kade kadeem kaden kadie kadin kady kadyn kaeden kaedyn kael kaelan kaeli
kaelin kaelyn kaelynn kage kahlan kahlani kahlil kaia kaiden kaidence kaidyn kailah kailani kailee kaileigh kailen kaili kaily kailyn kailynn kain kaine kaira kairi kairo kaisen kaiser
kaisley kaison kaitlynn kaius kaiya kaizen kalan kale kalea kaleah kalee kaleena kalei kalel kalen kalena kaleo kalia kaliah kalib kalie kalin kalina kalista kaliyah kallen kalli kalob kalvin
kalynn kamani kamar kamara kamari kamaria kamarion kamaya kambree kambria kamden kamdyn kameryn kamia kamiah kamilla kamille kamiya kamiyah kamora kamren kamrin kamron kamryn kamya kanan kane
kaniya kaniyah kannon kanon kapri karah karalyn karam karely karime karis karisma karlee karley karli karlie karlos karlton karmyn karrington karsen karson karsyn karter kartier karyme kase
kasen kash kashmir kashton kason kassi kassidy kasyn kataleya katalina katana kateri katey katheryne katilyn katlin katlynn katya kavin kavon kaya kaycen kayci kaycie kaydance kaydee kaydence
kaydin kaylah kaylan kaylani kayle kaylea kayleb kaylei kaylen kayley kayli kaylie kaylin kaylon kaylyn kaylynn kayne kaysen kayson kaytlin kaytlyn keagan keaira keana keandre keanna keara
keasia kedrick keelan keelie kegan kehlani keiara keilah keilani keily keion keiry kejuan kelan kelani kelby kelcey kelci kelcie kelis kellan kellen keller kellyann kellyn kelsea kelsee kelsy
kemari kemper kenadee kenadi kenadie kenai kendel kendell kendric kendyl kendyll kenith kenlee kenleigh kenley kennadi kennady kennard kennedi kenney kennie kennon kennth kensington kensley
kentrell kenyon kenzi kenzie kenzlee kenzley kenzo keon keona keondre keoni keonna keonte keosha kerin kerrigan kerwin keshaun kevan kevon kevyn keya keyana keyanna keyara keyla keylee keyon
keyona keyonna keysha kezia keziah khalani khaleesi khali khalia khalif khaliyah khamari khari khaza khloe khloee khristian khristopher khyree kiaan kiah kian kianna kiarra kiefer kiel
kiernan kierra kierstin kierstyn kilee killian kimball kimberlyn kimora kingsley kingston kinlee kinleigh kinley kinsey kinslee kinsleigh kinsley kinzie kinzley kiona kipp kirkland kirstyn
kirt kitana kiya kiyah kiyan kiyana kiyomi klaire klarissa klay klayton kloe kloey knox koa kobi kobie koby koda kodi kodie kody kohen kohl kolbe kolbie kole kolin kollin kolson kolt kolten
kolton konner konnor kooper kora korben korbin korbyn kordell koren korie korina korra krew krish krisha kristiana kruz kya kyah kyaire kyan kyana kyanna kyara kyden kye kylah kylan kylar
kylea kylen kylene kyler kyley kyli kylian kylin kylo kymani kyndal kyndall kyndra kyng kynlee kynleigh kynslee kyrah kyran kyree kyren kyrie kyrin kyro kyron kyrsten kysen kyson kyzer lacee
ladarius ladon laela lafayette laiken laikyn lailah lailani laina lainey lainie laird laisha laith lajuan lakelyn lakelynn laken lakin lakota lakyn lamarcus lamarr lamonte lanae landan landen
landin landis landry landyn laney langston laniya laniyah lanna laquan laquisha laramie larkin laron larson lary lashae latavia lathan latrell laurance laurin lavar lavaughn lavell lawrance
lawton laya layan laylah laylani layna laynee laynie layton lazarus leamon leander leandre lebron leeland leen leeroy leighton leilah leilany lemar leni lenin lennis lennon lennox lenox
lenwood leobardo leron lesly leslye levar levern levin lew lex lexa lexington lexis lexus lexy leya leylani leyna leyton liah lian lianna liesl lilianna lilibeth lilith lillianna lillith
lillyan lillyann lillyanna lilyan lilyana lilyann lilyanna lilyanne lindell linden lindley linkin linley linton linus lionell lisamarie litzy liya liyah lizet lluvia lochlan loki londyn lonzo
loralei loran loreal lorelai loretha lorianne lorin lorne loryn lovell lovina loy lucca lucero lucianna lucious lucus lux lyam lyanna lydell lylah lyndell lynden lyndi lynlee lynnea lyra
lyrik macayla maceo macey maci mackenna mackenzi macklin macon madalynn maddex maddix maddox maddux madelin madelyne madelynn madelynne madilyn madilynn madisen madisson madisyn madysen
madyson maelee maelyn maelynn maeve mahala mahlon maison maisy maisyn maiya maizie makaela makai makaila makala makari makaylah makenzi makenzie makhi makiah makinley makiya makiyah makyla
malaika malakai malakhi malaki malani malaya malayah malea maleah maleek malek maliah malikai malina malique maliya maliyah malky mallori mallorie malvin manley manny marah marbella
marcoantonio marely mariaelena mariajose maricella marijane marino mariyah marjean markanthony markayla markeith markel markell markia markie marlee marleigh marley marlie marlow marlowe
marly marquan marquel marquell marques marquette marquez marquise marshawn martel martell martez maryah maryelizabeth marygrace marykate maryn marysol maryssa masen masyn matheo mattea
mattison maury mavrick maximillian maximus maxton maxx mayah maycee mayer mayla maylee maylin mayson mayte mcarthur mccoy mckay mckayla mckenzi mckinlee mckinzie mea meah medina mehki
meilani meira mekayla mekhi melannie meleah melton melvyn melyssa mena meranda merl merrick merton messiah meyer miabella miah micaiah micayla michaella michala mick mickayla mickel micky
migel miguelangel mikah mikaila mikal mikala mikaylah mikeal mikell mikey miko milah milani milania milburn mileena miley mirabelle miriah misael mischa miya miyah molli monae montel montez
montgomery montie montrell mordecai morrison murl murphy murry myah myasia mycah mychael mychal myia myisha myka mykah mykayla mykel myla mylah mylan mylee mylie mylo myranda myriah nadiya
nadya naftali nahomi nahum naia nailah naim naimah naisha naiya najah najee nakayla nakiya nala nallely naomie naomy nariah nariyah naseem natali nataly natanael nate nathaly nathen nautica
navaeh naveah navi navya naya nayeli nayely nayla nazareth nazir neel neena neftali nehemiah nehemias neill nels neriah nevaeh neve neveah newell neymar niah niall niam nicholaus nickey
nicklas nicklaus nickolaus nicolai nicolina nikko niklas niklaus niko niles nirvana nisa nissa nixon niya niyah noemy noland nolen norton norval norwood novah novalee nya nyah nyasia nyesha
nylah nyle nyomi nyra nyree nyssa oaklee oakleigh oakley oaklyn obadiah obed obie octavious octavius odalis odalys odie odin olyvia omari omarion oneal oneil onyx oona oran ori oriana orin
orion orland orrin orson osbaldo osiel osiris otho ottis ozias oziel ozzie ozzy paden paislee paisleigh paityn parris parrish patric patton paxton payden payson payten pearson peighton peri
pernell perri perrin persephone phaedra pharaoh phineas pierson pippa prentice prentiss prescott preslee presleigh preslie princeton prisha pyper quadir quanisha quenton quin quincey quinlan
quinten quran radley raeanna raeanne raechel raekwon raelee raeleigh raelyn raena rafe ragan raheem rahsaan raiden rainey raizel raizy rakeem ramel ramone ramses ramsey rance randel randie
randle randon rani raniya raniyah rapheal rashaad rashard rashaun rashawn rashon ravyn raya rayan rayann rayanna rayburn raychel rayden rayfield raylan raylee rayleigh raylen raylin raylynn
raynaldo raynard rayne rayshawn rayven rayvon rayyan raziel rebeccah rebeka rebekka rebekkah reegan reginal remington renard renesmee rennie reno rexford reya reyansh reymundo reynold
reynolds rheanna rhianna rhodes rhyan rhylee riaan rian riana rianna ricci richardo richmond ridley riggs rigo rihanna riki rilee rileigh rilynn rion ripley ritchie rivky riya riyan roan robb
robie robinson roby rockwell roddy roderic rodriquez rogan rogers rojelio rollie rollin romel romell romello romero romi romie ronal rondal rondell ronell ronin ronnell ronney rony rori
rosalio rosalynn roselynn rosevelt rowen rowland rowyn royale rudolfo rudra ruel ruger rustin rya ryanne ryatt ryden ryen ryker ryland ryleigh rylen ryley rylie rylin rylynn ryne ryon saanvi
sabastian sabino sable sabrena safia sahana sahasra sai saif salomon sama samaira samanta samar samarah samari samaria samaya samiah samirah samiya samiyah sammantha sammi sammuel samone
sampson samson samya sanai sanaya sanders sania saniah saniya saniyah santino sanya saphira sarahi saray saraya sarena sariah sariya sariyah savana savanah savion savon saxon saydee saylor
scarlette seamus seana seanna sebastien sedona sedrick selah semaj seneca sera seraphina serge servando sevyn shaan shaelyn shaelynn shaila shaindy shakayla shakur shalyn shamar shamara
shamari shamir shamira shamus shamya shanaya shanee shanequa shania shaniah shaniece shanique shaniya shaniyah shantal shanya shaquan shaquille shaurya shaya shaye shaylee shaylin shaylyn
shaylynn shedrick shekinah shelbie shemar shepard sherree sherrod sherwin sheyla shia shiann shianne shifra shilo shriya shulem shyann shyanna shyanne shylah sia sianna siara siena siera
simcha simran sinai sinclair siya skyla skylah skylee skylynn skyy slade slater sloan sloane solana soleil spenser stafford steele steffany stefon stephon stetson stevenson stevi stoney
stormi stormie stratton stryker sumer sumner sunnie suri suzannah sydni sydnie syed syeda sylas sylvan symone syncere syrus taelor taelyn taelynn tahj tahlia taj taja takia takiyah takoda
tala talan talaya taleah talen taliah talisa tallulah talmadge talmage talya talyn tamia tamir tamira tamiya tamya tamyra tanaya taneisha tanis taniya taniyah taraji taran taron tashawn
tasneem tatianna tatiyana tatyanna taurean taurus tavaris taven tavia tavian tavion tavis tavon taya tayden tayla taylar taylee taylen tayler taylin taytum tayvon teagan teagen teague teal
teanna teddi teddie teegan tehya teigan telly tenley tenzin terance terell terran terrel terrill terrion terron teryn tesla tevin tex thane theadore theodis theophilus therman thompson thorin
thornton thurston tiarra tiernan tierney tillman tilly timmie timmothy tinley tino tinsley tionna tirzah titan tobey tobin torey torian torin torrance torrence torry trae tramaine travion
trayvon tre tremaine tremayne trenten treshawn trever trevin trevion trevis trevon treyson treyton treyvon trinitee triniti tripp tristian tristin tristyn tru truett trystan trysten tyanna
tyasia tyce tye tyeisha tyjuan tyla tylan tylar tylee tylen tylor tymir tyquan tyran tyreek tyreese tyrek tyrel tyren tyrin tyriq tyrique tyrus tysen tyshaun tyshawn ulices uriah urijah uziel
valen valente vander vann vaughan vayda ved verenice verity verl verle verlin verlon verlyn vernal vernard verne vester viaan vianca vianey vianna vic vihaan vincente vinson virgle viridiana
vivaan vivianna vivianne walt wardell watson waverly wayde wayland waylen wayman waymon webster welton wendall wendel wesson westen westin westley westyn whittney willam windell winslow
winton woodie wrenlee wrenley wylder wylie wyman wynn wynter xavi xavian xavion xena xitlali xitlaly xyla xzavier yadiel yahir yamil yamilet yamileth yancy yandel yaneli yanely yanet yareli
yarely yaretzi yaretzy yariel yaritza yaseen yasmina yazmin yazmine yehoshua yehudis yeshua yesica yessica yisroel yitty yitzchok yoana yocheved yohan yoselin yoselyn yousuf yovani ysabel
ysabella yulisa yulissa yuridia yusef zac zacchaeus zach zacharia zackery zade zaden zadie zahara zahir zaiden zaidyn zain zaina zaine zaire zak zakai zakari zakary zakia zakiya zakiyah
zamari zamir zamira zaniah zaniya zaniyah zarah zaria zariah zarina zariya zariyah zavian zavier zavion zaya zayan zayda zayden zayla zaylee zaylen zayna zaynab zayne zayra zayvion zeb
zebulon zechariah zeke zen zendaya zephaniah zephyr zeppelin zeus zev zhane zhuri zia ziggy zinnia zipporah ziva zoee zoey zoie zuleyka zuri zuriel zyair zyaire zyan zyion zyla zymir zyon
`
  .trim()
  .split(/\s+/)

/** Of those, everyday words that many people are called: alone they say nothing (dictionaries.ts marks them). */
export const WORDLY_GIVEN_NAMES: readonly string[] = `
abbey aliya amon archer art aspen azalea belva buster cadence camellia candy carolynn chuck clay clive cole colt cooper cosette crissy deegan delaine
duke dusty emerald enedina eve fawn felisha foster gale garland garnet garret garrison genesis geovanny gunner hansel hardy harmony heaven heavenly
hilary ivy jarred jasmyne jaylee jefferey jonnie junior juniper karleigh kelsie kirra kitty kylee laurel legacy lenore levy lillyana lily londynn
magnolia melvina merry miracle noble olive omega oswaldo pat pierce poppy prudence ramond rich rolanda rosy sapphire scarlet schuyler scout serenity
shakira shelbi sondra sterling sunny tavin tawny temple teo tyana woody wren
`
  .trim()
  .split(/\s+/)
