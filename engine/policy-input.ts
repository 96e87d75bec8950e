import type { PolicySubject } from '#schemas'

/** What policy judges: an access request whose subject and time the engine has filled in. */
export interface PolicyInput {
  readonly subject: PolicySubject
  readonly action: { readonly name: string; readonly properties?: Readonly<Record<string, unknown>> }
  readonly resource: {
    readonly type: string
    readonly id: string
    readonly properties?: Readonly<Record<string, unknown>>
  }
  readonly context: Readonly<Record<string, unknown>> & { readonly time: string; readonly enforcer: string }
}
