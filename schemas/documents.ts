import accessRequest from './access-request.schema.json' with { type: 'json' }
import approval from './approval.schema.json' with { type: 'json' }
import approvalList from './approval-list.schema.json' with { type: 'json' }
import approvalVerdict from './approval-verdict.schema.json' with { type: 'json' }
import config from './config.schema.json' with { type: 'json' }
import decision from './decision.schema.json' with { type: 'json' }
import event from './event.schema.json' with { type: 'json' }
import eventData from './event-data.schema.json' with { type: 'json' }
import eventDraft from './event-draft.schema.json' with { type: 'json' }
import gitFetch from './git-fetch.schema.json' with { type: 'json' }
import gitPush from './git-push.schema.json' with { type: 'json' }
import httpRequest from './http-request.schema.json' with { type: 'json' }
import incidentResponses from './incident-responses.schema.json' with { type: 'json' }
import introduced from './introduced.schema.json' with { type: 'json' }
import introduction from './introduction.schema.json' with { type: 'json' }
import phiRules from './phi-rules.schema.json' with { type: 'json' }
import policyGolden from './policy-golden.schema.json' with { type: 'json' }
import policyManifest from './policy-manifest.schema.json' with { type: 'json' }
import policyResult from './policy-result.schema.json' with { type: 'json' }
import problem from './problem.schema.json' with { type: 'json' }
import report from './report.schema.json' with { type: 'json' }
import segment from './segment.schema.json' with { type: 'json' }
import session from './session.schema.json' with { type: 'json' }
import sessionRequest from './session-request.schema.json' with { type: 'json' }
import sqlQuery from './sql-query.schema.json' with { type: 'json' }
import type * as types from './types.ts'

/** Every document that crosses a border, by name, with the type that is generated from its schema. */
export interface Documents {
  'access-request': types.AccessRequest
  approval: types.Approval
  'approval-list': types.ApprovalList
  'approval-verdict': types.ApprovalVerdict
  config: types.Config
  decision: types.Decision
  event: types.Event
  'event-data': types.EventData
  'event-draft': types.EventDraft
  'incident-responses': types.IncidentResponses
  introduced: types.Introduced
  introduction: types.Introduction
  'git-fetch': types.GitFetchInput
  'git-push': types.GitPushInput
  'http-request': types.HttpRequestInput
  'phi-rules': types.PhiRules
  'policy-golden': types.PolicyGolden
  'policy-manifest': types.PolicyManifest
  'policy-result': types.PolicyResult
  problem: types.Problem
  report: types.Report
  segment: types.SegmentHeader
  session: types.Session
  'session-request': types.SessionRequest
  'sql-query': types.SqlQueryInput
}

export type DocumentName = keyof Documents

/** The schemas themselves, draft-07; `$id` is the file name. */
export const schemas: Readonly<Record<DocumentName, object>> = Object.freeze({
  'access-request': accessRequest,
  approval,
  'approval-list': approvalList,
  'approval-verdict': approvalVerdict,
  config,
  decision,
  event,
  'event-data': eventData,
  'event-draft': eventDraft,
  'incident-responses': incidentResponses,
  introduced,
  introduction,
  'git-fetch': gitFetch,
  'git-push': gitPush,
  'http-request': httpRequest,
  'phi-rules': phiRules,
  'policy-golden': policyGolden,
  'policy-manifest': policyManifest,
  'policy-result': policyResult,
  problem,
  report,
  segment,
  session,
  'session-request': sessionRequest,
  'sql-query': sqlQuery,
})
