/**
 * Surnames of the 1990 census of the United States (census.gov, public domain), the 10 000 commonest, that the lists beside lack, in lower
 * case. Those that are everyday words or anything else in the dictionaries are left out.
 */
export const CENSUS_SURNAMES: readonly string[] = `
abarca abbate abell abercrombie abernethy abeyta ables abner abney abrams abramson abrego abreu absher abshire aceves acker ackerman ackley acklin acord acree acton acuff acuna adair adame
adames adamski adamson adcock addington addis addison adkinson adkison adkisson adorno agee agnew aguayo aguero aguila aguilera ahearn ahern ahlers ahner aho ahrens ahumada aiken aikens
aitken ake aker akers akins alanis alaniz albano albaugh albers alberts albertson albin albright albritton alcala alcantar alcaraz alcorn aldana alderete alderson aldrich aleman alessi alfano
alfaro alger alicea allain allard alleman alleyne allgood allman allmon allred almanza almaraz almazan almonte alpert alston alsup altamirano altman alvardo alverez alverson alvey aman amaro
ambriz amerson ames amey amick ammerman ammons amundson anaya ancheta anderton andes andino andresen andress andrus angeles angell anglin anguiano angulo angus ansley anson aparicio apodaca
aponte appel appleby applegate applewhite appling aquilar araiza arana arango arbogast arbuckle arce arceneaux archibald archuleta arciniega ard ardoin arellano arevalo argo arguelles
arguello argueta armbruster armenta armentrout armes armijo armistead armitage armstead arndt arneson arnett arnone aronson arredondo arreola arriaga arrington arriola arrowood arsenault
arteaga artis arvizu arwood arzola asberry asbury ashbaugh ashburn ashcraft ashe asher ashford ashmore ashworth askins aston atchison atchley atencio athey attaway atwater atwell aube aubin
aucoin audet audette auger auld ault aultman auten autrey autry avalos avelar avent averett averill aviles avina aycock ayers ayotte ayres babb babbitt babcock baber babin babineaux baca
bachman backman backus badgett badillo baer baez baeza bagby baggett bagwell bahena bahr baier bailes baillargeon baily bain bair baird baisden balch balcom balderas baldridge ballance
ballenger ballentine ballew ballinger ballou baltazar balzer bankhead bankston bannister bannon banta banuelos baptist barahona barajas baranowski barba barbee barbour barboza barclay barden
bardwell barela barfield barger barham barhorst barkley barksdale barner barnette barnhart barnhill barnum barnwell barr barragan barraza barreto barrick barrientos barringer barrington
barrow barrows bartel bartell bartels bartley barto bartz bascom basham bashaw basinger baskerville baskin bassett batchelder batchelor bateman batey batiste batson batten batton batts batty
baty baucom baugh baugher baughman baum bauman baumgardner baur baxley bayles bayless baylor bayne bazan bazemore beadle beaird beal beale beall beals beaman beamer beamon beane bearden
beardsley beason beaton beattie beatty beaty beauchamp beaudette beaudry beauregard bechtel beckford beckham beckley beckman beckner beckwith becnel bedell bedford bedwell beebe beecher
beeler beem beeman beene beery beesley beeson begay beggs begley behling behr behrens bejarano belcher belden belew belisle belk belknap beller bellinger belton beltz bemis benally benavides
benavidez benbow benefield benford benge benham benites benn benner bennet benning bennington bentz benz berard bergen bergin bergquist berkey berkley berkowitz berlin berman berndt berner
bernhardt berrios berryhill berryman bessette betancourt bethea bethune bettencourt bettis betts betz bevan beveridge bevins bevis beyer bibb bibbs bice bickel bickerstaff bickford biddle
bidwell bieber bierman bigelow biggers biggerstaff bigham bigler bigley bilbrey biles biller billings billingsley billington billiot billman billups bilyeu binette binford bing bingaman
bingham binion binkley binns birchfield birdsall birdsong birdwell birmingham birnbaum birt bish bissell bisson bissonnette bitner bittner bivens bivins bixby bixler blackford blackman
blackmon blackshear blackstock blackstone blain blaisdell blakely blakemore blakeney blakeslee blakey blakley blakney blalock blanchette blanding blaney blanton blaylock bledsoe bloch blocker
blodgett blomquist bloodworth bloomer blouin blount bluhm blume blumenthal bly boardman boatman boatright boatwright bobb bobbitt bobo bocanegra boddie boden bodine boehm boettcher bogan
bogard bogart boger boggess boggs bogle bohannan bohannon bohn bojorquez boland bolanos bolden bolding boldt bolen boles boley bolick bolin boling bolinger bolling bollinger bolyard boman
bomar bonanno boney bonham bonin bonnell bonner bonnett bonney bono booher bookman bookout boothe bopp borchardt borchers bordeaux bordelon borden boren borg borkowski borowski borrego
borrero borst bosley bost bostic bostick boston bostwick boswell botelho botello bott botts boudreaux bouffard boughton bouie boulanger bouldin boulware bourassa bourg bourne bourque bousquet
boutin bouton boutte boutwell bova bove bowe bowens bower bowie bowker bowles bowlin bowser bowyer boyes boyett boyette boykin boykins boylan boyles boynton bozarth bozeman bracey brack
bracken brackett bracy bradberry braddock braddy bradfield bragdon bragg brainard braley bramble bramblett brame bramlett brammer brandenburg brandes branham brann brannan brannen brannon
branscum branson brantley branton branum brashear braswell bratcher bratton braud brauer brawley brawner braxton brayton brazell braziel brazil breault breaux breazeale breckenridge breeden
breedlove breen brehm breland bremer brenneman brenner bresnahan breton bretz breunig brewington brewster brewton briceno bricker brickey bridgeman bridgers bridgewater brien brigham briley
brill brimmer brinker brinkley brinkman brinson brinton briones brisco briscoe briseno brisson brister bristol brittain brittingham britton broaddus broadnax broadus broadwater broadway
brochu brockington brockman brockway brodeur brodie brodsky brody brogan brogdon brokaw bromley bronson brooker brookins brookshire broome broomfield brophy brotherton brough broussard
browder brower brownell brownfield brownlee broyles brubaker brumbaugh brumfield brumley brummett brundage brune brunelle bruner bruns brunson brust bruton bryson bucci buckman buckner budd
budde buehler buell buenrostro buettner buffington bufford bugg buggs buie bulger bullard bullen buller bullington bullins bullis bulter bumgardner bumgarner bunce bundy bunn bunnell bunting
bunton burbank burcham burchell burchett burchette burchfield burd burdett burdette burdick burdine burford burg burge burgett burgin burk burkes burkett burkey burkhalter burkhardt burkhart
burkholder burks burleigh burleson burley burlingame burmeister burnell burnette burney burnside burrell burress burris burroughs burrus burruss burse burson burwell busby bushey bushman
bushnell bussard busse bussell bussey bustamante bustos butterfield butz buxton buzzell byars bybee byer byerly byers byington byler bynum byrnes byrum caban cabe cabral cabrales caddell
cadena cadwell cady caesar caffey cagle cahill cahoon caine caines calabro calder caldera calfee calkins callaghan callan callaway callen callender callihan callis callison calloway calton
calzada camarena camarillo cambell camire cammack campagna campion campo campuzano canada canaday canady canales candelario candler canfield cann cannady cantara canterbury cantor cantrell
cantwell canty capel capps capuano caraballo caraway carbajal carbaugh carden carder cardin cardinale cardona cardoza cardwell cargile cargill carillo carleton carlile carlin carlock carlyle
carmack carmichael carmody carnahan carner carnes carothers carper carpio carranza carrasquillo carraway carrell carreno carreon carrero carrico carrigan carrington carrizales carruth
carruthers carswell cartagena cartier carty caruthers carvajal casanova casares casarez casavant cascio cashman casiano casias casillas caskey cason cass cassady cassel cassell cassity
castano castanon casteel castello castleberry castleman casto caston castor castorena caswell cate cates cathcart catlett catlin cato caton catron caudell caudill caudle cauley caulfield
causey cauthen cavanaugh cavazos cavender cavin caviness cawley cawthon caylor cazares ceasar ceballos cedeno cedillo ceja centeno cepeda cerda cervantez cha chacon chadwell chaffee chaffin
chafin chaisson chalfant chalmers chamberlin chamblee chambless chambliss chamness champlin chancey chaney chapa chaparro chapin chaplin chappell chapple charbonneau charest charette charland
charron chartier chasse chastain chasteen chatman chauvin chavarria chavers chaves chavira chavis cheatham chee chenault cheney chenoweth chesser chesson chewning chidester childers childress
childs chiles chinn chipman chisholm chism chisolm chitwood choate choe chou chouinard chrisman christ christenson christianson christman christmas christner christopherso chronister chumley
churchill churchwell cimino cintron cioffi cisco claar claiborne clancy clanton clapp clardy clarkson clary claussen clawson claxton claycomb claypool claypoole claytor cleary cleghorn
cleland clem clemmer clemmons clemons cleveland clevenger clift clinkscales cloninger clough clouse clow clower clowers cloyd cluff clyburn clymer coakley coan coates cobbs coble cobos coburn
cochrane cockerham cockrell coe coen cofer coffelt coffman cofield cogan coggins cogswell cohn coker colangelo colbert colburn coldiron coley collard collazo collett colletti colley collings
collinsworth colman colquitt colson colston colter colucci colunga colvin colwell comeau comeaux comer comstock conant conaway condon coney congdon conger conklin conlin conlon conn connally
connell connelly conners connors conover conroy constantine constantino conwell conyers cooksey cookson cooley coolidge coombs coomer coon cooney coons copenhaver copley coppage corbin
corbitt corder cordes corley cormier cornejo cornelison cornett cornwell corona coronado coronel corpuz corr corrales correa correll corrigan corriveau corso corson cortese corum corwin cosby
cosentino cosgrove cosper coss costanzo costello coston cota cothran cotten cotter cottingham cottle cotto cottrell cottrill coughlin coulombe coulson courson covarrubias covey covington
cowans cowart cowden cowen cowgill cowles cowley coyle coyne cozart crabb craddock crafton craighead crain crampton crandall crandell cranford cravens craver crawley cray crayton creamer
creasy creech creekmore creel creighton crenshaw cress creswell cribb cribbs crider crigger crim criner crippen criss crissman crist criswell crites crittenden crocker crockett cromer
cromwell crone cronin cronk croom cropper crossland crossman crosson croteau crotty crouse crowder crowe crowell crowl crowley crowson croy crozier cruce crum crumley crumpler crumpton cruse
crutcher crutchfield cuellar culbertson culbreth cullen culler culley cullum culp culpepper culver cummins cundiff cupp curcio cureton curiel curley curran currey currie currier currin curtin
curtiss cusack cushing cushman cusick custer cuthbertson cutler cutright cutshall dabbs dabney dacosta dade daggett dagostino dahlberg dahlgren daigle dail dailey dalessandro dalessio
dalrymple daly damato dambrosio dameron damiano dampier damron dancy dandrea dandridge danford danforth dangelo dangerfield danielson danley danner dansby dantzler dardar darden darr darrow
dasher dashiell dasilva daughtry daves davey davie davison davisson davy dawkins daye dayton deanda dearborn dearing dearman deas deason deaton deaver deberry decarlo decastro deckard decosta
decoteau deel deen deering dees deese defazio defelice deforest degraw deguzman dehart dehaven deherrera deitz dejesus delafuente delagarza delancey delaney delano delao delapaz delatorre
delgadillo delisle delk dellinger deloach delong delorenzo delossantos delozier delp delrio delrosario deluca deluna delvalle delvecchio demarco demars demello dement demoss dempsey dendy
denison denman dennard denney denning dennison densmore denson denton depalma depew depriest derosa derose derosier derouen derr derry derryberry desalvo desilva desimone desmarais desouza
despain desrochers desrosiers destefano detwiler deutsch devaney devaughn devault dever deville devine devito devlin devoe devore dewar dewberry deweese dews deyo deyoung dibble dicarlo
dicken dickenson dickey dickman diehl diggins diggs digiacomo digiovanni dillard diller dilley dillingham dillion dillman dillow dilorenzo dilworth dimaggio dimmick dinger dingess dingle
dingman dingus dinkins dinsmore diorio dipietro dirks dishman dismuke disney distefano dittman dittmer dix dixson doak doan doane dobbins doby dockery dodds doering doerr doggett doherty
doiron dolan dombrowski dominquez donahue donegan donelson doney donley donner donofrio donohoe donohue doody doolittle dorado doran dore dorman dorn dorr dorsett dortch dorton doss dostie
dotson doty doucet doucette doughty dover dow dowd dowdell dowden dowell dowling downes downey doyon dozier draper drayton drees dreher drennan drennen dressler drews dreyer driggers driskell
drouin drumm drummond drury dryden drye dubose ducharme duckett duclos duenas duffey dufrene dufresne dugan dugas dugger duggins duhon dulaney duley dulin dunagan dunaway dunford dungan
dunham dunigan dunkin dunkle dunleavy dunlop dunning dunson dunston dunton dupre dupree duprey duque duquette durant durbin durden duren durfee durkee durkin duron durr durrett durst dutcher
dutra dutton duvall dykstra eaddy eades eads eady eagan eakin eakins eames eanes earley earp easley eason easterday easterling eastman eatmon eberhardt eberle eberly ebersole ebner eby
echevarria echols eck eckard eckenrode ecker eckhardt ecklund eckman eckstein eddings eddington eddins edelman edelstein edens edgerton edgington edington edmiston edmondson edmonson edmunds
edmundson eggers eggert eggleston eichelberger eicher eichler eidson eiland eisele elam eldred eldredge eley elgin eliason elledge ellender eller ellinger ellingson ellington elmore elson
elston elswick elwell ely embree embrey embry emerick emmert emmons emrich emrick enciso endicott endres endsley eng england engle engleman engler englert engram enloe ennis enos enright
ensor epley epperson epps erb erdman erdmann ericson erskine escalante escamilla escobedo eshelman eskew eskridge eslinger espinal espino esqueda esquibel esquivel essary essex estabrook
estep estevez etheridge ethridge etter eubank eubanks eudy eure eveland evenson everhart eversole everson ewell ewers exum eyler eyre ezell ezzell fagan fahey fain fairbanks fairchild
faircloth fairfield fairley faison falco falgoust falgout falkner fancher fann fannin fant farber farnham farnsworth farr farrar farris farrow farthing farwell fasano fassett faucher faught
faulk faust favela fazio feaster featherston featherstone fecteau feder feeley feeney fehr feinstein felder feldman felker fellers feltner fenderson fendley fenn fennell fenner fenske fenton
ferebee ferland ferree ferrin ferris ferro fessler fewell fey fick fidler fielder fierro fife fifield fike fikes fillmore fincher findlay findley finke finkle finlay finnell finney firth
fiscus fishman fisk fiske fitch fite fitts fitz fitzhugh fitzwater flack flagg flaherty flanders flanigan flatt fleenor fleetwood fleischer fleischman flesher fleury flickinger flinn florez
florio flory flournoy fluellen fluker flynt fogel fogg fogle follett folse folsom foltz fong fontanez fontenot foote foran forbis forcier forde fordham forester foret forman forney forrester
forster forsythe fortenberry fortier fortner fortney fortson fortuna foss foti foust fouts fowlkes foxworth foy frady fraga fraley frampton frankel franko frantz franz franzen fraser frasier
frausto frawley frazee frazer frechette fredericks frederickson fredette fredrickson freedman freeland freese fregoso fretwell freund frias frick fricke friel frierson friesen frink frisbee
frisbie frisby frisch fritts frizzell froehlich fruge fryer fugate fuhrman fulbright fulcher fulford fulk fulkerson fulks fullerton fullmer fulmer fulton fults fultz funches funderburk
funkhouser fuqua furman furr furst fussell futch futrell fye gabbard gabel gaddis gaddy gadson gaffney gagliano gagliardi gailey gainer gainey gaitan gaither galarza galbraith galbreath
galicia gallaher gallaway galligan gallion gallman gallup galvez galvin gamache gambill gamboa gambrell gandy gann gannon gant gantt gantz gaona garay garber gard garibay garica garman garmon
garrard garretson garrick garris garrity garrow gartner garton garver garvin gasaway gaskill gaskin gaskins gasper gass gassaway gast gastelum gatewood gatlin gatling gattis gatto gaudet
gaudette gaudreau gaughan gaul gault gause gauvin gayden gaylor gaynor gaytan gayton gearhart geary gebhart geddes geer gehring gehrke geier geis geisler geist gelinas geller gendron gerdes
gerena gerhardt gerhart germany gervais geter getty getz geyer gholston gibb gibbons giddens giddings giese giffin gifford giglio giguere gilbertson gilbreath gile gilkey gillam gillen
gillenwater gillett gillette gilley gilliam gilliard gillies gilliland gillispie gillman gillum gilman gilmer gilpin gilreath gilroy gilson gilstrap ginder gingerich gingras gingrich ginn
ginsberg ginter gipson giron giroux gish gittens gladney glasgow glasper glasscock glasser glassman glazer glazier gleason glick glidden glidewell glisson gluck glynn gober goble godbey godin
godinez godsey godwin goetz goff goforth goines goins goldfarb golding goldman goldsberry gonsalez gonsalves gooch goodale goodall goode goodell gooden goodin gooding goodloe goodrich goodrum
goodsell goodson goolsby gordy goree gorham gormley gorton goshorn gosnell goss gossett gott gottlieb gough goulet gourley govan gove govea gowan gowen gower goyette graber graff grafton
gragg grajeda grammer granado granger grantham grau gravitt gravois graybill grayson greathouse greeley greenhaw greenlaw greenleaf greenlee greenwald greenway greenwell greeson gregor greig
greiner gresham gribble grice grider grieco griego grier griffen griffey griffis griffiths grigg griggs grigsby grijalva grillo grimaldi grimaldo grimmett grimsley grindle griner grisby
grisham grissom griswold grizzle groce groff grogan groh grose grosso grubb grubbs grube grundy guajardo guardado guay guenther guertin guffey guidry guilford guillory guimond guinn gulick
gulledge gullett gulley gumm gump gunderson gupton gurley gurney gurrola gurule gusman gustafson gustin guth gutshall guyer guyette guyton gwin gwinn haag haber haberman hackler hackman
hackworth hadden haddix hadfield hadlock hafer haffner hafner haga hagan hagans hagar hageman hagerman hagerty haggerty hagler hagood hague hagy haight haines haire hairston haith hake
halbert halcomb halford halle haller hallett halliburton hallman hallock halloran hallowell halpern halpin halsey halverson halvorson hamann hamblin hambrick hamby hamer hames hamill hamlett
hamlin hamm hammack hamman hammel hammett hammon hammonds hammons hamner hampson hamrick hance handley hanes hankins hanks hanley hann hannan hanner hannigan hannon hanrahan harbaugh harber
harbin harbison hardaway hardcastle hardee hardeman hardesty hardie hardiman hardison hardman hardnett hardwick hargett hargis hargrave hargrove harkey harkins harkness harless harlow harman
harner harney harr harrelson harrigan harriman harrod harrold harter hartfield hartford hartle hartnett hartsell hartsfield hartsock hartung hartwell harty hartz hartzell hartzog harvell
harville harvin harwell harwood haskell haskins hass hassell hassett hassler hasson hastings hatcher hatchett hatfield hathcock hathorn hatley hatten hatter hatton hauck haug haugh haught
haun haupt havard haviland hawes hawkes hawkinson hawley hawn haworth haws haydon haygood hayman hayner haynie hayward hazelton hazelwood hazen hazlett hazzard headrick heald heaney hearn
hearne heatherly hecht hecker heckman hedden hedgepeth hedrick heffernan heffner heflin hefner hegarty heil heilman heim heine heins heintz heise heiser heisler helfrich helgeson hellman
helman helmick helmuth helton helwig hembree hemingway hemphill hendershot hendley hendon hendren hendrick hendrickson hendry henke henley hennessey hennessy henninger henriquez hensel henton
hepler hepner hereford hermes hermosillo hernadez hernandes herndon herod herren herrick herrin herrington herrod herron hersey hersh hershberger hershey hertel hesson hetrick hetzel hewett
hewlett heyer heyward hiatt hibbard hibbert hibbler hibbs hickerson hickok hickox hickson hiers higa higbee higdon higgs highsmith hight hightower higley hilbert hilburn hildebrand hildreth
hileman hiles hillard hiller hilliard hillis hillman hillyer himes hinckley hindman hine hinkle hinkley hinman hinojosa hinrichs hinshaw hinson hintz hipp hitchcock hite hitt hix hixon hixson
hoag hoagland hobart hoch hochstetler hockenberry hockett hodgkins hodson hoelscher hoey hoff hoffer hogg hoggard hogue hoke holbert holcomb holcombe holden holguin holifield holladay
hollander hollar hollenbeck holliday hollifield holliman hollinger hollingshead hollingsworth hollins hollister holloman hollowell holman holmquist holsinger holst holstein holston holter
holton holtz hom homan honaker honea honeycutt hoopes hooten hopson horan hord horgan hornback hornbeck horner horning hornsby horsley horta hosey hoskins hosmer hostetler hostetter hotchkiss
houchens houck hough houk houle houlihan householder houser housley housman hovey hovis howells hower howerton howes howie howland howlett howse howze hoye hoyos hubbell hubble hubbs huck
huckaby hudak huddleston hudgens hudgins hudnall hudspeth huebner huertas hufford huggins hughey hughs huie hulbert hulett hulse hulsey humbert hume humes hummel hummer humphries hundley
huneycutt hungerford hunley hunnicutt hunsaker huntington huntley huntsman hupp hurd hurlburt huskey huss hussey husted huston hutchens hutcherson hutcheson hutchings hutchins hutchison huth
hutson hutt hutto hyatt hyde hyden hyder hyland hylton hynes hysell ickes ide imes imhoff infante ingalls ingersoll ingle ingraham inman irby ireland irick irish irizarry isaacs isaacson
isbell isenberg isham islas isley isom ison iverson ives ivie izaguirre izzo jackman jaco jacobi jacoby jacquez jaeger jaffe jaggers jahnke jaimes jalbert jamerson jameson jamieson janes
janson jaques jaquez jarboe jardine jarman jarmon jarrell jasso jauregui jaynes jeanbaptiste jeanlouis jeffcoat jefferies jeffers jeffreys jemison jenks jenson jepson jernigan jeske jessee
jessup jeter jett jewett jiles jimerson jiminez jinks jobe johanson johnstone joiner jolin jolley joplin jorgenson josephson josey joslin jowers joyner judkins jurado kahle kahler kahn kain
kaminsky kammerer kamp kantor kao kapp karnes karns karp karr kass kasten kastner kates kauffman kaufmann kautz kavanagh kavanaugh kaylor kayser kean kearns kearse keck kee keefe keefer keele
keeler keene keeney keesee keeter keeton keever keffer kehoe keil keim keiser keister keitt kell kellam kellar kellerman kellner kellogg kellum kelm kelso kemper kempf kendricks kennard
kenner kenney kennon keown kephart kepler kerby kerley kerns kerrigan kersey kershner kesler kessel kessinger kester kesterson ketcham ketchum ketron keyes keyser kibler kidd kidder kidwell
kiefer kieffer kiel kiely kiernan kiger kight kilburn kilby kile killebrew killen killian killingsworth killion killough kilmer kilpatrick kimball kimberlin kimble kimbrell kimbro kimbrough
kimes kimmel kimsey kinard kincaid kingery kingsbury kingsley kingston kinlaw kinnard kinney kinser kinsey kinsler kinsley kinslow kinzer kipp kirkendall kirkland kirkman kirksey kirschner
kirtley kirwan kiser kish kisner kissel kissinger kistler kittle kittrell kitts kizer klatt kling klingensmith klinger klink klotz klug knecht knepper knighten knighton knisley knopp knorr
knott knotts knowles knowlton knudson knuth knutson kocher koehler koehn koenig koerner koester koger kohl kohn koller koon koonce koons koontz korn kornegay korte koski koss kovach kowal
kowalewski kozak koziol kraemer krall krantz kranz kratz kratzer krauss krebs kremer kress krick krieger kroeger krohn kroll kropp krouse krug krumm kuehl kuehn kugler kuhl kuhlman kuhlmann
kuhns kujawa kulp kunkel kunkle kuntz kurth kurtz kushner kuster kutz kuykendall kyles kyser labarbera labbe labelle labonte laboy labrecque labrie lacasse lach lackey laclair lacombe lacour
ladd ladner lafave lafayette lafferty laflamme lafleur lafollette lafond lafontaine lafountain lafrance lafreniere lagasse laguna lagunas lahr lail laing lajoie lakey lakin laliberte lally
lalonde lamanna lamas lambrecht lamere lamkin lamm lamontagne lamoreaux lamothe lamoureux lampe lampkin lampley landa landeros landers landes landin landis landreth landrum laney langan
langdon langer langford langham langston lanham lanier lankford lanning lansing lantz lao lapierre laplante lapoint laporte lapp largent larios lariviere larkin larkins larocca laroche
larochelle larock larosa larose larrabee lasalle lasater lasher lashley lasky lasley lasseter lassiter laster lathan lathrop latimer latour latta lattimore lauderdale lauer laughlin laux
lavallee lavalley lavergne laverty lavigne lavin lavine lawhorn lawlor lawton layfield layton lazarus lazo leahy leake lear leath leatherman leathers leatherwood leavitt lebeau lebel leboeuf
lebron leclair leclaire lecompte ledbetter lederman ledesma ledet ledezma ledford ledoux leduc leeds leeper lees leffler lefler leflore leftwich legault leger legere legg leggett lehman lehr
leibowitz leighton leija leiker leininger leister leith leiva lejeune lemaster lemay lemire lemke lemley lemmon lemmons lemos lemus lenhart lennox lenoir lentz leong lepage lerch lerma lerner
lesher lesko letendre letourneau lett levasseur leveille leverett levin levinson levitt lew lewallen lewellen lewin ley leyba leyva lheureux liddell liddle lieb liggett liggins lightner ligon
liles lillard lilley limon lindahl lindell lindeman linden linder linderman lindholm lindley lindo lindquist lindsley lineberry lingenfelter lingerfelt linkous linton linville lippert lipps
lipscomb lipsey lira liston litchfield littlefield littlejohn littles littleton litton littrell livengood livesay lizotte llanes lockard locke lockett lockhart locklear lockman lockridge loeb
loeffler loehr loera loesch loftin loftis lofton loftus loggins logsdon logue lohman lohr lollar lollis lomas lomeli london lonergan loney longley longmire longoria loomis looney looper loos
loper lor lorenzen lott lotz loucks loudermilk lough loughlin louque lovato lovejoy lovelace lovelady loveland loveless lovett lovins lowder lowman lowrance lowrey lowther loy loya lozada
lozier lozoya lubin lucier luckett luckey ludlow ludwick lueck luevano lugo lujan lukens luker lum lumpkin lunde lundquist lundy lunn lunsford lunt lupo lusk lussier luttrell lux lydon lykins
lyles lyon lytle mabe mabry macaluso macarthur macdougall macfarlane macgregor mach machuca mackey mackinnon macklin macneil macomber macon maddux mader madera madewell madigan madore
madrigal madson maestas magallanes magana magdaleno magee maggard magill magness magnuson magruder mahaffey mahan mahler mahone maines mair makowski malave malek maley mallett mallette mallon
maloney maloy manchester mancilla mandeville maness mangan mangrum mangum manion manis manley mannino manns manos manriquez mansell manson mantooth manus manzanares manzo mapes mapp marable
marasco marcano marchant marchese marciano marcotte marcoux marcum marden mardis marinelli mariscal markel markey markham markle markley markowitz marler marley marlow marlowe maroney marotta
marr marra marrero marriott marron marroquin marrs marrufo marston martell martindale martineau martines martinson martz mascarenas mashburn massa masse massengale massie masterson mastin
matheny matherly matherne mathers mathes matheson mathewson mathison matlock matney matson matta mattern matteson mattingly mattison mattos mattox mattson matz mauk mauldin mauney maupin
maurer maus maxey maxfield maxon maxson mayberry mayers mayes mayfield mayhew mayle mayne maynor mayorga mazurek mazzola mcabee mcadams mcadoo mcafee mcalister mcalpin mcalpine mcanally
mcandrew mcarthur mcatee mcauliffe mcbee mcbrayer mcbroom mcbryde mcburney mccafferty mccain mccaleb mccalla mccallister mccammon mccandless mccants mccarley mccarron mccarter mccarver mccary
mccaskill mccaslin mccauley mccay mcchesney mcclanahan mcclary mcclean mccleary mcclellan mcclendon mcclintock mcclinton mccloskey mccloud mcclung mcclurg mccollough mccollum mccomas mccomb
mccombs mccool mccord mccorkle mccourt mccowan mccown mccrae mccrary mccraw mccray mccready mccreary mccrory mccubbin mccue mcculley mcculloch mccullum mccully mccune mccurdy mccurry mccusker
mccutchen mccutcheon mcdade mcdaniels mcdavid mcdevitt mcdonnell mcdonough mcdougal mcdougald mcduffie mceachern mcelhaney mcelrath mcentire mcewen mcfall mcfarlin mcgaha mcgann mcgarry
mcgary mcgehee mcghee mcginn mcginty mcglone mcglothlin mcglynn mcgough mcgowen mcgraw mcgrew mcgriff mcgruder mcguigan mcguinness mchale mchenry mcilwain mcinerney mcinnis mcintire mciver
mckamey mckean mckeehan mckeever mckellar mckelvey mckenney mckeon mckeown mckibben mckie mckim mckinnie mckinnon mckinzie mckissick mckown mckoy mclain mclane mclaren mclaurin mclellan
mclemore mclendon mclin mcmahan mcmann mcmasters mcmichael mcmillen mcmillian mcmillin mcmillon mcminn mcmorris mcmullen mcmullin mcmurray mcmurry mcnabb mcnair mcnamee mcnary mcneal mcneely
mcneese mcnew mcniel mcnutt mcpeak mcphail mcqueen mcquiston mcreynolds mcroberts mcswain mcvay mcvey mcwhirter mcwhorter mcwilliams meacham mead meade meader meador meadors meagher mears
mease mebane mecham medellin medford medlin medlock meehan meekins meeks mefford meissner meister melancon melanson melcher mele melgar mello mellon mellott melnick melson mena menchaca
mendenhall mendiola menefee meneses menjivar menke meraz mercurio merida merkle merrell merrick merrifield merriman merriweather merryman mertz merwin messer messick messinger messner mestas
metcalf metts metzler michaelis michaels michaelson michalak michels mick mickel mickelson mickens mickle middaugh middlebrooks midgett midkiff miele mielke mier mikell mikesell milam milano
milburn miley millar millen millett millican milligan milliken millner millsap millsaps mims minard mincey minnich minnick minter minton mintz miramontes mireles mitchem mitchum mixon mize
mizell moberg mobley modica modlin moeller moffatt moffett moffitt mohler mojica moline moll monahan moncada moncrief mondragon mong monge monger moniz monroy monson montague montalvo
montanez montano montelongo montemayor montez montiel monzon mooneyham moorefield moorehead moorer moores moorhead moorman morabito moralez morehead morehouse moreland morell morello morelock
morey moriarty morman morrell morrill morrissette morrissey mortenson mosby mosely mosher mosier moskowitz mosqueda moten moton mott moua moulton moultrie mouton mowery mowry moxley moy moye
moyers moynihan mudd muir muldrow mulkey mullens mullin mullinax mullis mulvey mumford muncy munday mundell mundy munford munger munguia munn munro munroe munsey munson murchison murdock
murguia muro murphey murphree murr murrell murry musgrave musgrove musick musselman musser muth myatt myer myrick nabors nadler nagel nagle najera nall nalley nance napier napolitano napper
naquin nardone narvaez nason natal naughton nava navarra navarrete navarrette nave naylor neace neale nealy neary necaise needham neel neeley neese neff negrete negron neill neilson nelms
nelsen nero nesbit nesmith ness nester neu neuman nevarez nevels nevins newberry newby newcomb newell newhouse newkirk newland newlin newport newsom newson ney nez nicholls nickell nickelson
nickens nickerson nickles nielson nieman niemann niemeyer nigro niles nimmons nipper nix nock noland nolasco nolen noles nolin noll nolte noonan nord norfleet noriega norsworthy northcutt
northrop northrup norvell norwood nottingham nowell nowlin noyes nugent nunley nunn nunnally nunnery nuss nutt nutter nye nygaard oates obannon ober oberg obregon obrian obryan obryant ocasio
ochs oconner odaniel oday oden odle odum offutt ogburn oglesby ogletree ogrady ohalloran ohara ohare okeefe okelley olander olds oleary oleson olguin olinger oliphant olivarez olivas olivo
oller ollis olmos olmstead olney oloughlin olszewski olvera omalley omara omeara oneil oney ong ontiveros oquendo oquinn orcutt ordway oreilly orellana orman ormsby orndorff ornelas orosco
orourke orta ortego orth orton osburn osgood oshaughnessy oshea oshiro osteen oster osterman ostrander ostrom osullivan osuna oswalt otey otoole otte ottinger oubre ouellette ousley ovalle
overby overcash overman overstreet overturf owensby owings owsley oxendine oxford oxley oyler ozuna pabon packard padron paez pagel paine paiz pak palacio palermo palladino palmore panek
paniagua pankey pannell pantoja pape paquin parada paradis pardue parenteau parham parke parkhurst parkin parkins parkman parmenter parmer parnell parr parrett parris parrott parry partain
partee partida partin partlow parton paschal paschall pascoe pasley passmore paterson patino patnode patten pattison paugh pauley paulin paulk paulsen paulson paulus paynter peabody peachey
peake pearcy pearman pearsall peart pease peaslee peavey peavy peay peckham pecoraro peden pederson pedigo pedraza pedroza peebles peele peeler peeples peery pegram pegues peiffer pelayo
pelfrey pelham pelkey pell pellerin peloquin peltier pelton peluso pender pendergast pendergrass pendley penick penland penley penn pennell penner penrod penton pepin perales peraza perdomo
perdue perea pereyra permenter pernell perrault perreira perri perrotta perryman persaud persinger pesce peterkin peterman petree petrie petrillo petry pettaway petterson pettiford pettis
pettit pettus pettway pfaff pfeffer pharr phelan phifer philbrick philpot philpott phinney phipps piatt pichardo pickard pickel pickens pickett pieper piercy pierson pifer pigg
pilcher pimental pina pinard pinckney pinero pinkard pinkerton pinkham pinkney pinkston pinon pinson pipkin pippin pirtle pisano pitchford pitman pitre pitt pitzer placencia platt plemmons
pless plotkin plott plourde plowman plumlee plumley plummer plunkett plyler poche poe poff pogue poindexter poisson polanco poland polito polk pollack polley polson polston pomerleau pomeroy
pompey pooler poore popham popovich porterfield portis posada posey posner poss poston poteat poteet pouliot poulos poulson powe poynter prater prather preciado preece prentice prentiss
presnell pressley prewitt prichard prickett priddy pridemore pridgen priester primm prindle prine pringle pritchett privett probst proffitt propst prosser prouty provencher pruett pryor
puckett puente puentes puga puleo pullen pulliam pulver pumphrey purifoy purkey purnell pursley purvis puryear putman putnam pyatt pye pyle pyles quackenbush quade qualls quarles quattlebaum
quesenberry quevedo quezada quijano quiles quillen quimby quinones quinonez quintanilla quiroz raab rabb rabe raber rabideau rabon raby racine rackley rademacher rader radford radke radtke
rael ragan rager ragin ragland ragsdale rahn railey rainbolt raines rainey raley ralston ramage rambo ramer rameriz ramey ramires ramsay ramsdell rancourt randazzo randel randle raney rankin
rankins ransdell ranson raper raposa rapp rasberry rascon ratchford ratcliff rath rathbone rathbun ratliff rauch rausch rawlins rawls raya rayborn rayburn rayfield raymer rayner raynor razo
reaves reavis reber redd reddick redding redford redman redmon redwine reeder reedy rees reeve regalado rego rehm reichard reichel reiff reimer reimers reinert reinhart reinke reiser reiss
reitz rembert remillard remington rendon reneau renfro renfroe renfrow renn renner reno renteria renz repp resendez resnick ressler revell revis reynoso rhee rhine rhinehart rhoades rhoads
rhoden rhone rhyne ricciardi riccio richburg richerson richert richey richman rickard ricker rickert ricketts rickman ricks riddell riddick ridenhour ridenour rideout ridgway ridings ridley
rieger riehl riendeau ries riffe riffle rigdon riggins riggle riggs rigney rigsby riker rinehart ringer ringler rinker riojas rioux ripley rippy risinger risley risner ritchey rittenhouse
ritz rivard rivero rives rizo roa roan roane roark robb roberge robeson robey robichaux robinett robinette robison robledo roby rochester rockett rockwell rockwood rodarte rodas roddy roden
rodman rodrigez rodriques rodriquez roebuck roeder roemer roesch roesler rogan rohr rohrer rolfe rolle rollo rolon romans rome romine romo rondeau rone roney rood rooker roop roper rorie
roseberry roseboro roseman rosemond rosenbaum rosenberger rosenberry rosenblatt rosenblum rosenfeld rosser rossiter rossman rost rothman rothrock rothstein rotz rouleau roundtree roundy
rountree rourke roush routh rowden rowell rowles rowlett rowley roybal royster royston rozier rubalcava rubenstein rubino ruble ruch rucker ruckman rudd rudnick ruelas ruffin ruffner rugg
ruggles ruhl rummel rumph rumsey rundell runion runkle runnels runyan runyon rupe rupp ruppert rusch rusk rutan rutland rutledge rutter ruvalcaba ryals saavedra sabo sabol sacco sachs sackett
saddler sadowski saechao saenz safford sain salcedo salcido saldana saldivar salisbury sallee salomon salters saltzman salyer salyers salzman samaniego sammons samons samora sams samson
samuels samuelson sanabria sanborn sanches sanderlin sandidge sandifer sandler sandlin sandusky sankey sanmiguel sansom sansone santacruz santillan santoyo sapp sappington sarabia sargeant
sargent sarmiento sartain sartin sarver sasser sather satterfield satterwhite sattler sauceda saucedo sauls sauter saville savoie savoy sawicki sawyers saxon saxton sayers sayles saylor sayre
scaife scalise scanlan scanlon scarberry scarborough scarbrough schaaf schaal schade schaeffer schaffer schaffner schall schaller scharf schatz schaub schauer scheel scheer scheffler schell
scheller schenck scherer schermerhorn schexnayder schick schiff schiffman schleicher schlueter schmit schnell schock schoen schoenfeld scholl schoonmaker schoonover schott schrader schram
schreck schreiner schrimsher schrock schuck schuh schuler schuller schulman schuman schumann schutt schutz schweitzer scofield scoggins scoville scribner scrivner scroggins scruggs scudder
scull seabolt seabrook seagraves seale sealey sealy searcy searle searles seaton seaver seavey seawright seay sechrist sedillo seeger seeley seely segarra seger seibel seiber seibert seiler
seitz selby sellars selman seltzer semple seng senn senter sergent serna serrato sessoms setser setzer severson sevier sevigny sevilla seward seymore shackelford shackleford shafer shamblin
shanahan shaner shank shankle shanklin shanks sharkey sharpe shattuck shealy shearer shearin shedd sheehy sheffield shenk shephard sherer sherlock sherrer sherrod sherwin shetler shick
shifflett shiflett shilling shinn shipe shipman shipp shippy shirey shively shockey shockley shoemake shoemaker shoffner shoop shope shortridge shotwell shoup shouse showalter shrader shreve
shriver shropshire shroyer shrum shubert shuler shull shults shultz shumaker shuman shumate shumpert shumway shupe shuster shutt sibert sibley sickler siegel sifuentes sigler sigman sigmon
sikes siler silvas silveira silverstein silvey simas simmon simms simonds simoneau simoneaux simons simonson simonton simpkins sinclair sines singletary singley sipe sipes sipple sirois sisco
sisk sisneros sisson sistrunk sitton sizemore skaggs skeen skeens skelly skidmore skiles slade slagle slaton slattery slavin slayton sledge sloat slocum slone slover slusher smalley smallwood
smedley smelser smiley smitherman smithers smithson smoot smtih smyth snapp snavely snead sneed snell snelling snodgrass snook snowden sobel soileau sokol solano soliz sollars soloman solorio
solorzano somers somerville sommers sommerville songer sonnier soper sorenson soria soriano sorrell sorrells sotelo soucy soule southard southerland southwick sowder sowell sowers spain
spalding spangler spann spano sparkman spaulding spearman specht spector speer spellman sperling sperry spicer spiegel spielman spiers spiker spiller spillman spinelli spinks spinner spitler
spitz spitzer spivey spradlin spradling spraggins sprague spratt sprayberry spriggs springer sproul sprouse spruill spurgeon spurling spurlock staats stackhouse stagg staggs stagner staley
stallard stallings stallworth stalnaker stambaugh stamey stamm stamper stancil standifer standley standridge stanfield stanfill stanger stansberry stansbury stapleton starkey starks starling
starnes staten staton staub stauffer stclair stcyr steadman stearns stebbins steck stedman steed steelman steen steffens stegall steger steib steiger steinbach steinberg steinke steinman
steinmetz stelly stenson stepp stetson steverson stgermain sthilaire stickney stidham stier stiffler stiles stillman stillwell stiltner stilwell stine stines stinnett stinson stites stith
stitt stivers stjohn stlaurent stlouis stockdale stocker stockman stockwell stoddard stoffel stogner stoker stollings stoltz stoltzfus stoner stonge storer stott stotts stouffer stovall
stover stowe stowell stowers stpeter stpierre strachan strader strahan straka straley stratton straub strawn strawser streit stribling stricker strickler stricklin stringer stringfellow
stripling strobel stroh stroman stromberg strother stroud stroup strouse struble strunk stubblefield stubbs stuckey studer stull stultz stumpf sturdivant sturgeon sturges sturgill sturgis
sturm sturtevant stutz stutzman suazo suber sublett sudduth suggs suh suiter sullins summerlin summerville sumner sumpter sumrall sunderland surber surratt sussman sutherland sutphin sutter
suttle suttles swafford swaim swaney swanger swann swanner swarey swartz swearingen sweatt sweeny sweitzer swenson swett swick swiger swinford swink swinney swinson swint swinton switzer
swope sydnor symons synder tabb taber tabor tackett tafoya taft taggart tague tait talamantes talavera talbert talbot talbott taliaferro talkington tallent talley tallman talton tamayo tamez
tanguay tankersley tapley tapp tarango tarbox tardif tardiff tarpley tarr tarrant tarver tasker tatro tavarez taveras teague teal teasley tedder tedeschi tedford teel teets tejeda telford
telles tellez tello templin tennant tenney tennison tennyson tenorio teran terrazas terrill terwilliger tesch testerman teter tetreault tew thacker thames tharp tharpe thaxton thayer theis
theisen theiss thelen theobald theriault theriot thibeault thibodeau thibodeaux thielen thies thigpen thom thoma thomason thompkins thomson thornberry thornburg thorne thornhill thorp thorson
thorton thrasher threadgill threatt throckmorton thrower thurber thurmond thurston tibbetts tice tidwell tighe tijerina tilghman tiller tillery tillett tilley tillis tillman tillotson tilton
timberlake timmerman timmons timms tims tincher tindle tingley tinney tinsley tippett tipton tirado tisdale tittle tobar tobey toland tolbert toler toliver tolle tollefson tolley tolliver
tolman tolson tomblin tomlin tompkins toner tooley toombs toomer toomey torgerson torre torrence torrez toscano totten toussaint towe towery towle towne towner townes townley townsley trahan
trainor tramel trammel trammell trantham trapp trask travers trawick traylor traynor treadway treadwell treece trexler tribble trice trigg trimble triplett tripp trombley trost trotman trott
trottier troup troutman trowbridge troxell troxler troyer truax trudeau trueblood truelove truesdale truett truitt trull truss trussell tso tsosie tubbs tucci tuggle tull tullis tunnell
tunstall tupper turgeon turley turman turnage turnbow turney turpin tutt tuttle tweedy twigg twilley twitty twombly twyman tye tyndall tyner tynes tyrrell tyus uhl ulibarri ullman ulloa ulmer
underhill ung unknow unruh upchurch upshaw urbina urias uribe ussery vaca vaccaro vachon vaden vadnais vail vaillancourt valadez valdivia valdovinos vale valenti valladares vallee valles
valliere vanatta vanburen vanbuskirk vancleave vanderpool vandiver vandusen vandyke vanegas vanhook vanhoose vanhorn vanhouten vankirk vanlandingham vanmeter vann vannatta vanness vannoy
vanover vanpelt vanscoy vansickle vantassel vanwinkle vanzandt vanzant vargo varnado varner varney vasques vassallo vassar vaught veach veasey veilleux vela velarde veliz veloz venable
venegas verdin verdugo verduzco vereen vergara vermillion verret vestal vickery vidrine vierra vigue villagomez villalobos villalpando villar villareal villasenor villatoro villeneuve vining
vinson voelker vogler voight volk volkman vollmer volz voorhees vowell voyles vue wachter wacker waddell wadley waggoner wagoner wagstaff wahl waite waites walcott wald walden waldman waldon
waldron waldrop waldrup wales wallen walley wallis walston walther waltman walz wampler wardell wardlaw warfield wargo warman warnke warnock warr warrick warrington warwick washburn wasson
waterman watford watters watterson waugh wayland wayman weatherby weatherford weatherly weathersby weatherspoon webber weddle weeden weekley weems weese wegner weidman weigand weil weiland
weimer weinberger weiner weintraub weir weis weisberg weise weiser weisman weissman weitzel welborn welker weller wellman welton welty wendel wendling wenger wentworth wentz wentzel wert
wertz wescott wessels wesson westberry westbrook westbrooks westcott wester westerfield westerman westfall westlund westover wethington wetmore wetzel wexler whalen whaley whatley wheaton
wheelock whetstone whipple whisenant whisenhunt whisler whitacre whitcomb whited whitehouse whitehurst whiteman whitener whitesell whiteside whitford whiting whitlock whitlow whitman whitmer
whitmire whitmore whitson whitt whitted whittemore whitten whittier whittington whitton whitworth whorton whyte wickham wicklund wickman wideman widener widner wiegand wiese wigfall wiggs
wight wigley wilbanks wilborn wilbourn wilcher wildman wilfong wilhite wilhoit wilkens wilkes wilkey wilkie wilks willaims willams wille willett willey willhite williford willison willman
willson wilmot wilmoth wimberly wimbush wimer winburn winchell winchester winder windham windle windom windsor winfrey wingard wingate winger wingfield wingo winkelman winkle winn winslow
winstead winton wireman wiseman wisner witcher witham witherspoon withrow witkowski witmer witte witten witter wittman wofford wolcott wold wolfenbarger wolford wolfson womble woodall
woodbury woodcock woodford woodham woodley woodman woodring woodruff woodrum woodson woodworth woodyard woolard wooldridge woolery wooley woolf woolfolk woolridge woolsey woosley wooster
wooten worcester worden worley worrell worsham worsley wortham worthen wortman wray wrenn wurth wyche wyckoff wylie wyman wynn wyrick yager yale yancey yancy yandell yanez yarber yarborough
yarbrough yazzie ybarra yeager yepez yim yingling yoakum yockey yocum yoho yost youmans youngblood youngman youngs yount younts yuen zahn zamarripa zamudio zaragoza zarate zayas zeigler
zelaya zellers zendejas zepeda zeringue zink zinn zito zook zorn zuber zucker zumwalt
`
  .trim()
  .split(/\s+/)
