import { type Context, type Test, suite as uvuSuite } from 'uvu'

const made: { readonly name: string; ran: boolean }[] = []

/**
 * A uvu suite that cannot be forgotten: `define` registers its tests, then it runs. A file whose suites hold
 * no test, or never ran, ends with exit 1 (uvu alone would say 0 tests, exit 0).
 */
export function describe<T = Context>(name: string, define: (test: Test<T>) => void, context?: T): void {
  const test = uvuSuite<T>(name, context)
  const entry = { name, ran: false }
  made.push(entry)
  define(test)
  test.after(() => {
    entry.ran = true
  })
  test.run()
}

/** Awaits a promise that must reject; answers the error, and checks its `code` where one is given. */
export async function rejects(promise: Promise<unknown>, code?: string): Promise<Error & { code?: string }> {
  let value: unknown
  try {
    value = await promise
  } catch (error) {
    if (!(error instanceof Error)) throw new Error('it rejected with something that is no Error', { cause: error })
    const found = (error as { code?: string }).code
    if (code !== undefined && found !== code)
      throw new Error(`expected code ${code}, got ${found}: ${error.message}`, { cause: error })
    return error
  }
  throw new Error(`expected a rejection${code ? ` ${code}` : ''}, got ${typeof value}`)
}

/** Leaves a test out, loudly, with the command that brings what is missing. Under CI a skip is a failure. */
export function skip(test: Test, name: string, why: string): void {
  if (process.env['CI'] === 'true') {
    test(name, () => {
      throw new Error(`under CI nothing is skipped: ${why}`)
    })
    return
  }
  process.stderr.write(`SKIPPED ${name}: ${why}\n`)
  test.skip(name, () => undefined)
}

process.on('exit', () => {
  for (const { name, ran } of made) {
    if (ran) continue
    process.stderr.write(`suite "${name}" did not run to its end\n`)
    process.exitCode = 1
  }
})
