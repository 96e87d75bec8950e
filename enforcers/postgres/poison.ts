import { executeMessage, queryMessage } from './messages.ts'

/*
 * A refused message is not left out: the server would then commit what came before it in the same pipeline.
 * In its place goes one that must fail there and does nothing else, so that the server's transaction state is
 * true; the error that comes back is told in our words. The server's log shows the decision id.
 */

/** In the place of a simple query: no version of the grammar begins a statement so, and the quote never ends. */
export function poisonQuery(decision: string): Buffer {
  return queryMessage(`CORDON REFUSED ${plain(decision)} "`)
}

/**
 * In the place of an extended message: Execute of a portal that does not exist (34000). Unlike a Parse that
 * fails, it leaves the unnamed statement alone.
 */
export function poisonExtended(decision: string): Buffer {
  return executeMessage(`cordon refused ${plain(decision)}`)
}

function plain(decision: string): string {
  return decision.replaceAll(/[^0-9a-z_]/g, '').slice(0, 40)
}
