/** A compiled module; opaque. */
export interface WasmModule {
  readonly [Symbol.toStringTag]: 'WebAssembly.Module'
}

/** Linear memory of an instance. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer
  /** By pages of 64 KiB. Throws RangeError above the maximum. */
  grow(pages: number): number
}

interface WebAssemblySlice {
  readonly Module: {
    new (bytes: Uint8Array): WasmModule
    exports(module: WasmModule): readonly { readonly name: string }[]
  }
}

/** The slice of WebAssembly that is used: TypeScript describes it only together with a browser. */
export const webAssembly: WebAssemblySlice = (globalThis as unknown as { readonly WebAssembly: WebAssemblySlice })
  .WebAssembly
