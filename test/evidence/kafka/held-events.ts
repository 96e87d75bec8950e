import { note } from '../contracts/event-log.ts'
import type { Producer } from './stage.ts'

/** Appends so many events, and comes back when all are durable. */
export async function append({ log }: Producer, count: number): Promise<readonly Uint8Array[]> {
  const appended = Array.from({ length: count }, (_, number) => log.append(note(number)))
  await Promise.all(appended.map(({ durable }) => durable))
  return appended.map(({ bytes }) => bytes)
}

/** Every event that the log still holds. */
export async function heldBytes(log: Producer['log']): Promise<readonly Uint8Array[]> {
  const events: Uint8Array[] = []
  for await (const { bytes } of log.read(null)) events.push(bytes)
  return events
}

export async function holds(log: Producer['log'], kind: string): Promise<boolean> {
  return (await heldBytes(log)).some((bytes) => Buffer.from(bytes).includes(`"kind":"${kind}"`))
}
