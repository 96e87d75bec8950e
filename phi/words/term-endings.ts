/**
 * How technical words of medicine and administration end in the languages that clinical text is written in, without accents: a word
 * that no dictionary has and that ends so is a disease, drug, procedure or abstract noun, and nobody.
 */
export const TERM_ENDINGS: readonly string[] = `
itis osis oses emia aemia uria oma omas ectomy ostomy otomy tomy plasty scopy graphy ology ologic ological ologist opathy pathy algia pnea pnoea plegia paresis ectasis ectasia malacia megaly penia philia trophy plasia genesis genic
ococcus coccus coccal bacter bacterium mycosis cillin mycin micin azole prazole sartan statin zumab ximab limumab tinib rafenib navir tegravir ciclovir cyclovir dipine parin caine azepam zolam triptan gliptin gliflozin setron floxacin
cycline lukast terol olone onide asone azine oxetine tidine lamine barbital thiazide semide phosphate chloride sulfate trexate platin rubicin taxel steride dronate profen fenac oxicam tadine olol pril
ional tracheal geal neous cranial dynamic static lytic plegic emic ation ization isation ectomies itides tensive glycemia glycemic rrhea rrhoea rrhage scope meter ometry osity ability ibility ment ness
cion ciones sion siones acao coes grafia scopia patia tomia plastia miento mientos idad idade osis ismo cardia cardio carditis azol prazol statina cilina micina floxacino formina tiazida semida zepam olona asona
zione zioni logia logico logica logicos logicas scopico grafico terapia
tion tions ement ologie graphie scopie pathie tomie therapie tonie phylaxe ierung lung rung tung dung gung kung nung zung keit heit schaft itat ismus skopie krankheit schmerz schmerzen untersuchung befund medizin chirurgie klinik zeichen
heid teit atie nosc sjukdom sykdom sygdom
`
  .trim()
  .split(/\s+/)
