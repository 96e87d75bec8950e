/** OIDs of built-in types, fixed by src/include/catalog/pg_type.dat. */
export const TYPE = {
  bool: 16,
  bytea: 17,
  char: 18,
  name: 19,
  int8: 20,
  int2: 21,
  int4: 23,
  text: 25,
  oid: 26,
  json: 114,
  xml: 142,
  float4: 700,
  float8: 701,
  unknown: 705,
  money: 790,
  macaddr: 829,
  inet: 869,
  bpchar: 1042,
  varchar: 1043,
  date: 1082,
  time: 1083,
  timestamp: 1114,
  timestamptz: 1184,
  interval: 1186,
  timetz: 1266,
  bit: 1560,
  varbit: 1562,
  numeric: 1700,
  uuid: 2950,
  jsonb: 3802,
} as const

/**
 * How a type's values may be read and masked. `text`: one run of characters, the same in both formats. `json`:
 * characters inside a syntax; `jsonb` has a version byte before it in binary. `date`, `timestamp`: can be
 * generalised to a year. `plain`: holds no characters to search. `other`: arrays, composites, ranges, types of
 * extensions: characters inside a syntax that is not known here.
 */
export type Family = 'text' | 'json' | 'jsonb' | 'date' | 'timestamp' | 'plain' | 'other'

export function familyOf(oid: number): Family {
  return FAMILIES.get(oid) ?? 'other'
}

// Arrays and ranges of the types above, and name[], whose members are names of the catalog.
const PLAIN_LISTS = [
  1000, 1002, 1003, 1005, 1007, 1016, 1021, 1022, 1028, 1115, 1182, 1185, 1231, 2951, 3904, 3906, 3908, 3910, 3912,
  3926,
]
// xid, cid, oidvector, tid, points and the like, cidr, macaddr8, the reg… types, pg_lsn, xid8.
const PLAIN_OIDS = [
  22, 24, 27, 28, 29, 30, 600, 601, 602, 603, 604, 628, 650, 718, 774, 2202, 2203, 2204, 2205, 2206, 3220, 4089, 4096,
  5069,
]

const FAMILIES: ReadonlyMap<number, Family> = new Map([
  [TYPE.char, 'text'],
  [TYPE.name, 'text'],
  [TYPE.text, 'text'],
  [TYPE.unknown, 'text'],
  [TYPE.bpchar, 'text'],
  [TYPE.varchar, 'text'],
  [TYPE.json, 'json'],
  [TYPE.jsonb, 'jsonb'],
  [TYPE.date, 'date'],
  [TYPE.timestamp, 'timestamp'],
  [TYPE.timestamptz, 'timestamp'],
  [TYPE.bool, 'plain'],
  [TYPE.bytea, 'plain'],
  [TYPE.int8, 'plain'],
  [TYPE.int2, 'plain'],
  [TYPE.int4, 'plain'],
  [TYPE.oid, 'plain'],
  [TYPE.float4, 'plain'],
  [TYPE.float8, 'plain'],
  [TYPE.money, 'plain'],
  [TYPE.macaddr, 'plain'],
  [TYPE.inet, 'plain'],
  [TYPE.time, 'plain'],
  [TYPE.interval, 'plain'],
  [TYPE.timetz, 'plain'],
  [TYPE.bit, 'plain'],
  [TYPE.varbit, 'plain'],
  [TYPE.numeric, 'plain'],
  [TYPE.uuid, 'plain'],
  ...[...PLAIN_OIDS, ...PLAIN_LISTS].map((oid): [number, Family] => [oid, 'plain']),
])
