import type { Labelled } from '#phi'
import type { Random } from './random.ts'

/** What looks like an identifier and is none: nothing in it may be masked. */
const PROSE: readonly ((random: Random) => string)[] = [
  (random) =>
    `Upgraded to version ${random.int(1, 20)}.${random.int(0, 40)}.${random.int(0, 99)}-rc.${random.int(1, 9)} on port ${random.int(1024, 65535)}.`,
  (random) =>
    `commit ${random.like('h'.repeat(40))} (tag: v${random.int(1, 9)}.${random.int(0, 9)}.${random.int(0, 9)})`,
  (random) => `sha256:${random.like('h'.repeat(64))}`,
  (random) => `id ${random.like('hhhhhhhh-hhhh-4hhh-ahhh-hhhhhhhhhhhh')} was requeued`,
  (random) =>
    `Assessment: type 2 diabetes (E11.${random.digits(2)}), asthma (J45.909), LOINC ${random.int(1000, 99999)}-${random.digits(1)}.`,
  (random) =>
    `NDC ${random.like('99999-9999-99')}, CPT 99${random.digits(3)}, dose ${random.int(1, 900)} mg twice daily`,
  (random) =>
    `Na ${random.int(130, 148)}, K ${random.int(3, 5)}.${random.digits(1)}, BUN ${random.int(5, 40)}, creatinine 1.${random.digits(1)}, WBC ${random.int(3, 15)}.${random.digits(1)}, plt ${random.int(100, 450)}`,
  (random) =>
    `BP ${random.int(90, 180)}/${random.int(50, 99)}, pulse ${random.int(50, 120)}, SpO2 ${random.int(88, 100)}%, temp 98.${random.digits(1)} F`,
  (random) =>
    `Rows ${random.digits(6)} of ${random.digits(8)} processed in ${random.digits(4)} ms, ${random.digits(7)} bytes`,
  () =>
    'Parkinson disease, Crohn disease and Hodgkin lymphoma were excluded; Foley catheter removed, Babinski negative.',
  () => 'The Wilson loop and the Fourier transform are used in this model; see Chapter 4, Table 12-3.',
  (random) => `Error 0x${random.like('hhhhhhhh')} at line ${random.int(1, 9000)}, exit code ${random.int(1, 255)}`,
  (random) =>
    `Order of magnitude 10^${random.int(2, 9)}, ratio ${random.int(1, 99)}:${random.int(1, 99)}, p < 0.0${random.int(1, 5)}, n=${random.int(10, 4000)}`,
]

const CODE: readonly ((random: Random) => string)[] = [
  (random) => `const MAX_RETRIES = ${random.int(1, 9)}\nexport function retry(times = MAX_RETRIES): Promise<void> {`,
  (random) =>
    `import { ${random.like('aaaa')}Client } from '@scope/${random.like('aaaaaa')}-core' // ${random.int(1, 9)}.${random.int(0, 9)}.0`,
  (random) =>
    `  if (status === ${random.pick([200, 404, 500])} && buffer.length > ${random.digits(5)}) throw new RangeError('too long')`,
  (random) => `"integrity": "sha512-${random.like('aAaA9aAaA9'.repeat(8))}==",`,
  (random) => `ALTER TABLE encounter ADD COLUMN duration_ms bigint DEFAULT ${random.digits(4)};`,
  () => "  const name = user.profile.displayName ?? 'unknown'",
  () => 'def patient_age(dob: date, today: date) -> int:\n    return (today - dob).days // 365',
  (random) => `    0x${random.like('hhhhhhhh')}, 0x${random.like('hhhhhhhh')}, 0x${random.like('hhhhhhhh')},`,
  (random) =>
    `image: registry.example.com/team/app:${random.int(1, 9)}.${random.int(0, 30)}.${random.int(0, 30)}@sha256:${random.like('h'.repeat(64))}`,
  () => 'public static final Pattern SSN = Pattern.compile("\\\\d{3}-\\\\d{2}-\\\\d{4}");',
  (random) =>
    `go 1.${random.int(18, 23)}\n\nrequire github.com/jackc/pgx/v5 v5.${random.int(0, 9)}.${random.int(0, 9)}`,
  () => "#[derive(Debug, Clone)]\npub struct Claim<'a> { pub member: &'a str, pub lines: Vec<Line> }",
]

export function hardNegative(random: Random): Labelled {
  return { text: Array.from({ length: 3 }, () => random.pick(PROSE)(random)).join('\n'), spans: [] }
}

export function sourceCode(random: Random): Labelled {
  return { text: Array.from({ length: 8 }, () => random.pick(CODE)(random)).join('\n'), spans: [] }
}
