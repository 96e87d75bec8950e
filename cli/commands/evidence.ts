import { group, type Run } from '../command.ts'
import { doctorCommand } from '../evidence/doctor.ts'
import { findCommand } from '../evidence/find.ts'
import { reportCommand } from '../evidence/report.ts'
import { verifyCommand } from '../evidence/verify.ts'

export const run: Run = group('evidence', 'Sealed evidence: verify it from its files alone, search it, report on it.', [
  verifyCommand,
  findCommand,
  reportCommand,
  doctorCommand,
])
