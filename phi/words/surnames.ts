/** Common surnames, lower case, from general knowledge of the United States census and of immigrant communities. */
export const SURNAMES: readonly string[] = `
abbott abdi abdullah acevedo acosta adams adkins aguilar aguirre ahmed alexander ali allen allison alvarado alvarez
anderson andrade andrews anthony armstrong arnold arroyo ashley atkins atkinson austin avila ayala bailey baker baldwin
ball ballard banks barber barker barnes barnett barrera barrett barron barry bartlett barton bass bates bauer beard
beasley beck becker bell beltran bender benitez bennett benson bentley berg berger bernal bernard berry bishop
blackburn blackwell blair blake blankenship blevins bolton bond bonilla booker boone booth bowen bowers bowman boyd
boyer boyle bradford bradley bradshaw brady branch brandt braun bravo brennan brewer briggs brock brooks brown browning
bruce bryan bryant buchanan buck buckley bullock burch burgess burke burnett burns burton bush butler byrd cabrera
cain calderon caldwell calhoun callahan camacho cameron campbell campos cannon cantu cardenas carey carlson carney
carpenter carr carrillo carroll carson carter case casey castaneda castillo castro cervantes chambers chan chandler
chang chapman charles chase chavez chen cherry cheng choi christensen christian chung church cisneros clark clarke
clay clayton clements cline cobb cochran coffey cohen cole coleman collier collins colon combs compton conley conner
contreras conway cook cooper copeland cordova cortes cortez costa cowan cox craig crane crawford crosby cross cruz
cuevas cummings cunningham curry curtis dalton daniel daniels daugherty davenport davidson davies davila davis dawson
day dean decker delacruz delarosa deleon delgado dennis diaz dickerson dickson dillon dixon dodson doe dominguez
donaldson donovan dorsey dougherty douglas downs doyle drake duarte dudley duffy duke duncan dunlap dunn duran durham
dyer eaton edwards elliott ellis ellison english enriquez erickson escobar esparza espinosa espinoza estes estrada
evans everett ewing farley farmer farrell faulkner ferguson fernandez ferrell fields figueroa finley fischer fisher
fitzgerald fitzpatrick fleming fletcher flores flowers floyd flynn foley forbes ford foster fowler fox francis franco
frank franklin frazier frederick freeman french frey friedman fritz frost fry frye fuentes fuller gaines galindo
gallagher gallegos galloway galvan gamble garcia gardner garner garrett garrison garza gates gentry george gibbs gibson
gilbert giles gill gillespie glass glenn glover golden gomez gonzales gonzalez good goodman goodwin gordon gould graham
grant graves gray green greene greer gregory griffin griffith grimes gross guerra guerrero guevara gupta gutierrez
guzman haas hahn hale hall hamilton hammond hampton hancock hanna hansen hanson hardin harding hardy harmon harper
harrell harrington harris harrison hart hartman harvey hassan hayden hayes haynes heath hebert henderson hendricks
hendrix henry hensley henson herman hernandez herrera herring hess hester hickman hicks higgins hill hines hinton ho
hobbs hodge hodges hoffman hogan holland holloway holmes holt hood hooper hoover hopkins horn horne horton house houston
howard howe howell huang hubbard huber hudson huerta huff huffman hughes hull humphrey hunt hunter huynh hurley hurst
hussain ibarra ibrahim ingram irwin jackson jacobs jacobson james jaramillo jarvis jefferson jenkins jennings jensen
jimenez johns johnson johnston jones jordan joseph joyce juarez kaiser kane kaufman keith keller kelley kelly kemp
kennedy kent kerr khan kim king kirby kirk klein kline knapp knight knox koch kramer krause krueger kumar lam lamb
lambert landry lane lang lara larsen larson lawrence lawson le leach leal leblanc lee leon leonard lester levine levy
lewis li lin lindsey little liu livingston lloyd logan long lopez love lowe lowery lozano lucas lucero luna lynch lynn
lyons macdonald macias mack madden maddox mahoney maldonado malone mann manning marin marks marquez marsh marshall
martin martinez mason massey mathews mathis matthews maxwell may mayer maynard mayo mays mccall mccann mccarthy
mccarty mcclain mcclure mcconnell mccormick mccoy mccullough mcdaniel mcdonald mcdowell mcfarland mcgee mcgrath
mcguire mcintosh mcintyre mckay mckee mckenzie mckinney mcknight mclaughlin mclean mcmahon mcmillan mcpherson meadows
medina medrano mejia melendez melton mendez mendoza mercado mercer merritt meyer meyers meza michael middleton miles
miller mills miranda mitchell mohamed molina monroe montes montgomery montoya moody moon moore mora morales moran
moreno morgan morris morrison morrow morse morton moses mosley moss moyer mueller mullen mullins munoz murillo murphy
murray myers nash navarro neal nelson newman newton nguyen nichols nicholson nielsen nixon noble nolan norman norris
norton novak nunez obrien o'brien ochoa o'connell oconnell o'connor oconnor odom odonnell o'donnell oliver olsen olson
oneal o'neal oneill o'neill orozco orr ortega ortiz osborne osborn owen owens pace pacheco padilla page palacios palmer
parker parks parra parrish parsons patel patrick patterson patton paul payne pearson peck pena pennington perez perkins
perry person peters petersen peterson petty pham phan phelps phillips pierce pineda pittman pitts pollard ponce poole
pope porter portillo potter potts powell powers pratt preston price prince proctor pruitt pugh quinn quintero ramirez
ramos ramsey randall randolph rangel rasmussen ray raymond reed reese reeves reid reilly reyes reynolds rhodes rice rich
richard richards richardson richmond riddle riley rios rivas rivera rivers roach robbins roberson roberts robertson
robinson robles rocha rodgers rodriguez rogers rojas rollins roman romero rosales rosario rosas rose ross roth rowe
rowland roy rubio ruiz rush russell russo ryan salas salazar salgado salinas sampson sanchez sanders sandoval sanford
santana santiago santos saunders savage sawyer schaefer schmidt schmitt schneider schroeder schultz schwartz scott
sellers serrano sexton shaffer shah shannon sharma sharp shaw shelton shepard shepherd sheppard sherman shields short
sierra silva simmons simon simpson sims singh singleton skinner sloan small smith snow snyder solis solomon sosa soto
sparks spears spence spencer stafford stanley stanton stark steele stein stephens stephenson stevens stevenson stewart
stokes stone stout strickland strong stuart suarez sullivan summers sutton swanson sweeney tang tanner tapia tate taylor
terrell terry thomas thompson thornton tovar townsend tran trejo trevino trujillo truong tucker turner tyler underwood
valdez valencia valentine valenzuela vance vang vargas vasquez vaughan vaughn vazquez vega velasquez velazquez velez
villa villanueva villarreal vincent vo vu wade wagner walker wall wallace waller walls walsh walter walters walton wang
ward ware warner warren washington waters watkins watson watts weaver webb weber webster weeks weiss welch wells werner
west wheeler whitaker white whitehead whitney wiggins wiley wilcox wilkerson wilkins wilkinson williams williamson
willis wilson winters wise wolf wolfe wong wood woodard woods woodward wright wu wyatt xiong yang yates yoder york young
yu zamora zavala zhang zhao zhou ziegler zimmerman zuniga
`
  .trim()
  .split(/\s+/)
