// The slice of npm oidc-provider that the starter uses; the package brings no types.
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http'

  interface GrantContext {
    body: unknown
    readonly oidc: { readonly client: object; readonly params: Readonly<Record<string, string | undefined>> }
  }

  interface AccessToken {
    resourceServer: unknown
    save(): Promise<string>
  }

  export class Provider {
    constructor(issuer: string, configuration: object)
    readonly AccessToken: new (
      facts: object,
    ) => AccessToken
    readonly ResourceServer: new (
      identifier: string,
      facts: object,
    ) => object
    callback(): (request: IncomingMessage, response: ServerResponse) => void
    registerGrantType(
      name: string,
      handler: (context: GrantContext) => Promise<void>,
      parameters: readonly string[],
    ): void
  }
}
