// Serves the clinic's FHIR service: node dist/examples/clinic/serve-fhir.js; HOST and PORT say where (127.0.0.1:8090).
import { clinic } from './data.ts'
import { startClinicFhir } from './fhir.ts'

const host = process.env['HOST'] ?? '127.0.0.1'
const { url, stop } = await startClinicFhir({ clinic: clinic(), host, port: Number(process.env['PORT'] ?? 8090) })
console.log(`the clinic's FHIR service is at ${url}`)
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => void stop())
