import { join } from 'node:path'
import { CAST, REPOSITORY } from '#clinic'
import { openLocalIssuer } from '#engine'
import { colours } from '../colour.ts'
import type { Io } from '../io.ts'
import type { Stage } from './stage.ts'

const TTL_SECONDS = 8 * 3600

/** Prints how to connect, with psql and with Node alone, and waits for SIGINT. */
export async function tellHowToConnect({ running: { state }, folder }: Stage, io: Io): Promise<void> {
  const { bold, dim } = colours(io.colour)
  const issuer = openLocalIssuer({ folder: join(state.data, 'keys', 'issuer'), officers: true, now: Date.now })
  const token = await issuer.issueToken({
    human: CAST.human,
    agent: CAST.agent,
    groups: [CAST.group],
    audience: 'cordon:data',
    ttlSeconds: TTL_SECONDS,
  })
  const officer = await issuer.issueToken({
    human: CAST.officer,
    groups: [CAST.officers],
    role: 'officer',
    audience: 'cordon:api',
    ttlSeconds: TTL_SECONDS,
  })
  const [enforcer] = state.enforcers
  const split = enforcer?.address.lastIndexOf(':') ?? 0
  const [host, port] = [enforcer?.address.slice(0, split), enforcer?.address.slice(split + 1)]
  const git = state.enforcers.find(({ type }) => type === 'git')?.address
  const fhir = state.enforcers.find(({ type }) => type === 'http')?.address
  const ends = new Date(Date.now() + TTL_SECONDS * 1000).toISOString()
  io.out(`
${bold('It stays up.')} Ctrl-C ends it. In a second terminal, in this folder:

  export CORDON_TOKEN=${token}
  ${dim(`an agent's token, ends ${ends}; ${CAST.human} through ${CAST.agent}`)}

${bold('With Node alone')}
  npx cordon query "select id, family_name, ssn from patients order by id limit 3"
  npx cordon query "update claims set status = 'void' where id = 7"

${bold('With psql')}
  PGPASSWORD=$CORDON_TOKEN psql -h ${host} -p ${port} -U agent ${enforcer?.database}

${bold('With git')}
  git -c credential.helper='!f() { echo username=agent; echo "password=$CORDON_TOKEN"; }; f' clone ${git}/${REPOSITORY}

${bold('With curl')}
  curl -H "Authorization: Bearer $CORDON_TOKEN" http://${fhir}/Patient/17

${bold('As the security officer')}
  export CORDON_OFFICER_TOKEN=${officer}
  ${dim(`${CAST.officer}'s, ends ${ends}`)}
  npx cordon approvals list

${bold('As the auditor')} ${dim('(events are sealed every second)')}
  npx cordon sessions list
  npx cordon evidence verify
  npx cordon evidence find --patient 17
  npx cordon evidence report --out ${join(folder, 'report.html')}
`)
  if (!io.signal.aborted)
    await new Promise<void>((resolve) => io.signal.addEventListener('abort', () => resolve(), { once: true }))
}
