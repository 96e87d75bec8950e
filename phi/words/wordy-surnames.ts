/**
 * Everyday words that are among the four thousand commonest surnames of the 1990 census of the United States (census.gov, public
 * domain), in lower case: a surname behind a given name that is nothing else, and never by themselves.
 */
export const WORDY_SURNAMES: readonly string[] = `
alderman alley almond arias ash askew bacon badger baker bales ball bandy banks barber baron barrios bass bates battle battles bayer beach beam
bean beard beaver beavers beers bell belt bender berg berry bills binder birch bird bishop black bland blank bliss block bloom blue blunt bond bonds
bone booth borders boss bounds bourgeois bowling box branch brand bravo bray brewer bridges bright brink brooks brothers brown browning buck bull bunch
burden burger burgess burns burr burrows bush butcher butler button butts cable camp cannon card carpenter carrier carrion case cash castle cave
chambers champagne champion chance cheek cherry chestnut chow church cloud coats coffin colon combs cone cook cooks cope corral cote cotton couch
council counts cousins covert cox coy craft cramer crane crews crisp crook crooks cross crouch crow crump cummings curry darling day deal dent
dial dias dick dill dodge doe doll dove dowdy downing downs drake driver duff dukes dye dykes early eaves edge elder elkins elrod english fair falcon
fanning farmer ferry field fields finch fine fish fisher flint flood flowers ford foreman forte fortune fountain fox franks french frost fry
fuller funk gable gallant gamble garvey gates gay gee gentry german gill gillis gist givens gladden glass goad gold golden goldsmith good gore graves
gray green grey grimes grooms gross grove groves guest hacker hackney hager haggard hale hall ham hammer han hand handy haney harden harder hare harms
harness harp hart hatch havens hawk hawks hay hays head headley heard heck hedges helm helms herring hickey hicks high hill hills hinds hodges
holder hood hook hooker hooks hopper horn house hoy huff hughes hull humphreys hunt hurt ivory jacks jenkins johns jolly justice keel keeling keen
keener key keys kinder king kitchen kitchens knight knoll lamb land large lash lavender law lawless laws lay layman leach lemon lemons light link
little lively long lopes love loving low luster lynch mace madden main major majors mann manning maples mares marks marsh masters mccall meadows means
medley meek meeker merchant miller mills miner minor mock monk moody moon moss motley mull muse nettles nielsen nobles numbers oaks ogle outlaw pace
pack pagan page painter parish park parks parson parsons partridge pate peace peacock peak peck peek pence peoples pepper person peters petty pike
pointer pond ponder pool pope post potter power powers price pride priest provost queen quick rains ransom rash read rector redden register rice riddle
rider ridgeway ring rivers roach robins rocha roche rock roe root rounds rouse royal ruff rush rushing rust sager sales salmon salter sample samples
sands saucier savage scales seal seals seaman sears self sell sellers sells sessions settle sharp shaver sheets shell shepherd shields shook short
shorter silver skipper slack slaughter small smalls smart smith smothers snider snipes snow song southern sparks sparrow spear spears spring squires
stack stamps staples stark stern steward stock stokes storey story stout strain strand strange street streeter strong stump styles summers swan
swank sweat sweet swift swisher tang thorn tibbs towns trout tuck turner utley valenzuela vest vigil villa vines wadsworth wall walling walls ward
warden ware waters watt watts weathers weaver weed weeks wells welsh westmoreland wheat white whittle wicker wicks wild wilder wiles willingham
wills wing winter winters wise withers woo wood wooden woods workman worthy wright young younger zimmer
`
  .trim()
  .split(/\s+/)
