/**
 * `protocol`: bytes that are no Git. `too-large`: a limit was crossed. `git`: a git process failed. `upstream`: the server
 * behind the door failed. `closed`: the client went away. `files`: a file or folder of Cordon's own could not be used.
 */
export type GitErrorCode = 'protocol' | 'too-large' | 'git' | 'upstream' | 'closed' | 'files'

/** Something about a push or a fetch went wrong. The message is fit for the client and quotes no content. */
export class GitError extends Error {
  override readonly name = 'GitError'
  readonly code: GitErrorCode

  constructor(code: GitErrorCode, message: string, options: { cause?: unknown } = {}) {
    super(message, options)
    this.code = code
  }
}
