import type { GitRoute } from './route.ts'

/** The Git server that Cordon stands for, or in front of. */
export interface Behind {
  /** Rejects with GitError `git` or `upstream`. */
  call(request: BehindRequest): Promise<BehindAnswer>
}

export interface BehindRequest {
  readonly route: GitRoute
  /** `Git-Protocol`, empty where the client sends none. */
  readonly protocol: string
  /** The request's body; null for GET. It ends early where the client goes away. */
  readonly body: AsyncIterable<Uint8Array> | null
  /** Variables for the hooks of a repository that Cordon serves. */
  readonly env: Readonly<Record<string, string>>
}

export interface BehindAnswer {
  readonly status: number
  readonly type: string
  readonly body: AsyncIterable<Buffer>
}
