import type { Control } from './control.ts'
import { accessAuthorisation } from './controls/access-authorisation.ts'
import { accessEnforcement } from './controls/access-enforcement.ts'
import { activityReview } from './controls/activity-review.ts'
import { auditControls } from './controls/audit-controls.ts'
import { authentication } from './controls/authentication.ts'
import { automaticLogoff } from './controls/automatic-logoff.ts'
import { defaultDeny } from './controls/default-deny.ts'
import { disclosures } from './controls/disclosures.ts'
import { emergencyAccess } from './controls/emergency-access.ts'
import { incidentResponse } from './controls/incident-response.ts'
import { integrity } from './controls/integrity.ts'
import { loginMonitoring } from './controls/login-monitoring.ts'
import { minimumNecessary } from './controls/minimum-necessary.ts'
import { payloadEncryption } from './controls/payload-encryption.ts'
import { retention } from './controls/retention.ts'
import { transmission } from './controls/transmission.ts'
import { uniqueIdentity } from './controls/unique-identity.ts'

/** Every control, in the order of the CFR. A new control is one file and one line here; see docs/hipaa.md. */
export const controls: readonly Control[] = Object.freeze([
  activityReview,
  accessAuthorisation,
  loginMonitoring,
  incidentResponse,
  accessEnforcement,
  defaultDeny,
  uniqueIdentity,
  emergencyAccess,
  automaticLogoff,
  payloadEncryption,
  auditControls,
  integrity,
  authentication,
  transmission,
  retention,
  minimumNecessary,
  disclosures,
])
