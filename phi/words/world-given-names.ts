/**
 * Given names by the language or region where they are common, from general knowledge, in ASCII (latin.ts folds what is
 * written with accents). Names that the list of United States births has are not repeated on purpose but may be.
 */
export const WORLD_GIVEN_NAMES: readonly string[] = words(`
german: achim adelheid albrecht alois andreas anja anke anneliese annegret annika antje arne armin astrid axel barbel bastian beate benedikt bernd
bernhard bettina birgit birgitta birte bjorn brigitte burkhard carsten christa christel christoph christiane claus clemens cornelia dagmar detlef dieter
dietmar dietrich dirk doreen dorothea eberhard eckhard edeltraud elfriede elke elmar elvira erhard erich erika ernst erwin eva ewald fabian falk felicitas
ferdinand florian frauke friederike friedhelm friedrich fritz gabriele georg gerd gerda gerhard gerlinde gertrud gisela gottfried greta gudrun gunnar
gunter gunther gustav hagen hanna hannelore hannes hans hansjorg harald hartmut hartwig hedwig heide heike heiko heiner heinrich heinz helga helge hellmut
helmut hendrik henning henrike herbert heribert hermann hildegard hilke holger horst hubert hubertus ilona ilse imke inga inge ingeborg ingo ingrid irmgard
irmtraud isolde jakob janina jannik jens joachim jochen johann johannes jorg jost jurgen jutta kai karin karl karlheinz karola karsten kaspar katharina
katja katrin kerstin kilian klara klaus knut konrad konstantin korbinian kornelia kurt lars leonie leopold liesel lieselotte lorenz lothar lotte ludger
ludwig luise lutz magdalena maike malte manfred manuela mareike margarete margit margot markus marlies martina mathias mathilde matthias maximilian mechthild
meike michaela mirjam monika moritz nadine nicola nicole nikolaus nils norbert olaf oskar otmar ottilie otto paula peer petra philipp pia rainer ralf ramona
reiner reinhard reinhold renate ricarda roderich roland rolf romy rosemarie roswitha rudi rudiger rudolf ruprecht sabine sascha sebastian siegbert siegfried
sieglinde sigrid silke silvana simone sonja stefan stefanie steffen susann susanne svea sven svenja swantje sybille tanja thea theresia thomas thorben
thorsten tilman tobias torben torsten traudl trude ulf ulla ulrich ulrike ursula ute uwe valentin veit veronika viktor viktoria volker volkmar walburga
waldemar waltraud wenzel werner wiebke wieland wilfried wilhelm willi winfried wolf wolfgang wolfram xaver yvonne
french: adele adrien agathe agnes aimee alain alban alexandre alexis alice aline alix alphonse amandine amelie anais andree ange anicet annick anouk antoine
antonin apolline arlette armand arnaud arthur aude audrey augustin aurelie aurelien aurore axelle baptiste barnabe bastien beatrice benedicte benjamin benoit
berenice bernadette bertrand blanche brice brigitte bruno camille capucine caroline cecile cedric celeste celia celine chantal charlene charline christelle
christiane christophe clarisse claude claudette claudine clemence clement cleo clotilde colette come constance coralie corentin corinne cyprien cyril damien
danielle delphine denis denise diane didier dominique dorian edith edmond edouard eleonore eliane elie elisabeth elise elodie eloise elsa emeline emeric
emile emilie emilien emmanuelle enzo eric ernestine estelle esteban ethan etienne eugenie eulalie eva evelyne fabien fabienne fabrice felicie fernand fernande
fleur flora florence florent florian france franck francois francoise frederic frederique gabin gabrielle gael gaelle gaetan gaspard gaston gautier genevieve
georges georgette gerard geraldine germain germaine ghislain ghislaine gilberte gilles ginette gisele gregoire guillaume gustave guy gwenaelle henri henriette
herve hippolyte honore hortense hubert hugo hugues huguette ines irene isabelle jacqueline jacques jean jeanne jeannine jerome joachim jocelyne joel joelle
josephine josette josiane josselin jules julie julien juliette justin justine karine ladislas laetitia lambert laure laurence laurent laurette lazare lea
leane leonie leontine leopold leo liliane lilou lise loic lorenzo louane louis louisette loup luc lucas luce lucette lucie lucien lucienne lucile ludivine
ludovic lydie madeleine mael maelle maelys magali manon marc marceau marcel marcelle margaux margot marguerite marianne marielle mariette marine marion
marthe martine mathieu mathilde mathis mathys matthieu maud maurice maxence maxime melissa melodie mireille monique morgane muriel mylene myriam nadege
nadine nathan nathalie nicolas nicole nina ninon noe noelle noemie norbert oceane odette odile olivier ombeline oscar pascal pascale patrice paulette pauline
perrine philippe philippine pierre pierrette prosper quentin raoul raphael raphaelle raymonde regine regis remi remy renaud rene renee robin rodolphe rodrigue
rolande romain romane rosalie roseline roxane sacha salome sandrine sarah sasha severine sidonie simone solange solene sophie stanislas stephane suzanne
sylvain sylvaine sylvie tanguy tatiana theo theodore theophile therese thibaud thibault thierry tiphaine titouan tom tristan ulysse urbain valentine valere
valerie vianney victoire victor vincent violette virginie vivien viviane xavier yann yannick yasmine yoann yolande yves yvette yvon yvonne zacharie zoe
spanish: abel abelardo adan adela adelina adolfo agapito agata agustin agustina aitana aitor alba alfonso alicia almudena alonso alvaro amadeo amalia amancio
amaya ambrosio amparo anastasia anastasio anselmo antonio antonia araceli ariadna ariel armando arsenio arturo ascension asuncion aurelio aurora baltasar
basilio beatriz begona belen belinda benigno benito bernabe bernardo berta blanca blas bonifacio borja braulio bruno caetano camilo candela candelaria caridad
carina carlota carmelo carmina carolina catalina cayetano cecilio celestino celso cesar chema claudio clemente clotilde concepcion concha conchita constanza
consuelo cosme crescencia cristian cristobal cristian custodia damaso damian daniela dario delfina demetrio desiderio diego dionisio dolores domingo edelmira
edmundo eladio elba eleuterio elisa eliseo elvira emilia emiliano emilio encarnacion encarna enriqueta epifanio erasmo ernesta ervigio esperanza esteban
estefania estela estrella eufemia eugenia eugenio eulogio eusebio eustaquio eva evaristo ezequiel fabiola fabricio facundo faustino fausto federico feliciano
felisa fermin fidel flor florentino florinda fortunato francisca froilan fulgencio gaspar gema genoveva german gertrudis gervasio gines gisela gonzalo graciela
gregoria gregorio griselda guadalupe gumersindo gustavo heriberto herminia hernan hernando higinio hilario hipolito horacio hugo humberto ignacia ignacio
iker ildefonso imelda indalecio inmaculada inocencio irene isidora isidoro isidro ismael itziar ivan jacinta jacinto jacobo javi jeronimo jesusa jimena joaquin
joaquina jonas jordi josefa juana judit julieta julio justina justo laureano lautaro lazaro leandra leandro leire leocadia leonardo leoncio leonor leopoldo
lidia lisandro lope lorena loreto lourdes lucas luciana luciano lucrecia ludmila luisa lupe macarena macario magdalena maite manolo manuel manuela marcelina
marcelino marcelo marcial mariano maribel maricarmen maricela mariela marina mario marisa maritza martin martina mateo matias matilde mauricio mauro maximiliano
maximino mayra melchor mercedes micaela miguel milagros mireia miriam modesta modesto moises monserrat montserrat narciso nazario nereida nerea nestor
nicanor nicolas nieves noelia nuria obdulia octavio ofelia olalla olegario oriol osvaldo pablo paco paloma paola pascual pastora patricio paulino paz pepa
pepe perla pilar placido porfirio primitivo prudencia purificacion quique rafaela raimundo ramiro raquel rebeca refugio regina remedios renata reyes ricardo
rigoberto roberta rocio rodolfo rogelio rolando romualdo roque rosalia rosalinda rosario rosendo rufino ruperto sabas sagrario salome salvadora santos
saturnino saul segundo selena serafin sergi severino silverio silvestre simona sixto socorro sofia sol soledad susana tadeo tamara tania telmo teodoro teofilo
tiburcio timoteo tobias tomas tomasa torcuato toribio trinidad ubaldo ulises urbano valentin valeria valeriano venancio ventura vera veronica vicenta vicente
victorino virgilio virtudes vito wenceslao ximena yago yolanda zacarias zoraida zulema
italian: adalgisa addolorata adriano agata agostino alberta alda aldo alessandra alessandro alessia alessio alfio alighiero allegra amato ambra amedeo amerigo
andreina angelina angelo anna annalisa annamaria annibale annunziata antonella antonietta antonino arianna armando arnaldo arturo asia assunta attilio augusta
augusto aurora barbara bartolomeo beatrice benedetta benedetto benito beppe biagio bianca bruna brunella bruno calogero camilla carla carlo carlotta carmela
carmelo carmine carolina caterina cesare chiara cinzia ciro clara claudia claudio clelia clemente concetta corrado cosimo costantino costanza cristiano daniele
danilo daria dario davide debora domenica domenico donatella donato edoardo elda elena eleonora elettra elio elisa elisabetta ella eloisa elvira emanuela
emanuele emilio emma enea ennio enrica enrico enza enzo ermanno ernesto ettore eugenio ezio fabio fabiola fabrizia fabrizio federica federico felice ferdinando
ferruccio filippo filomena fiorella fiorenza flaminia flavia flavio franca francesca francesco franco fulvia fulvio gabriella gaetana gaetano gaia gaspare
gavino gemma gennaro ghita giacinta giacobbe giacomo giada giampaolo giampiero giancarlo gianfranco gianluca gianluigi gianmarco gianna gianni gianpaolo
gigi gilda gina gino gioacchino gioele gioia giordano giorgia giorgio giovanna giovanni giuliana giuliano giulia giulietta giulio giuseppe giuseppina giusi
giustina giusto gloria graziana graziano graziella greta guglielmo guido igor ilaria ilario immacolata ines iolanda ippolito irene irma isabella italo ivana
ivano ivo jacopo lamberto laura lea leandro lelio leonardo leone leonora leopoldo letizia lia liana libero licia lidia liliana linda lino lisa livia livio
loredana lorella lorena lorenza lorenzo loretta loris luana luca lucia luciana luciano lucio lucrezia ludovica ludovico luigi luigia luigina luisa maddalena
manuel mara marcella marcello marco margherita mariangela mariano marianna maria mariella marilena marina mario marisa marta martina martino marzia massimiliano
massimo matilde matteo mattia maura maurizia maurizio mauro melania melissa michela michelangelo michele milena milo mimmo mirco mirella mirko monica morena
morgana nadia nando natale natalia nazareno nello nerina nico nicoletta nicolo nino noemi norma nunzia nunzio olga olimpia omero orazio oreste orlando ornella
orsola oscar osvaldo ottavia ottavio ottone palmira paola paolo pasquale pasqualina patrizia patrizio piera piergiorgio pierluigi piero pierpaolo pietro
pino pio placido plinio pompeo primo priscilla quirino rachele raffaella raffaele raimondo ramona raniero rebecca remo renata renato renzo riccardo rino rita
roberta roberto rocco rodolfo romano romeo romina romolo rosa rosalba rosalia rosangela rosanna rosaria rosario rosella rosetta rosina rossana rossella rosso
ruggero sabatino sabina sabrina salvatore samuele sandra sandro sante santina santo sara saverio sebastiano serafina serena sergio settimio severino silvana
silvano silvestro silvia silvio simona simone sofia sonia stefania stefano stella susanna tancredi tatiana tecla teodora teresa tiberio tina tito tiziana
tiziano tommaso tonino tullia tullio ubaldo ugo ulisse umberto valentina valentino valerio valter vanda vanessa vera verdiana veronica vilma vincenza vincenzo
viola violetta virgilio virginia vita vitale vito vittoria vittorio viviana walter zaira zeno zita
portuguese: abilio acacio adalberto adelaide ademir adriano afonso agostinho alberto albertina alcides alexandre alexandra alvaro amadeu americo anderson andreia
anselma antonia aparecida aparecido arlindo arnaldo artur augusta augusto aurelio beatriz belmiro benedito bernardo breno bruna bruno caetano caio camila carina
carla carlos carolina cassio catarina cauan caua celia celina celso cesar cicero clara clarice claudia claudio clovis conceicao cristiane cristiano cristovao
daiane dalila damiao daniela danilo davi debora deise denilson diana diogo dinis domingos duarte edmilson edna edson eduarda eduardo eliana eliane elias elisangela
eloa elza emanuel emanuela emilia enzo erica ernani esmeralda estela estevao eugenia euclides evandro fabiana fabiano fabio fabricia fabricio fatima felipe
fernanda fernando filipa filipe flavia flavio francisca frederico gabriela genesio geraldo germano gilberto gilmar giovana gisele giselle gloria goncalo
graca guilherme gustavo heitor helder helena helia helio heloisa henrique herculano hortensia hugo humberto iara igor ilda ines inacio iracema isabela isadora
isaura ivone izabel jacinta jaime jair jandira janaina jaqueline jeronimo joana joao joaquim joaquina jonas jordao jorge josefa josue juarez julia juliana
juliano julio jurandir karina laercio lais larissa laura lauro lavinia leandra leandro leonel leonor leticia lidia liliana livia lorena lourdes lourenco luana
lucas lucia luciana luciano lucilia ludmila luis luisa luiz luiza lurdes madalena maisa manoel manuel manuela mara marcela marcelo marcia marcio marco marcos
margarida mariana marieta marilia marina mario marisa marlene marli marta martim mateus matilde matheus mauricio mauro melissa micaela miguel milena milton
mirela moacir moises monica murilo nadia natalia nathalia nelson neusa newton nicole nilson nilton noemia nuno octavio odete olavo olegario olivia orlando
osmar osvaldo otavio palmira patricia paula paulo pedro plinio priscila quiteria rafaela raimunda raimundo ramiro raul rebeca regiane regina reinaldo renan
renata renato ricardo rita roberta roberto robson rodrigo rogerio romeu romulo ronaldo rosa rosangela rosario rosana rubens rui ruy sabrina salete salvador samara
samuel sandra santiago sara sebastiana sebastiao selma sergio severino silas silvana silvia silvio simao simone sofia solange sonia sueli suzana tadeu tais tania
tatiana tatiane telma teodoro teresa teresinha thais thiago tiago tomas tome ulisses valdemar valdir valentim valeria valter vanda vanderlei vanessa vasco vera
veronica vicente virgilio vitor vitoria viviane wagner waldemar walter wanderley wellington wesley wilson yara yasmin zelia zeferino zilda zulmira
dutch: aart adriaan adriana aleida alida anke annelies anneke annemieke anouk antoon arend arie arjan arjen arnoud astrid bart bas bastiaan berend bert
bertus bo boudewijn bram carlijn casper christiaan cor cornelis daan daphne diederik dirk douwe eefje egbert eline elke els ellen erwin esmee evert fenna femke
fleur floor floris fred freek frits froukje geert geertje geertruida gerard gerben gerda gerrit gert gijs gijsbert giel guus hanneke hannie hans harm harmen
heleen hendrik hendrika henk henny herman hilde huib hugo ilse imke ine inge ingeborg iris ivo jaap jacco jacob jacoba jacobus jan janneke jannie jans jantje
jasper jelle jelmer jeroen jet jeroom jitske job jochem joep johan johanna johannes joke jolanda joost joris jorn josien jurgen jurre kees klaas klaartje koen
koenraad koos kornelis krijn lammert lars laurens leendert lennart lieke lies lieve lieven lisanne loes lotte lowie luuk maaike maarten maartje machteld
marieke marije marijke marijn marjan marleen marloes martijn mathijs matthijs mees meike menno merel michiel mieke mirjam nicolaas niek niels nienke noor
nynke onno otto pauline piet pieter pieternella pim pleun reinier remco renske rens reinout rianne rik rob robbert robin roel roelof roos rosalie ruben rutger
ruud sander sanne saskia sebastiaan siebe siem sietske sjaak sjoerd sjors sofie stefan sten stijn suze sven sybren sytse tamara teun teunis theo thijs thijmen
thomas tijn tijmen tim tineke tjeerd toon truus veerle vera vincent wessel wiebe wieger wiljan willem willemijn wilma wim wout wouter xander yara ymke
nordic: aage aasa agda agneta agnete aino aki aksel alf alfhild allan alli alva alvar amund anders andreas anette anita anja anker anna annbritt anne anneli
annelise annette annika annikki ansgar anton antti ari arild arne arnt arto arvid arvo asbjorn ase aslaug asmund asta astrid atle aud audun auli aune axel
balder bendik benedikte bengt benny bente berit bertil birger birgit birgitte birgitta birthe bjarne bjorg bjorn bo bodil borge bosse brit britt britta brynjar
caj camilla carina carl carsten caspar cathrine cecilie charlotta christel christen christer clas conny dag dagfinn dagny dan ditte ebba eero egil eija eila
eilif einar eino eirik eivind elin elina elisabet elisabeth elise ellinor elna else elsebeth emelie emil emilia emmi endre erika erik erkki erland erling ernst
esbjorn esa esko espen ester eva evald eyvind fanny finn folke freja fredrik fredrika frida fride frode geir gerd gerda gerhard gitte gjertrud gorm goran grete
grethe gro gry gudmund gudrun gun gunhild gunilla gunn gunnar gunvor gustaf gustav guttorm guri haakon hakon halfdan hallvard halvard halvor hanna hannele hanne
hannu harald harri heidi heikki heini heli helena helene helge helle helmi helmer helvi hemming henning henrik henriette henna herdis hildur hilja hilkka hilma
hjalmar hjordis holger hugo ida iida iiro ilkka ilmari ilona ilse inari inga inger ingeborg ingegerd ingela ingemar inger ingmar ingolf ingrid ingvar ingvild
irja irmeli irma isak isto ivar jaakko jan janne jannike jari jarle jarkko jarmo jeanette jens jenni jeppe jesper joakim joar johan johanna johannes jon jonas
joni jonna jorgen jorma jorn jorunn jostein jouko jouni juha juhani jukka julius jussi jutta jyrki kaarina kaarlo kai kaija kaisa kaj kalervo kalevi kalle kari
karin karina karita karl karolina karoliina karstein kasper katarina katja katri kauko keijo kenneth kerttu kielo kim kimmo kirsi kirsten kirsti kirstine kjell
kjersti kjetil klas klaus knud knut konsta kristiina kristin kristoffer krister kristina kurt kyllikki kyosti lage lars lasse laila laura lauri leena leif lena
lene lennart lennie liisa liisi lilja lillian linnea lis lisbeth lise liv ljubica lone lotta lotte lovisa ludvig lukas lykke maarit maj maija maja malene malin
magne magnhild magnus marcus maren margareta margit margrethe margunn mari maria marianne marie mariann marit marja marjatta marjo markku marko markus marte
martti mats matti mattias mauri maximilian merete merethe merja mette mia mika mikael mikkel mikko milla minna mirja mirjami mogens mona monica morten nanna
niels niilo niina nils nina njal noora norbert oda odd oddbjorg oddny oddvar oili oiva ola olav olavi olaf ole olga oliwia olle olli olof oluf onni orjan orvar
oscar oskar osmo ossi otto outi oyvind oystein paavo palle palma pal par paivi pekka peder pelle per pernilla pernille pertti petra petri petter pia pirjo pirkko
piia poul preben raija raimo ragna ragnar ragnhild ragnvald raili raine rakel randi rasmus rauha rauni reidar reidun reijo reino riikka riitta risto ritva
roald roar roger rolf ronja ronny rune runa ruth saana saara saga saila sakari salla sami samuli sanna santeri sara satu seija seppo severin signe sigbjorn
sigrid sigrun sigurd sigvard siiri silja silje simen sini sinikka sirkka siri sissel siv sivert sofie solfrid solveig soile soren stefan steinar sten stig stian
stina sture sunniva suvi svante svea svein sven svend sverre synnove synne taina taisto tage tapani tapio tarja tarmo teemu teija tellervo teppo terhi terje
terttu thea thomas thor thora thorbjorn thore thorleif thorstein thorvald tiina timo tine tobias toivo tom tommi tomi tone tonje tor torbjorn torborg tord tore
torfinn torgeir torhild toril torill torkel torleif torstein torsten torunn torvald tove troels trond trude trygve tuija tuomas tuomo tuula turid ture turo tyra
tytti uffe ulf ulla ulrik ulrika unni urban urho urpo uuno vagn valborg valdemar valtteri vebjorn veikko vegard veijo veli vendela verner vesa vibeke victoria
vidar viggo vigdis vilde vilhelm viljami viljo ville vilma vinjar virpi vivi vuokko yngvar yngve yrjo yvonne
icelandic: adalbjorg agust arni asdis asgeir asta baldur bergthora birgir birna bjarki bjarni brynja dagur davið egill einar elin erla eyjolfur fjola fridrik
gisli gudbjorg gudjon gudlaug gudmundur gudny gudrun gunnar gylfi hafdis halldor halldora hallgrimur haraldur helga hildur hjalti hrafnhildur hulda inga ingibjorg
ingolfur jon jona jonas jonina katrin kjartan kolbrun kristin kristjan kristjana lilja magnus margret olafur olof omar pall petur ragnar ragnheidur rosa runar
sigridur sigrun sigurbjorg sigurdur sigurjon sigurlaug snorri solveig stefan stefania steinunn sveinn thora thorarinn thordis thorgeir thorsteinn unnur valgerdur
`)

function words(list: string): readonly string[] {
  return list
    .trim()
    .split(/\s+/)
    .filter((word) => !word.endsWith(':'))
}
