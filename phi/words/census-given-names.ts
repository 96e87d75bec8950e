/**
 * Given names of the 1990 census of the United States (census.gov, public domain) that the lists beside lack, in lower case.
 * Those that are everyday words, places or anything else in the dictionaries are left out.
 */
export const CENSUS_GIVEN_NAMES: readonly string[] = `
abbie abe abram adah adaline addie adelaida adelia adeline adell adella adelle adena adolph adria adriane adrianne adriene afton agatha agnus agripina agueda aiko aileen ailene aja akilah alaina
alaine alana alane alanna alayna albertha albertine albina alden alease alec alecia aleen aleisha alejandrina alene alesha aleshia alesia aleta aletha alethea alethia alexa alexia alfonzo alfreda
alfredia alica alise alisha alishia alisia alissa alita aliza allena allene allie alline allyn allyson almeda almeta alona alonzo alphonso altagracia altha althea alton alvera alverta alvina alyce
alycia alysa alyse alysha alysia alyson amada amado amberly ambrose amee ami amie amiee ammie amos anabel analisa anamaria anastacia andera andra andria andy angele angelena angelia angelika
angeline angelique angelita angella angelyn angie angila angla anglea anibal anika anisha anissa anitra anjanette anjelica annabel annabell annabelle annalee annamae annamarie annelle annemarie
annett annetta annice annis annita annmarie antione antionette antoinette antone antonetta antonette antony antwan anya apryl ara aracelis aracely arcelia archie ardath ardelia ardell ardella
ardelle arden ardis ardith aretha argelia ariane arianne arica arielle arla arlean arleen arlen arlena arletha arletta arlie arlinda arline arlyne armanda armandina armida arminda arnetta arnette
arnita arnoldo arnulfo aron arron artie arvilla asa ashanti ashely ashlea ashleigh ashli ashlie ashly ashlyn ashton asley athena audie audra audrea audria audrie audry augustina aundrea aurea
avelina avis awilda ayana ayanna azalee azucena azzie babara babette bailey bambi barabara barbar barbera barbie barbra bari barney barrie barton basilia beatris beau beaulah bebe becki beckie
belia belkis belle benedict benita bennett bennie benton berna bernarda bernardina bernardine berneice bernetta bernie berniece bernita bertram beryl bess bessie bethanie bethann bethel betsey
bettie bettyann bettye beula beulah bev beverlee beverley bibi billi billie billye birdie blaine blondell bobbi bobbie bobbye bok bong bonita bonny booker boyce boyd bradly branda brande brandee
branden brandie brant breana breann breanna breanne bree brendon brenna brenton bret bridgett brigette brigida brinda britany britni brittaney brittani brittanie britteny brittni brittny brock
broderick bronwyn brunilda bryanna bryant bryon buffy buford bula bulah burl burt burton byron calandra calista callie cami camie cammie cammy candance candi candida candie candis candra candyce
caren carey cari carie carin carisa carita carlee carleen carlena carlene carletta carley carli carlie carline carlita carlton carlyn carma carman carmelia carmelina carmelita carmella carmon
carola carolann carolee carolin caroll carolyne caron caroyln carri carrol carroll carson cary carylon caryn casie casimira cassaundra cassey cassi cassondra cassy catharine catherin catherina
cathern catheryn cathey cathi cathie cathryn catina catrice catrina cayla cecelia cecila cecille cecily cedrick celena celesta celestina celestine celinda celsa ceola chadwick chae chan chanda
chanel chanell chanelle chang chantay chante chantel chantell chara charise charissa charisse charita charla charleen charlena charlesetta charlette charlott charlsie charlyn charmain charmaine
charolette chas chasidy chasity chassidy chauncey chaya chelsey chelsie cheree cherelle cheri cherilyn cherise cherly cherlyn cherri cherrie cherryl chery cheryle cheryll chet cheyenne chia ching
chiquita chong christal christeen christena christene christi christia christiana christie christin christinia christoper chrystal chu chung cicely ciera cierra cinda cinderella cindie cinthia cira
clair clare claretha claretta claribel clarinda clarine claris clarisa clarita clark classie claud claudie clemencia clementina clemmie cleopatra cleora cleotilde cleta cletus clifton clora
clorinda codi coleen coleman colene coletta collen collene collette collin colton columbus conrad consuela contessa cora coralee corazon cordell cordia cordie coreen corene coretta corie corine
corinna corliss cornell corrie corrin corrina corrine corrinne cortez cortney creola cris criselda crista cristal cristen cristi cristie cristin cristine cristopher cristy cruz crysta crystle cyndi
cyndy cyrstal cythia dacia dahlia daina daine daisey dalene dalton damaris damion danae danelle danette dani dania danial daniell daniella danika danille danita dann danna dannette dannie dannielle
dante danyel danyell danyelle daphine dara darby darcel darcey darci darcie darell daren darin darleen darlena darline daron darrel darrick darron darwin davida dawna dawne dayle dayna daysi deadra
deana deandra deandrea deane deann deanne deb debbi debbra debby debera debi debrah debroah dede dedra dee deeann deeanna deedee deedra deena deetta deidra deirdre delana delcie delena delicia
delila delinda delisa dell delma delmar delmer delmy delois deloise delora deloras deloris delorse delpha delphia delsie demetra demetria demetrice denae deneen denese denice denisse denita denna
dennise denyse deonna derick desirae dessie detra devona devora dewayne dewitt dexter diann dianna dianne diedra diedre dierdre digna dillon dinah dinorah dione dionna dionne divina dixie dodie
dollie doloris domenic dominga dominick dominque domitila domonique dona donella donetta donette donita donn donnell donnetta donnette donny donte donya dorathy dorcas doreatha dorene doretha
dorethea doretta dori doria dorie dorinda dorine dorla dorotha dorris dorsey dortha dorthea dorthey dorthy dottie dotty douglass dovie dreama drema drucilla drusilla dudley dulcie duncan dusti
dwain dwana dyan earle earlean earleen earlene earlie earline earnestine eartha easter eboni ebonie edda eden edgardo edie edison edra edris edwardo edwina edyth edythe effie efrain efren ehtel
eilene eladia elaina elana elane elanor elayne elbert elden eldora eldridge eleanora elease elene elenor elenora elenore eleonor elfreda elfrieda elia elicia elida elidia elinor elinore eliz
elizabet elizbeth elizebeth ellamae ellan ellena elli ellie ellsworth elly ellyn elma elmira elmo elnora elodia elois elouise eloy elroy elsy elva elvera elvia elvie elvina elwanda elwood elyse
emelda emelia emelina emely emerita emilee emmaline emmie emmitt emmy emogene emory ena enda eneida enola epifania ericka erinn erlene erlinda erline erma ermelinda erminia erna ernestina ernie
errol eryn estefana estell estella etha ethelene ethyl etta ettie eugena eula eulah eulalia euna eura eusebia eustolia evalyn evangelina evelia evelin evelina eveline evelynn everette evette evie
evon evonne exie ezekiel fae fallon farrah fatimah faustina faviola felecia felica felicidad felicita felipa felton fermina ferne fidela fidelia filiberto fleta flo florance florencia florencio
florene floretta floria florine florrie flossie floy fonda forrest francene franchesca francie francina frankie franklyn fransisca fredda freddy frederica fredericka fredia fredric fredrick
fredricka freeda freeman freida frieda galen garfield garnett garry gaye gayla gayle gaylene gaylord gaynell gaynelle gearldine gena genaro genevie genevive genia genna gennie genny georgann
georgeann georgeanna georgene georgetta georgiann georgianna georgianne georgie georgine geralyn geri gerri gerry gertha gertie gertude gidget gil gilma ginny gladis glady glayds glenda glendora
glenna glennie glennis glinda glynda glynis golda goldie gracia grady graig granville grayce gretchen gretta gricelda grisel grover guillermina gussie gwenda gwenn gwyn hae hal haley halley harland
harriette harris hassie haydee haywood hedy heidy helaine hellen herlinda herma hermelinda hermila hermina hermine herschel hershel herta hertha hester hettie hiedi hilaria hildegarde hildred
hillary hilton hobert holley holli hollie hortencia hosea hoyt hsiu huey hwa hyman hyon idalia idell idella iesha ike ila ilana ileen ilene illa iluminada ima imogene inell inez inocencia iola iona
ione iraida irwin isa isabell isela isiah isidra isis isobel isreal ivelisse ivette ivey ivonne izetta izola jacalyn jacelyn jackeline jackelyn jacki jackqueline jacqualine jacque jacquelin
jacquelyne jacquelynn jacquetta jacqui jacquie jacquiline jacquline jacqulyn jaimee jaimie jaleesa jalisa jama jamaal jamar jame jamee jamel jamey jami jamika jamison jammie janay janean janee
janeen janell janella janene janeth janett janetta janey jani janie janiece janine janise janita jann janna jannet jannette janyce jaquelyn jarod jasmin jaunita jaye jayme jayna jazmine jeana jeane
jeanelle jeanene jeanett jeanetta jeanice jeanie jeanine jeanmarie jeanna jeannetta jeannette jed jefferson jeffie jeffry jen jena jenae jene jenee jenell jenelle jenette jeneva jeni jenice
jeniffer jenine jenise jennefer jennell jennette jennie jenniffer jennine jeraldine jeramy jere jerica jerilyn jerlene jerold jeromy jerrell jerri jerrica jerrie jerrold jesenia jesica jessenia
jessi jessia jestine jesusita jetta jettie jewell jillian jimmie jina jinny joane joanie joannie jodee joeann joella joellen joesph joetta joette joey johana johanne johna johnetta johnette johnie
johnna johnsie johnson joi joie joleen jolie joline jolyn jolynn jone jonell jonelle jonie jordon josef josefine joselyn josephina joslyn jospeh josphine jovita joya joycelyn joye judie jule julee
julene juliane juliann julianne julieann julienne julietta julissa junie junita justa kacey kaci kacie kacy kaila kala kaleigh kaley kali kallie kalyn kam kami kamilah kandi kandice kandis kandra
kandy kanesha kanisha kareen karena karey karie karisa karleen karlene karly karlyn karmen karole karoline karolyn karon karren karri karrie karry kary karyl karyn kasandra kasha kasi kasie kassie
katelin katerine kathaleen katharyn kathe katheleen katherin katherina kathern katheryn kathey kathie kathlene kathline kathlyn kathrin kathrine kathryne kathyrn kati katia katina katrice kattie
kay kayce kaycee kaye kayleen kaylene kecia keeley keena keesha keila keisha keitha keli kelle kellee kelley kellye kemberly kena kenda kendal keneth kenia kenisha kennith kenton kenyatta kenyetta
kera kerri kerrie kesha keshia keturah keva keven khalilah kia kiara kiesha kieth kiley kimber kimberely kimberlee kimberley kimberli kimberlie kimbery kimbra kimi kina kindra kirby kirstin kisha
kittie kizzie kizzy korey kortney kourtney kraig krissy kristal kristan kristeen kristel kristian kristle kristofer kristyn krysta krysten krystin krystina krystle kum kurtis kym kymberly kyong
lachelle laci lacie lacresha ladawn ladonna lael lahoma lai laine lajuana lakeesha lakendra lakenya lakesha lakeshia lakia lakiesha lakisha lakita lala lamonica lanell lanelle lanette lang lani
lanie lanita lannie lanny lanora laquanda laquita larae laraine laree larhonda larita laronda larraine lasandra lashanda lashandra lashaun lashaunda lashawn lashawna lashawnda lashay lashell lashon
lashunda lasonya latanya latarsha latashia latesha latia laticia latonia latonya latoria latosha latoyia latricia latrina latrisha launa lauralee lauran laureen laurena laurene laurice laurinda
laurine lavada lavelle lavenia lavera lavern laverna laveta lavette lavina lavon lavona lavonda lavone lavonia lavonna lawana lawanda lawanna lawerence layne leana leanora leatha leatrice lecia
leda leeann leeanna leeanne leesa leia leida leigh leigha leighann leisa leisha lekisha lela lelah lelia len lenard lenita lenna leola leoma leona leonarda leonida leonila leonore leora leota lera
lesha lesia leslee lesli lessie letisha lettie letty lezlie liane lianne libbie libby librada lida ligia lila lilli lillia lilliam lilliana lillie lin lindsy lindy linette linn linnie linsey
linwood lisabeth lisandra lisha lissa lissette lita lizabeth lizbeth lizeth lizette lizzette lloyd loida loise loma lon lona londa loni lonna lonny lora loralee lorean loree loreen lorelei loren
loreta lorette loria loriann lorie lorilee lorina lorinda lorine lorita lorretta lorri lorriane lorrie lorrine lory louann louanne louetta louie louisa loura lourie louvenia lovella lovetta lovie
loyce loyd luanna luanne luba luci lucila lucilla lucina lucius lucretia ludie ludivina lue luetta lulu luna lupita lura lurlene lurline luvenia lyda lyn lyndia lyndsay lyndsey lynell lynelle
lynetta lynna lynnette lynsey lynwood mabelle mable mac machelle mack madalene madaline madalyn maddie madelaine madelene madge madie madlyn mae maegan mafalda magaly magan magaret magdalen
magdalene magen maggie mahalia maida maile maisha maisie majorie malcom malena malia malisa malissa mallie malorie malvina mamie mammie manda mandi mandie manie maragaret maragret maranda marcelene
marceline marcell marcellus marcene marchelle marcy mardell marg margarett margaretta margarette margarite margarito margart marge margene margeret margert marget margorie margrett marguerita
margurite margy marhta marianela marica maricruz mariel marilou marilu marilynn marinda marisela marisha marissa marivel marketta markita marlana marlen marlena marline marlo marlyn marlys marna
marni marquerite marquetta marquita marquitta marth marti marvella marvis marx marya maryalice maryanna marybelle marybeth maryetta maryjane maryjo marylee marylin maryln marylouise marylyn
marylynn maryrose matha mathilda maudie maurine maurita mavis maxie maximina maximo maybell maybelle maye mayme maynard mayola mckinley mechelle meda mee meggan meghann mel melaine melani melany
melda melia melida melina melisa melissia mellisa mellissa melodee melodi melonie melony melva melynda mendy mercedez merideth meridith merilyn merissa merlene merlyn merna merri merrie merrilee
mertie meryl meta mica micha michaele michale michel michelina micheline michell micki mickie miesha migdalia mignon miguelina mikaela mikel mikki milagro milda milford milissa milly minda mindi
minta miquel mireya mirian mirna mirta mirtha misha missy misti mistie mitchel mittie mitzi mitzie monet monnie monroe monserrate monty mora moriah morton mose mozell mozella mozelle mui muoi
myesha myong myrl myrle myron myrta myrtice myrtie myrtis nadene naida nakesha nakia nakisha nakita nancee nancey nanci nancie nannie naoma napoleon natacha natashia nathanael nathanial natisha
natividad natosha necole nedra neely neida nelda nelia nelida nelle nena nenita neoma neomi nerissa nery neta neville nichelle nichol nicholle nicki nickie nickolas nickole nicky nicol nicolasa
nicolle nidia niesha niki nikia nikole nila nilda nilsa ninfa nita noella nohemi nolan noma nona norah norberto norene norine normand novella nubia nydia nyla ocie odilia odis olen olene oleta
olevia olin olinda oliva oneida onie onita oralee oralia oretha orpha orval ossie otelia otha otilia ouida ozell ozella ozie palmer pamala pamelia pamella pamila pamula pandora parthenia particia
patria patrica patrina pattie paulene pauletta paulina paulita pearle pearlene pearline pearly peggie pei penelope penney penni pennie pete petrina petronila phebe phillis philomena phylicia phylis
phyliss piedad piper pok porsche porsha portia pricilla providencia pura qiana queenie quiana quintin rachal racheal rachell racquel rae raeann raelene raguel raleigh ramonita ranae randa randee
randell ranee rasheeda raye rayford raylene raymon raymundo rea reanna reatha rebbeca rebbecca rebecka rebekah reda refugia regena regenia reginia reita rema remona renaldo renay renda renea
renetta renita renna ressie reta retha retta rey reyna reynalda reynaldo rheba rhoda rhona ria richelle rickey rickie rico riva robbi robbin robbyn robena robt rochel rochell roderick rodrick
rolland romaine romana romelia romona ronna ronni rosalina rosaline rosalva rosamaria rosamond rosann rosaura roseanna roseanne roselee roselia roselle rosena rosenda rosette rosia rosio rosita
rossie roxann roxanna roxy rozanne rozella rubi rubie rubin rubye rueben rufina russ rutha ruthann ruthanne ruthe ryann sabra sadye sal salena salina salley samatha samella samual sandee sandie
sanjuana sanjuanita sanora santana sarai saran sarina saturnina sau saundra scotty sebrina selene senaida serina serita seymour sha shad shae shaina shakia shakita shala shalanda shalon shalonda
shameka shamika shanae shanda shandi shandra shaneka shanel shanell shanelle shanika shaniqua shanita shannan shanon shantae shantay shante shantel shantell shantelle shaquana shaquita shara sharan
sharda sharee sharell sharen sharice sharie sharika sharilyn sharita sharla sharleen sharlene sharmaine sharolyn sharonda sharri sharyl sharyn shasta shaunda shaunna shaunta shaunte shavon shavonda
shawana shawanda shawanna shawnda shawnee shawnna shawnta shay shayla sheba sheilah shela shelba shella shelli shellie shelly shemeka shemika shena shenika shenita shenna shera sherell sherice
sherie sherika sherill sherilyn sherise sherita sherlene sherley sherly sherlyn sheron sherrell sherrie sherril sherrill sherron sherryl shery sheryl sheryll shiela shila shiloh shirely shirl
shirleen shirlene shirly shizue shon shona shonda shondra shonna shonta shyla sibyl sid silva sima simonne sindy sirena siu sixta skye slyvia soila somer sommer sonny sonya soo stacee staci stacia
stanford stanton starla starr stasia stefani stefany steffanie stepanie stephaine stephan stephani stephania stephany stephenie stephine stephnie stevie suanne sudie sueann suellen suk sulema sunni
susannah susie susy suzi suzie suzy syble synthia syreeta tabatha tabetha taisha tajuana takisha talisha talitha tama tamala tamatha tambra tameika tameka tamekia tamela tamesha tami tamica tamie
tamisha tammara tammera tammi tana tandra tandy taneka tanesha tangela tanika tanisha tanna tarah taren tari tarra tarsha taryn tashia tashina tasia taunya tawana tawanna tawna tawnya tayna teena
tegan teisha temeka temika tempie tenesha tenisha tennie tennille teofila tera tereasa terence terese teresia teresita teressa terica terina terisa terresa terrie terrilyn tesha tessie thad theda
theola theressa thersa thomasena thomasina thomasine thresa tianna tiera tiesha tifany tiffaney tiffani tiffanie tiffiny tillie timika tinisha tisa tish tisha tobie toccara tomeka tomika tomiko
tommye tona tonda tonette toney tonia tonie tonisha tonita tonja tora torie torri torrie tory tosha toshia towanda toya tracee tran treasa treena trena tresa tressa tressie trish trista trudi
trudie trula truman tula twana twanda twanna twila twyla tyesha tyisha tynisha tyron ula ulysses vada val valda valene vallie valorie valrie vanesa vanetta vania vanita vanna vannesa vannessa
vashti veda velia vella velva vena venessa venetta venita vennie veola verda verdell verdie verena vergie verla verlene verlie verline vern vernell vernetta vernia vernita veronique versie vertie
vesta vickey vickie victorina viki vikki vina vinita violeta virgen virgina vivan vivienne voncile vonda vonnie wai waneta wanetta warner wava waylon weldon wendi wendie wendolyn wenona wes whitley
wilford wilhemina willena willene willetta willette willia williams willian williemae willodean willy wilmer winford winfred winnifred wonda wynell wynona xenia xiomara xochitl yaeko yahaira
yajaira yanira yee yer yessenia yetta yevette yolando yolonda yon youlanda yuette yuk yulanda yung yuonne yvone zada zaida zana zandra zelma zenaida zenia zina zoila zona zonia zulma
`
  .trim()
  .split(/\s+/)
