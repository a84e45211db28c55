/** Node has it, but its types do not say so. */
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array)
  }
  class Instance {
    constructor(module: Module)
    readonly exports: unknown
  }
}

interface ExportedMemory {
  readonly buffer: ArrayBuffer
  grow(pages: number): number
}

const pageBytes = 65_536

const modules = new Map<string, WebAssembly.Module>()

/**
 * A new instance of a compiled kernel, with a memory of its own that starts as zeros: typed arrays over its
 * buffer read and write it. The code is compiled once a thread.
 *
 * @param code WebAssembly in base64 that imports nothing and exports `memory`
 * @param bytes of memory, at least
 * @example
 * ```ts
 * const code = 'AGFzbQEAAAABBgFgAX8BfwMCAQAFAwEAAQcRAgZtZW1vcnkCAARuZXh0AAAKCQEHACAAQQFqCw=='
 * startKernel<{ next(number: number): number }>(code, 0).next(41) // → 42
 * ```
 */
export function startKernel<Functions>(
  code: string,
  bytes: number,
): Functions & { readonly memory: { readonly buffer: ArrayBuffer } } {
  const module = modules.get(code) ?? new WebAssembly.Module(Buffer.from(code, 'base64'))
  modules.set(code, module)
  const kernel = new WebAssembly.Instance(module).exports as Functions & { readonly memory: ExportedMemory }
  kernel.memory.grow(Math.ceil(bytes / pageBytes))
  return kernel
}
