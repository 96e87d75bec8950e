import { fdatasync, fdatasyncSync, write, writeSync } from 'node:fs'
import { promisify } from 'node:util'

/** The four calls that make bytes durable. Handed in, so that tests can let a disk fail or be slow. */
export interface Device {
  /** pwrite(2): answers how many bytes were taken, which may be fewer. */
  writeSync(fd: number, bytes: Uint8Array, position: number): number
  fdatasyncSync(fd: number): void
  write(fd: number, bytes: Uint8Array, position: number): Promise<number>
  fdatasync(fd: number): Promise<void>
}

const writeAsync = promisify(write)

/** The real one. */
export const disk: Device = Object.freeze({
  writeSync: (fd: number, bytes: Uint8Array, position: number) => writeSync(fd, bytes, 0, bytes.length, position),
  fdatasyncSync,
  write: async (fd: number, bytes: Uint8Array, position: number) =>
    (await writeAsync(fd, bytes, 0, bytes.length, position)).bytesWritten,
  fdatasync: promisify(fdatasync),
})
