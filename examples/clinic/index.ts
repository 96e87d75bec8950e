export { ACTS, CAST, type SqlAct, STORY_CLAIM, STORY_PATIENT } from './acts.ts'
export { type Clinic, clinic, DEFAULT_SEED, type Patient, type Table } from './data.ts'
export { type Database, loadClinic } from './load.ts'
export { ROLE, roleSql, SCHEMA } from './schema.ts'
