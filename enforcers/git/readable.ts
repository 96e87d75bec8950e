/** Text that was made readable, and where inside the file it was; '' for the file itself. */
export interface ReadableText {
  readonly inner: string
  readonly bytes: Uint8Array
  /** Not text at all: only the strongest evidence counts in it. */
  readonly raw: boolean
}

export interface UnreadableContent {
  readonly inner: string
  readonly why: 'binary' | 'too-large' | 'encrypted' | 'damaged' | 'nested'
  readonly bytes: number
}

export interface Readable {
  readonly texts: ReadableText[]
  readonly unreadable: UnreadableContent[]
}

/** What unpacking may still cost in one push; it goes down as it is used. */
export interface UnpackBudget {
  bytes: number
  members: number
}
