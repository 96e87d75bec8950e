import * as opa from '@open-policy-agent/opa-wasm'
import hostBuiltins from '#host-builtins' with { type: 'json' }
import { asError, PolicyError } from './policy-error.ts'
import { type WasmMemory, type WasmModule, webAssembly } from './web-assembly.ts'

/**
 * The only door to the WASM SDK. What it does wrong by itself, and what is done about it here and in input-text.ts
 * and result-text.ts, is in docs/writing-a-policy.md; test/engine/policy-traps.test.ts has a test for each.
 */
export interface PolicyModule {
  /** Entrypoints of the module, sorted. */
  readonly entrypoints: readonly string[]
  /**
   * Evaluates one entrypoint on input as JSON text; the result set as JSON text. Not re-entrant. After anything that
   * throws, the instance is thrown away: its memory may be anything, and it never shrinks. PolicyError `evaluation`.
   */
  evaluate(entrypoint: string, input: string): string
}

export interface LoadOptions {
  readonly wasm: Uint8Array
  /** Policy data. Without it, rules that read it would say nothing, and a deny that says nothing allows. */
  readonly data: object
  /** Most memory, in pages of 64 KiB; 64 MiB by default. */
  readonly mostPages?: number
}

/** The slice of the SDK that is used: its own types do not name what it exports. */
interface Sdk {
  loadPolicySync(module: WasmModule, memory: { readonly initial: number; readonly maximum: number }): LoadedPolicy
}

interface LoadedPolicy {
  readonly entrypoints: Readonly<Record<string, number>>
  readonly mem: WasmMemory
  readonly wasmInstance: { readonly exports: PolicyExports }
  readonly minorVersion: number
  /** Address of the data, and the first free byte behind it. */
  readonly dataAddr: number
  readonly dataHeapPtr: number
  setData(data: object): void
}

interface PolicyExports {
  builtins(): number
  opa_json_dump(address: number): number
  opa_eval(
    reserved: number,
    entrypoint: number,
    data: number,
    input: number,
    inputLength: number,
    heap: number,
    format: number,
  ): number
}

const sdk = (opa as unknown as { readonly default: Sdk }).default
const PAGE = 64 * 1024
const FIRST_PAGES = 32
const MOST_PAGES = 1024
/** Built-ins that the SDK supplies and policy may use; everything else that a module asks for is refused. */
const SUPPLIED: ReadonlySet<string> = new Set(hostBuiltins.host)
const NEEDED_EXPORTS = ['opa_eval', 'opa_json_dump', 'builtins', 'entrypoints', 'opa_wasm_abi_version']

/** Compiles and instantiates a module, and gives it its data. Throws PolicyError `load`. */
export function loadPolicyModule({ wasm, data, mostPages = MOST_PAGES }: LoadOptions): PolicyModule {
  if (typeof data !== 'object' || data === null || Array.isArray(data))
    throw new PolicyError('load', 'a policy is not loaded without its data')
  const module = compile(wasm)
  let instance: LoadedPolicy | null = instantiate(module, data, mostPages)
  const { entrypoints } = instance
  return {
    entrypoints: Object.keys(entrypoints).sort(),
    evaluate(entrypoint, input) {
      const id = Object.hasOwn(entrypoints, entrypoint) ? entrypoints[entrypoint] : undefined
      if (id === undefined) throw new PolicyError('entrypoint', `the policy has no entrypoint ${entrypoint}`)
      instance ??= instantiate(module, data, mostPages)
      try {
        return evaluateText(instance, id, input)
      } catch (thrown) {
        instance = null
        throw new PolicyError('evaluation', 'the policy failed on this input', { cause: asError(thrown) })
      }
    },
  }
}

function compile(wasm: Uint8Array): WasmModule {
  try {
    const module = new webAssembly.Module(wasm)
    const exported = new Set(webAssembly.Module.exports(module).map(({ name }) => name))
    const missing = NEEDED_EXPORTS.find((name) => !exported.has(name))
    if (missing !== undefined) throw new Error(`it does not export ${missing}`)
    return module
  } catch (thrown) {
    const cause = asError(thrown)
    throw new PolicyError('load', `policy.wasm is no policy that OPA compiled: ${cause.message}`, { cause })
  }
}

function instantiate(module: WasmModule, data: object, mostPages: number): LoadedPolicy {
  let policy: LoadedPolicy
  try {
    policy = sdk.loadPolicySync(module, { initial: Math.min(FIRST_PAGES, mostPages), maximum: mostPages })
    requireBuiltins(policy)
    policy.setData(data)
  } catch (thrown) {
    if (thrown instanceof PolicyError) throw thrown
    const cause = asError(thrown)
    throw new PolicyError('load', `the policy can't be loaded: ${cause.message}`, { cause })
  }
  if (policy.minorVersion < 2)
    throw new PolicyError('load', 'the policy needs WASM ABI 1.2: build it with OPA 1.20 or newer')
  return policy
}

// A missing built-in would be noticed by the SDK only when the rule that calls it runs.
function requireBuiltins({ wasmInstance: { exports }, mem }: LoadedPolicy): void {
  const wanted = JSON.parse(textAt(mem, exports.opa_json_dump(exports.builtins()))) as object
  const missing = Object.keys(wanted).filter((name) => !SUPPLIED.has(name))
  if (missing.length > 0)
    throw new PolicyError('load', `the policy calls what the engine does not have: ${missing.sort().join(', ')}`)
}

// The SDK's own evaluate would stringify and parse once more, and hide the bytes of the result.
function evaluateText(policy: LoadedPolicy, entrypoint: number, input: string): string {
  const { mem, dataAddr, dataHeapPtr, wasmInstance } = policy
  // UTF-8 takes at most three bytes for a UTF-16 unit: no need to count first.
  const short = dataHeapPtr + input.length * 3 - mem.buffer.byteLength
  if (short > 0) mem.grow(Math.ceil(short / PAGE))
  const length = Buffer.from(mem.buffer).write(input, dataHeapPtr, 'utf8')
  const heap = dataHeapPtr + length
  return textAt(mem, wasmInstance.exports.opa_eval(0, entrypoint, dataAddr, dataHeapPtr, length, heap, 0))
}

function textAt(mem: WasmMemory, address: number): string {
  const bytes = Buffer.from(mem.buffer)
  const end = bytes.indexOf(0, address)
  if (address <= 0 || end < 0) throw new Error('the module answered with an address outside its memory')
  return bytes.toString('utf8', address, end)
}
