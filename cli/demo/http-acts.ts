import { request } from 'node:http'
import { CAST, type Patient, STORY_PATIENT } from '#clinic'
import type { ActResult, Narrator } from './act.ts'
import type { Judgement } from './data-acts.ts'
import type { Stage } from './stage.ts'

const WHO = `${CAST.human} through ${CAST.agent} asks`
const MOST_SHOWN = 600

/** One answer of the FHIR service, as an unmodified client saw it. */
interface FhirAnswer {
  readonly status: number
  readonly type: string
  readonly text: string
}

interface HttpAct {
  readonly act: string
  readonly title: string
  readonly path: string
  readonly expected: string
  readonly judge: (answer: FhirAnswer) => Judgement
}

/** The same patients over HTTP: a read and a search come back masked and valid, a bulk export is refused. */
export async function httpActs(stage: Stage, token: string, narrator: Narrator): Promise<readonly ActResult[]> {
  const { patients } = stage.clinic
  const acts: readonly HttpAct[] = [
    {
      act: 'fhir-read',
      title: 'It reads the same patient from the FHIR service',
      path: `/Patient/${STORY_PATIENT}`,
      expected: 'a valid Patient; identifiers masked',
      judge: (answer) =>
        masked(
          answer,
          'Patient',
          patients.filter(({ id }) => id === STORY_PATIENT),
        ),
    },
    {
      act: 'fhir-search',
      title: 'It searches patients',
      path: '/Patient?_count=3',
      expected: 'a valid Bundle of three; identifiers masked',
      judge: (answer) => masked(answer, 'Bundle', patients.slice(0, 3)),
    },
    {
      act: 'fhir-bulk',
      title: 'It tries the bulk export',
      path: '/Patient/$export',
      expected: 'refused with a problem document that names rule and decision; nothing reaches the service',
      judge: (answer) => refused(answer, stage),
    },
  ]
  const results: ActResult[] = []
  for (const act of acts) results.push(await perform(act, stage, token, narrator))
  return results
}

async function perform(act: HttpAct, stage: Stage, token: string, narrator: Narrator): Promise<ActResult> {
  narrator.chapter(act.title)
  narrator.statement(WHO, `GET ${act.path}`)
  const address = stage.running.state.enforcers.find(({ type }) => type === 'http')?.address ?? ''
  const answer = await get(`http://${address}${act.path}`, token)
  const shown = answer.text.length > MOST_SHOWN ? `${answer.text.slice(0, MOST_SHOWN)}…` : answer.text
  if (answer.status < 400) narrator.rows(shown)
  else narrator.refusal(`${answer.status} ${answer.type}\n${shown}`)
  const { ok, observed } = act.judge(answer)
  const decision = stage.decisions.at(-1)?.context.id ?? null
  const result: ActResult = { act: act.act, expected: act.expected, observed, ok, decision }
  narrator.act(result)
  return result
}

// Valid FHIR as far as a client can tell without a profile, and no true value of these patients anywhere in it.
function masked({ status, type, text }: FhirAnswer, resourceType: string, patients: readonly Patient[]): Judgement {
  if (status !== 200) return { ok: false, observed: `status ${status}: ${text.slice(0, 200)}` }
  const secrets = patients.flatMap(({ given, family, ssn, mrn, phone, email, birthDate }) => [
    `"${given}"`,
    `"${family}"`,
    ssn,
    mrn,
    phone,
    email,
    birthDate,
  ])
  const leaked = secrets.filter((secret) => text.includes(secret)).length
  const valid = type.startsWith('application/fhir+json') && resourceTypeOf(text) === resourceType
  return {
    ok: valid && leaked === 0,
    observed: valid
      ? `a ${resourceType} of ${text.length} bytes, ${leaked === 0 ? `none of ${secrets.length}` : leaked} true values in it`
      : `no ${resourceType}: ${type}`,
  }
}

function refused({ status, type, text }: FhirAnswer, { fhir }: Stage): Judgement {
  const reached = fhir.requests.some((line) => line.includes('$export'))
  const ok =
    status === 403 &&
    type === 'application/problem+json' &&
    text.includes('http.bulk_read') &&
    /dec_[0-9a-z]+/.test(text) &&
    !reached
  return {
    ok,
    observed: ok
      ? 'refused in a problem document, with rule and decision id; the service saw nothing'
      : `status ${status}, ${type}${reached ? ', and it reached the service' : ''}`,
  }
}

function resourceTypeOf(text: string): unknown {
  try {
    return (JSON.parse(text) as { resourceType?: unknown }).resourceType
  } catch {
    return null
  }
}

/** Stated in every request, and so in evidence: an accounting of disclosures wants to know why. */
const PURPOSE = 'trying the FHIR service'

function get(url: string, token: string): Promise<FhirAnswer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      { headers: { authorization: `Bearer ${token}`, 'cordon-purpose': PURPOSE }, agent: false },
      (incoming) => {
        const chunks: Buffer[] = []
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
        incoming.on('end', () =>
          resolve({
            status: incoming.statusCode ?? 0,
            type: incoming.headers['content-type'] ?? '',
            text: Buffer.concat(chunks).toString('utf8'),
          }),
        )
        incoming.on('error', reject)
      },
    )
    outgoing.on('error', reject)
    outgoing.end()
  })
}
