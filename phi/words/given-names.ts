/**
 * Common given names, lower case, from general knowledge of United States births of the last hundred years and
 * of the communities a US clinic sees. A dictionary raises a score; it is never the whole proof (see readers/names.ts).
 */
export const GIVEN_NAMES: readonly string[] = words(`
nick matt chuck curt hilary oswaldo jefferey jarred alexandria
aaliyah aaron augustus augustine abby abdul abigail abraham ada adam adriana adrian adrienne agnes ahmad ahmed aidan aisha alan albert
alberto alejandra alejandro alex alexander alexandra alexis alfred alfredo ali alice alicia alison allan allen allison
alma alvin alyssa amanda amber amelia amina amir amy ana andre andrea andres andrew angel angela angelica angelina
anita ann anna anne annette annie anthony antonia antonio april ariana arlene arnold arthur ashley aubrey audrey austin
autumn ava barbara barry beatrice becky ben benjamin bernard bernice bertha beth bethany betty beverly bill billy blake
bob bobby bonnie brad bradley brandi brandon brandy brenda brendan brent brett brian brianna bridget brittany brooke
bruce bryan caleb calvin cameron camila candace carl carla carlos carmen carol carole caroline carolyn carrie carter
casey catherine cathy cecilia cedric chad charlene charles charlie charlotte chelsea cheryl chester chloe chris
christian christina christine christopher christy cindy claire clara clarence claudia clayton clifford clinton clyde
cody colin colleen connie connor corey courtney craig cristina crystal curtis cynthia daisy dale daniel daniela
danielle danny darlene darrell darren daryl dave david dawn dean deanna deborah debra delores denise dennis derek
derrick desiree destiny diana diane diego dolores dominic don donald donna dora doris dorothy doug douglas duane
dustin dwayne dwight dylan earl ebony eddie edgar edith edna eduardo edward edwin eileen elaine eleanor elena eli
elias elijah elizabeth ella ellen elmer elsie emily emma emmanuel enrique eric erica erik erika erin ernest ernesto
esther ethan ethel eugene eva evan evelyn faith fatima felicia felipe felix fernando florence floyd frances francis
francisco frank franklin fred freddie frederick gabriel gabriela gail gary gavin gene genevieve george gerald
geraldine gerardo gilbert gina gladys glen glenn gloria gordon grace graham grant greg gregory guadalupe guillermo
gwendolyn hailey hannah harold harriet harry harvey hassan hazel heather hector heidi helen henry herbert herman
hilda holly howard hugh hunter ian ibrahim ida imani ingrid irene iris irma isaac isabel isabella isaiah ismael ivan
jack jackie jackson jacob jacqueline jade jaime jake jamal james jamie jan jane janet janice jared jasmine jason javier
jay jean jeanette jeff jeffery jeffrey jenna jennifer jenny jeremiah jeremy jermaine jerome jerry jesse jessica jessie
jesus jill jim jimmy jo joan joann joanna joanne joe joel johanna john johnny jon jonathan jordan jorge jose josefina
joseph josephine joshua joy joyce juan juanita judith judy julia julian juliana julie julio june justin karen karl
karla katelyn katherine kathleen kathryn kathy katie katrina kayla keith kelly kelsey ken kenneth kenny kent kerry
kevin khalid kim kimberly kirk kristen kristin kristina kristine krystal kurt kyle lance larry latoya laura lauren
laurie lawrence leah lee leo leon leonard leroy leslie lester leticia lewis liam lillian linda lindsay lindsey lisa
logan lois lola lonnie loretta lori lorraine louis louise lucas lucia lucille lucy luis luke luz lydia lynn mabel
mackenzie madeline madison malik marc marcia marco marcus margaret margarita maria mariah marian marie marilyn mario
marion marisol marjorie mark marlene marsha marshall martha martin marvin mary mason mateo matthew maureen maurice max
maxine may megan mei melanie melinda melissa melvin mercedes meredith mia michael michaela micheal michele michelle
miguel mike mildred milton min ming minnie miranda miriam mitchell mohamed mohammad mohammed molly monica monique
morgan muhammad myrtle nadia nancy naomi natalia natalie natasha nathan nathaniel neil nelson nicholas nichole nicole
nikki nina noah noel nora norma norman olga oliver olivia omar oscar owen pablo paige pam pamela patricia patrick
patsy patty paul paula pauline pearl pedro peggy penny perry peter phil philip phillip phyllis priscilla priya
rachel rafael rahul raj ralph ramon ramona randall randy raquel raul ray raymond rebecca regina reginald renee rhonda
ricardo richard rick ricky riley rita robert roberta roberto robin rochelle rodney rodrigo roger roland roman ron
ronald ronnie rosa rosalie rosario rose rosemary rosie ross roxanne roy ruben ruby russell ruth ryan sabrina sally
salvador sam samantha samuel sandra sandy sanjay santiago santos sara sarah savannah scott sean sebastian sergio seth
shane shannon sharon shaun shawn sheila shelby shelley sherri sherry shirley sidney sierra silvia simon sofia sonia
sophia sophie spencer stacey stacy stanley stefan stella stephanie stephen steve steven stuart sue summer susan
suzanne sylvia tamara tammy tanya tara tasha taylor ted teresa terrance terrence terry thelma theodore theresa thomas
tiffany tim timothy tina todd tom tommy toni tony tonya tracey traci tracy travis trevor tricia trisha troy tyler
tyrone valerie vanessa velma vera vernon veronica vicki vicky victor victoria vincent viola violet virgil virginia
vivian wade wallace walter wanda warren wayne wei wendy wesley whitney wilbur wilfred will willard william willie
wilma wyatt xavier yasmin yesenia yolanda yusuf yvette yvonne zachary zainab zoe
`)

/**
 * Given names that are everyday words, places, months or drugs too: never a name by themselves, only beside
 * another sign.
 */
export const AMBIGUOUS_GIVEN_NAMES: readonly string[] = words(`
abraham ada alexis ali amber angel ann april art austin autumn ava bill blake bob brandy brooke carmen carter casey chad
charlotte chase chelsea chester christian clay clayton clinton colin crystal daisy dale dallas dawn dean destiny don
earl ebony ella eve faith florence frank gene glen grace grant guy harry hazel heather holly hope hunter ian ida iris
ivan ivy jack jackson jade jan jay jean jo jordan joy june kent lance lee leo logan lola luz madison marina mark
marshall mason max may melody mercedes mia miles min ming miranda morgan nelson noel olive oliver pam paris
pat patience pearl penny perry ray rich robin rod roman rose ruby rusty salvador sam sandy santiago santos savannah
sierra sidney sky sterling stuart sue summer taylor ted tracy van victoria viola violet virgil virginia wade wallace
warren wayne wei whitney will wyatt roy ross ron rosario phoenix kim ken kelly jesus eli cody
`)

function words(list: string): readonly string[] {
  return list.trim().split(/\s+/)
}
