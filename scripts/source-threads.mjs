// Beside tsx's own loader (scripts/source.mjs): lets threads that a source file starts run TypeScript, too. On Node 20
// tsx sees to the main thread alone.
import { isMainThread } from 'node:worker_threads'

if (!isMainThread) (await import('tsx/esm/api')).register()
