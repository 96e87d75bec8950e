/**
 * Syllables that Korean and Taiwanese given names are made of, as they are romanised: two of them with a hyphen between, the
 * second in small letters, are one given name (Seo-yeon, Min-jun, Chia-hao, Yi-ting).
 */
export const NAME_SYLLABLES: readonly string[] = `
ah ahn an bin bo bok bong bum byung chae chan chang che cheol cheon chul chun dae dan do dong duk eon eun ga gang geon geun gi gil gu gun gwang gyeong gyu
ha hae han hee heon heung ho hong hoon hui hun hwa hwan hwang hye hyeok hyeon hyo hyuk hyun hyung il im in ja jae je jeong jin ji jong joo joon ju jun jung
ki kun kwan kwang kwon kyeong kyo kyong kyoung kyu kyun kyung man mi min mo moon mun myeong myung na nam nari no ok pil rae rak ran ri rim rin ryeo ryong ryul
sa san sang se seo seok seol seon seong seop seung shik shin si sik sil sim so sohee sol song soo sook soon su suk sun sung tae taek u ui uk un ung wan whan
wol won woo woong wook woon ye yeo yeon yeong yeop yeul yi yong yoo yoon young yu yul yun
chao chen cheng chi chia chiang chieh chien chih chin ching chiu chiung chou chu chuan chueh chung fang fen feng fu hao hsi hsia hsiang hsiao hsien hsin hsing
hsiu hsiung hsu hsuan hsueh hua huan huang huei hui hung huo jen jia jie jing ju jui jung kai kang ke kuan kuang kuei kuo lan lei li liang lien lin ling lu lun
mei mien ming pai pang pei peng pin ping po ru shan shao shen sheng shih shu shuo szu ta tang te teng tien ting tsai tse tsung tung tzu wan wei wen wu
ya yang yao yen yin ying yuan yueh yung zhi
`
  .trim()
  .split(/\s+/)
