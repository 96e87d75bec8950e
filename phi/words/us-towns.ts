/**
 * Cities and towns of the United States, most of them above thirty thousand people, from general knowledge, in lower case. Many
 * are somebody's name or an everyday word as well: they count only where the words around say that a place follows.
 */
export const US_TOWNS: readonly string[] = list(`
  birmingham, montgomery, mobile, huntsville, tuscaloosa, hoover, dothan, auburn, decatur, gadsden, florence, anniston, opelika, phenix city, selma, talladega
  anchorage, fairbanks, juneau, sitka, wasilla, ketchikan, kenai, kodiak, bethel, nome
  phoenix, tucson, mesa, chandler, scottsdale, glendale, gilbert, tempe, peoria, surprise, yuma, flagstaff, avondale, goodyear, buckeye, casa grande, lake havasu city, prescott, sierra vista, kingman, nogales, sedona, bullhead city, apache junction
  little rock, fort smith, fayetteville, springdale, jonesboro, conway, rogers, pine bluff, bentonville, hot springs, texarkana, benton, el dorado
  los angeles, san diego, san jose, san francisco, fresno, sacramento, long beach, oakland, bakersfield, anaheim, santa ana, riverside, stockton, irvine, chula vista, fremont, san bernardino, modesto, fontana, oxnard, moreno valley, huntington beach, santa clarita, garden grove, oceanside
  rancho cucamonga, ontario, santa rosa, elk grove, corona, hayward, lancaster, palmdale, salinas, pomona, sunnyvale, escondido, torrance, pasadena, roseville, fullerton, visalia, thousand oaks, simi valley, concord, victorville, vallejo, berkeley, el monte, downey, inglewood, ventura, fairfield
  santa maria, redding, chico, carlsbad, murrieta, temecula, antioch, richmond, daly city, hesperia, santa monica, clovis, merced, compton, south gate, vacaville, redwood city, napa, petaluma, tustin, santa cruz, san mateo, san rafael, lodi, turlock, tracy, manteca, hanford, porterville, madera
  yuba city, davis, folsom, eureka, ukiah, san luis obispo, monterey, palm springs, indio, el centro, barstow, needles, palo alto, mountain view, cupertino, milpitas, livermore, pleasanton, walnut creek, burbank, alhambra, whittier, norwalk, lakewood, redlands, miramar, encinitas, yucaipa, delano, tulare
  denver, colorado springs, aurora, fort collins, lakewood, thornton, arvada, pueblo, greeley, boulder, longmont, loveland, grand junction, castle rock, durango, montrose, broomfield, littleton, westminster, alamosa, aspen, vail
  bridgeport, new haven, stamford, hartford, waterbury, norwalk, danbury, new britain, bristol, meriden, milford, middletown, norwich, shelton, torrington, new london, groton, greenwich
  wilmington, dover, newark, smyrna, rehoboth beach
  jacksonville, miami, tampa, orlando, st petersburg, hialeah, tallahassee, fort lauderdale, port st lucie, cape coral, pembroke pines, hollywood, gainesville, coral springs, clearwater, palm bay, pompano beach, west palm beach, lakeland, davie, boca raton, sunrise, deltona, plantation
  fort myers, melbourne, daytona beach, pensacola, kissimmee, ocala, sarasota, bradenton, delray beach, naples, key west, panama city, boynton beach, st augustine, sanford, winter haven, titusville, sebring, vero beach, coral gables, homestead
  atlanta, columbus, augusta, savannah, athens, sandy springs, macon, roswell, albany, johns creek, warner robins, alpharetta, marietta, valdosta, smyrna, dalton, rome, gainesville, hinesville, brunswick, statesboro, waycross, lagrange, thomasville, carrollton
  honolulu, hilo, kailua, kapolei, kaneohe, waipahu, lahaina, kahului
  boise, meridian, nampa, idaho falls, pocatello, caldwell, coeur d'alene, twin falls, lewiston, moscow, post falls, rexburg, moscow
  chicago, aurora, joliet, naperville, rockford, springfield, elgin, peoria, champaign, waukegan, cicero, bloomington, evanston, schaumburg, bolingbrook, arlington heights, palatine, skokie, des plaines, orland park, decatur, moline, urbana, normal, carbondale, quincy, galesburg, kankakee, belleville, rock island, oak lawn, berwyn, dekalb, danville, effingham, mount vernon
  indianapolis, fort wayne, evansville, south bend, carmel, fishers, bloomington, hammond, gary, lafayette, muncie, terre haute, kokomo, anderson, noblesville, greenwood, elkhart, mishawaka, michigan city, richmond, new albany, vincennes, goshen, valparaiso, merrillville
  des moines, cedar rapids, davenport, sioux city, iowa city, waterloo, ames, council bluffs, dubuque, ankeny, cedar falls, mason city, ottumwa, burlington, fort dodge, marshalltown, muscatine
  wichita, overland park, kansas city, olathe, topeka, lawrence, shawnee, manhattan, salina, hutchinson, lenexa, leavenworth, dodge city, garden city, emporia, hays, pittsburg, liberal
  louisville, lexington, bowling green, owensboro, covington, paducah, frankfort, ashland, elizabethtown, hopkinsville, richmond, pikeville, hazard, somerset, georgetown
  new orleans, baton rouge, shreveport, lafayette, lake charles, kenner, bossier city, monroe, alexandria, houma, slidell, hammond, ruston, natchitoches, opelousas, thibodaux
  portland, lewiston, bangor, south portland, auburn, biddeford, augusta, waterville, presque isle, brunswick, bar harbor, caribou
  baltimore, frederick, rockville, gaithersburg, bowie, hagerstown, annapolis, salisbury, cumberland, columbia, silver spring, towson, bethesda, ocean city, easton, laurel
  boston, worcester, springfield, cambridge, lowell, brockton, new bedford, quincy, lynn, fall river, lawrence, newton, somerville, framingham, haverhill, waltham, malden, brookline, plymouth, medford, taunton, chicopee, weymouth, revere, peabody, methuen, pittsfield, leominster, fitchburg, holyoke, gloucester, northampton, attleboro, barnstable, salem
  detroit, grand rapids, warren, sterling heights, ann arbor, lansing, flint, dearborn, livonia, troy, westland, farmington hills, kalamazoo, wyoming, southfield, rochester hills, taylor, pontiac, royal oak, novi, dearborn heights, battle creek, saginaw, ypsilanti, muskegon, bay city, jackson, holland, port huron, traverse city, marquette, escanaba, midland, monroe, petoskey, alpena
  minneapolis, st paul, saint paul, rochester, duluth, bloomington, brooklyn park, plymouth, st cloud, saint cloud, woodbury, eagan, maple grove, mankato, moorhead, winona, bemidji, hibbing, owatonna, brainerd, fergus falls, edina, faribault, albert lea
  jackson, gulfport, southaven, hattiesburg, biloxi, meridian, tupelo, olive branch, greenville, horn lake, clinton, vicksburg, natchez, starkville, pascagoula, oxford, corinth, laurel
  kansas city, st louis, saint louis, springfield, columbia, independence, lee's summit, o'fallon, st joseph, st charles, blue springs, joplin, jefferson city, cape girardeau, rolla, sedalia, hannibal, poplar bluff, kirksville, florissant, branson
  billings, missoula, great falls, bozeman, butte, helena, kalispell, havre, miles city, whitefish, livingston
  omaha, lincoln, bellevue, grand island, kearney, fremont, hastings, north platte, norfolk, columbus, papillion, scottsbluff
  las vegas, henderson, reno, sparks, carson city, elko, mesquite, pahrump, boulder city, winnemucca
  manchester, nashua, concord, derry, dover, rochester, salem, merrimack, keene, portsmouth, laconia, hanover, lebanon, claremont
  newark, jersey city, paterson, elizabeth, trenton, clifton, camden, passaic, union city, bayonne, east orange, vineland, new brunswick, hoboken, perth amboy, plainfield, hackensack, atlantic city, toms river, cherry hill, edison, woodbridge, morristown, princeton, asbury park
  albuquerque, las cruces, rio rancho, santa fe, roswell, farmington, clovis, hobbs, alamogordo, carlsbad, gallup, los lunas, truth or consequences, silver city, taos, socorro, deming, artesia
  new york, buffalo, rochester, yonkers, syracuse, albany, new rochelle, mount vernon, schenectady, utica, white plains, hempstead, troy, niagara falls, binghamton, rome, poughkeepsie, ithaca, elmira, jamestown, watertown, plattsburgh, kingston, saratoga springs, oneonta, glens falls, middletown, newburgh, brooklyn, staten island, flushing, massapequa, levittown, cortland, oswego
  charlotte, raleigh, greensboro, durham, winston-salem, fayetteville, cary, wilmington, high point, concord, asheville, greenville, gastonia, jacksonville, chapel hill, rocky mount, huntersville, burlington, wilson, kannapolis, hickory, goldsboro, salisbury, new bern, boone, mooresville, statesville, lumberton, kinston
  fargo, bismarck, grand forks, minot, west fargo, williston, dickinson, mandan, jamestown, wahpeton
  columbus, cleveland, cincinnati, toledo, akron, dayton, parma, canton, youngstown, lorain, hamilton, springfield, kettering, elyria, lakewood, cuyahoga falls, middletown, euclid, newark, mansfield, mentor, beavercreek, lima, warren, findlay, zanesville, marion, chillicothe, sandusky, athens, ashtabula, lancaster, wooster, portsmouth, massillon, steubenville
  oklahoma city, tulsa, norman, broken arrow, edmond, lawton, moore, midwest city, enid, stillwater, muskogee, bartlesville, shawnee, ponca city, ardmore, durant, owasso, ada, mcalester, tahlequah
  portland, salem, eugene, gresham, hillsboro, beaverton, bend, medford, springfield, corvallis, albany, tigard, lake oswego, keizer, grants pass, oregon city, klamath falls, roseburg, pendleton, coos bay, astoria, la grande, ashland, redmond, hermiston, the dalles
  philadelphia, pittsburgh, allentown, erie, reading, scranton, bethlehem, lancaster, harrisburg, altoona, york, wilkes-barre, chester, williamsport, easton, lebanon, hazleton, new castle, johnstown, mckeesport, hershey, state college, pottstown, norristown, chambersburg, gettysburg, sharon, butler, greensburg, uniontown, oil city, bradford, dubois, carlisle
  providence, warwick, cranston, pawtucket, east providence, woonsocket, newport, westerly
  charleston, columbia, north charleston, mount pleasant, rock hill, greenville, summerville, sumter, goose creek, hilton head, florence, spartanburg, myrtle beach, aiken, anderson, orangeburg, beaufort, conway, greer
  sioux falls, rapid city, aberdeen, brookings, watertown, mitchell, yankton, pierre, huron, spearfish, vermillion, sturgis
  nashville, memphis, knoxville, chattanooga, clarksville, murfreesboro, franklin, jackson, johnson city, bartlett, hendersonville, kingsport, collierville, cleveland, germantown, brentwood, columbia, cookeville, oak ridge, morristown, maryville, bristol, gallatin, lebanon, tullahoma, dyersburg, sevierville
  houston, san antonio, dallas, austin, fort worth, el paso, arlington, corpus christi, plano, laredo, lubbock, garland, irving, amarillo, grand prairie, brownsville, mckinney, frisco, pasadena, killeen, mcallen, mesquite, midland, denton, waco, carrollton, round rock, abilene, pearland, richardson, odessa, beaumont, college station, lewisville, tyler, wichita falls, league city, sugar land, allen, san angelo, edinburg, mission, longview, bryan, baytown, pharr, temple, missouri city, flower mound, harlingen, north richland hills, victoria, conroe, new braunfels, mansfield, cedar park, rowlett, port arthur, euless, georgetown, pflugerville, desoto, san marcos, galveston, texas city, lufkin, nacogdoches, kerrville, eagle pass, del rio, plainview, weslaco, paris, sherman, huntsville, texarkana, seguin, corsicana, big spring
  salt lake city, west valley city, provo, west jordan, orem, sandy, ogden, st george, layton, lehi, logan, murray, bountiful, draper, cedar city, moab, vernal, tooele, price, park city
  burlington, south burlington, rutland, montpelier, barre, bennington, brattleboro, st albans, st johnsbury
  virginia beach, norfolk, chesapeake, richmond, newport news, alexandria, hampton, roanoke, portsmouth, suffolk, lynchburg, harrisonburg, charlottesville, danville, manassas, petersburg, fredericksburg, winchester, salem, staunton, hopewell, blacksburg, arlington, reston, mclean, leesburg, culpeper, martinsville, bristol, williamsburg, abingdon
  seattle, spokane, tacoma, vancouver, bellevue, kent, everett, renton, yakima, federal way, spokane valley, bellingham, kennewick, auburn, pasco, marysville, lakewood, redmond, shoreline, richland, kirkland, olympia, lacey, bremerton, burien, sammamish, longview, walla walla, wenatchee, mount vernon, pullman, ellensburg, moses lake, port angeles, aberdeen, centralia, puyallup, issaquah
  charleston, huntington, morgantown, parkersburg, wheeling, weirton, fairmont, martinsburg, beckley, clarksburg, bluefield, elkins, lewisburg
  milwaukee, madison, green bay, kenosha, racine, appleton, waukesha, eau claire, oshkosh, janesville, west allis, la crosse, sheboygan, wauwatosa, fond du lac, brookfield, wausau, beloit, greenfield, manitowoc, stevens point, superior, marshfield, rice lake, rhinelander, sun prairie
  cheyenne, casper, laramie, gillette, rock springs, sheridan, green river, evanston, riverton, cody, jackson, rawlins
  washington, georgetown, san juan, bayamon, ponce, caguas, mayaguez, carolina, arecibo
`)

/** What stands before a town that somebody comes from, lives in or goes to. */
export const TOWN_LINKS: readonly string[] =
  'in of to at from near outside around through toward towards via visiting'.split(' ')

/** How towns end that are named like no other word. */
export const TOWN_ENDINGS: readonly string[] = list(`
  ville, burgh, burg, bury, chester, shire, mouth, stad, haven, port, borough, boro, town, furt, fort, side, view, land, field, ford, wood, dale, ham, worth,
  minster, cester, beach, berg, creek, hurst, bridge, brook, lake, mont, ridge, ton
`)

/** What a town of two words may be called by: Greenbrier Falls. */
export const TOWN_NOUNS: readonly string[] = list(
  'falls, springs, heights, beach, hills, rapids, bluffs, grove, harbor, junction, crossing, landing, forks, shores, acres, mills',
)

function list(names: string): readonly string[] {
  return names
    .split(/[,\n]/)
    .map((name) => name.trim())
    .filter((name) => name !== '')
}
