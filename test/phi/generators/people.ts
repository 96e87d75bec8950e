import type { Random } from './random.ts'

/** Names are made up of lists in common use; any likeness is chance. `train` was looked at while building, `held-out` not. */
export type Style = 'train' | 'held-out'

const words = (text: string): readonly string[] => text.trim().split(/\s+/)

const ENGLISH = {
  train: {
    given: words(
      `James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Barbara Richard Susan Joseph Jessica Thomas Sarah Karen
      Daniel Nancy Matthew Lisa Anthony Betty Mark Sandra Steven Ashley Paul Emily Andrew Donna Joshua Michelle Kenneth Carol Kevin Amanda`,
    ),
    family: words(
      `Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Wilson Anderson Taylor Moore Jackson Martin
      Lee Perez Thompson White Harris Sanchez Clark Ramirez Lewis Robinson Walker Young Allen King Wright Scott Torres Nguyen Hill Flores`,
    ),
  },
  'held-out': {
    given: words(
      `Thaddeus Winifred Cornelius Henrietta Barnaby Rosalind Leopold Philippa Augustus Beatrix Desmond Ottilie Percival Gwendolyn Lysander
      Clementine Alistair Marguerite Reginald Isadora Phineas Cordelia Ambrose Lavinia Tobias Imogen Cyrus Delphine Rupert Sybil`,
    ),
    family: words(
      `Abernathy Blackwood Culpepper Dunwoody Eddington Featherstone Galloway Hathaway Ibbotson Jessup Kirkbride Loxley Merriweather Northcott
      Oglethorpe Pemberton Quarles Ravenscroft Satterfield Thistlewood Underhill Vandermeer Whitcombe Yarborough Zimmerman Birdsong Clutterbuck`,
    ),
  },
} as const

/** Cultures of the world in Latin script: given and family names, some of them never seen while building. */
const WORLD: Readonly<Record<Style, readonly (readonly [given: string, family: string])[]>> = {
  train: [
    ['Hans Jürgen Anke Heike Dieter Ute', 'Müller Schmidt Schneider Fischer Weber Wagner Becker Hoffmann'],
    ['Pierre Jean Marie Sylvie Luc Chantal', 'Dubois Lefebvre Moreau Laurent Girard Rousseau Fournier'],
    ['Giuseppe Francesca Marco Chiara Paolo', 'Rossi Esposito Bianchi Romano Colombo Ricci Marino'],
    ['Wei Fang Xiuying Jing Min Lei', 'Wang Zhang Liu Chen Yang Huang Zhao Zhou'],
    ['Yuki Haruto Sakura Kenji Aiko', 'Sato Suzuki Takahashi Tanaka Watanabe Ito Yamamoto'],
    ['Priya Rahul Ananya Vikram Sunita', 'Sharma Patel Singh Kumar Gupta Reddy Iyer'],
    ['Mohammed Fatima Ahmed Aisha Omar', 'Al-Farsi Hassan Hussein Abdullah Khalil Mansour'],
    ['Olga Ivan Svetlana Dmitri Natalia', 'Ivanov Petrova Smirnov Kuznetsova Volkov'],
    ['João Ana Pedro Beatriz Tiago', 'Silva Santos Oliveira Souza Pereira Costa'],
  ],
  'held-out': [
    [
      'Uwe Gudrun Ekkehard Friederike Torsten Mechthild',
      'Kleinschmidt Oberländer Wüstenberg Brinkmann Hasselbach Zöllner',
    ],
    ['Thibault Mireille Gwenaëlle Corentin Solène', 'Le Goff Vaillancourt Desrosiers Champagne Beauvilliers Quéméner'],
    ['Ermenegildo Ludovica Tancredi Fiammetta', 'Scognamiglio Bevilacqua Mastroianni Zanardelli'],
    ['Xiaoyan Guoqiang Ruolan Zhiyuan', 'Ouyang Situ Jiang Xie Qiu Zhuang'],
    ['Takeshi Noriko Shinjiro Mayumi', 'Kuroyanagi Nakashima Hashimoto Ogasawara Matsumura'],
    [
      'Lakshmi Venkatesh Gurpreet Nandini Harshvardhan',
      'Chattopadhyay Krishnamurthy Bhattacharya Deshmukh Ranganathan',
    ],
    ['Zaynab Abdulrahman Ruqayyah Muhannad', 'Al-Mutairi Bin-Laswad El-Khoury Benkirane Haddadin'],
    ['Yevgeniya Vsevolod Lyudmila Bronislav', 'Shevchenko Tsvetkova Zhuravlyov Kovalchuk Bondarenko'],
    ['Chukwuemeka Ngozi Oluwaseun Adaeze Kwabena', 'Okonkwo Adeyemi Nwachukwu Olawale Boateng Eze'],
    ['Kamila Przemysław Agnieszka Zbigniew', 'Wojciechowski Szczepańska Brzęczyszczykiewicz Kaczmarek'],
    ['Aino Väinö Þórdís Sigurður Ingeborg', 'Kokkonen Mäkinen Guðmundsdóttir Bjørnstad Kristoffersen'],
    ['Nguyệt Đức Thảo Quang', 'Nguyễn Trần Phạm Huỳnh Đặng'],
    ['Siobhán Pádraig Caoimhe Llewelyn', "O'Shaughnessy MacGiolla-Bhríde Ó-Súilleabháin ap-Rhys"],
    ['Wanjiku Otieno Nyambura Kipchoge', 'Kamau Odhiambo Wanyama Cheruiyot'],
    ['Leilani Kaimana Tavita', 'Kealoha Faleolo Tuiasosopo'],
  ],
}

export interface Name {
  readonly given: string
  readonly family: string
}

/** A name of the English-speaking world, now and then from elsewhere. */
export function englishName(random: Random, style: Style): Name {
  if (random.chance(0.15)) return worldName(random, style)
  const { given, family } = ENGLISH[style]
  const last = random.pick(family)
  return { given: random.pick(given), family: random.chance(0.05) ? `${last}-${random.pick(family)}` : last }
}

export function worldName(random: Random, style: Style): Name {
  const [given, family] = random.pick(WORLD[style])
  return {
    given: random.pick(words(given)),
    family: random.pick(family.startsWith('Le Goff') ? ['Le Goff', ...words(family).slice(2)] : words(family)),
  }
}

const LAYOUTS: readonly ((name: Name, random: Random) => string)[] = [
  ({ given, family }) => `${given} ${family}`,
  ({ given, family }) => `${given} ${family}`,
  ({ given, family }) => `${family}, ${given}`,
  ({ given, family }, random) => `${given} ${random.like('A')}. ${family}`,
  ({ given, family }, random) => `${family}, ${given} ${random.like('A')}.`,
  ({ given, family }) => `${given} ${family}`.toUpperCase(),
  ({ given, family }) => `${family.toUpperCase()}, ${given.toUpperCase()}`,
]

/** How a name is written in a record. */
export function written(name: Name, random: Random): string {
  return random.pick(LAYOUTS)(name, random)
}
