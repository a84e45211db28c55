/**
 * A few instructions of WebAssembly with 128-bit vectors of two doubles, enough to write inner loops that run
 * at the speed of native code on every machine, with the same results everywhere: each operation rounds as
 * IEEE 754 says. The WebAssembly specification (W3C, version 2.0) defines the encoding.
 *
 * Expressions and statements are bytes; an expression leaves one value on the stack, a statement none.
 */
export type Code = readonly number[]

/** The part of Node's WebAssembly interface in use, which TypeScript's library for ES2022 does not describe. */
declare const WebAssembly: {
  readonly Memory: new (size: { initial: number }) => SimdMemory
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (
    module: object,
    imports: { own: { memory: SimdMemory } },
  ) => { readonly exports: { readonly run: (argument: number) => void } }
}

/** Memory shared with the code: typed arrays over its buffer read and write it. */
export interface SimdMemory {
  readonly buffer: ArrayBuffer
}

/** Bytes of a vector of two doubles. */
export const vectorBytes = 16

const pageBytes = 65536
const integerType = 0x7f
const vectorType = 0x7b

export function simdMemory(bytes: number): SimdMemory {
  return new WebAssembly.Memory({ initial: Math.ceil(bytes / pageBytes) })
}

/** Local variables of a function whose local 0 is its one argument, an integer. */
export class Locals {
  private readonly types: number[] = []

  integer(): number {
    return this.types.push(integerType)
  }

  vector(): number {
    return this.types.push(vectorType)
  }

  vectors(count: number): number[] {
    return Array.from({ length: count }, () => this.vector())
  }

  declarations(): Code {
    return [...unsigned(this.types.length), ...this.types.flatMap((type) => [1, type])]
  }
}

export const get = (local: number): Code => [0x20, ...unsigned(local)]
export const set = (local: number, value: Code): Code => [...value, 0x21, ...unsigned(local)]

export const integer = (value: number): Code => [0x41, ...signed(value)]
export const plus = (a: Code, b: Code): Code => [...a, ...b, 0x6a]
export const loadInteger = (address: Code): Code => [...address, 0x28, 2, 0]

/** One number in both places. */
export const vector = (value: number): Code => [
  ...simd(0x0c),
  ...new Uint8Array(Float64Array.of(value, value).buffer),
]
export const add = (a: Code, b: Code): Code => [...a, ...b, ...simd(0xf0)]
export const subtract = (a: Code, b: Code): Code => [...a, ...b, ...simd(0xf1)]
export const multiply = (a: Code, b: Code): Code => [...a, ...b, ...simd(0xf2)]
export const divide = (a: Code, b: Code): Code => [...a, ...b, ...simd(0xf3)]
export const maximum = (a: Code, b: Code): Code => [...a, ...b, ...simd(0xf5)]
export const magnitude = (a: Code): Code => [...a, ...simd(0xec)]

/** The vector at `address + offset`, a multiple of 8. */
export const load = (address: Code, offset = 0): Code => [...address, ...simd(0x00), 3, ...unsigned(offset)]
export const store = (address: Code, value: Code, offset = 0): Code => [
  ...address,
  ...value,
  ...simd(0x0b),
  3,
  ...unsigned(offset),
]

/** Runs the body while one integer, unsigned, is below another. */
export function whileBelow(pointer: number, end: number, ...body: Code[]): Code {
  const leaveUnlessBelow = [...get(pointer), ...get(end), 0x49, 0x45, 0x0d, 1]
  return [0x02, 0x40, 0x03, 0x40, ...leaveUnlessBelow, ...body.flat(), 0x0c, 0, 0x0b, 0x0b]
}

/** A function of one integer over the memory. */
export function compileSimd(memory: SimdMemory, locals: Locals, body: Code): (argument: number) => void {
  const code = [...locals.declarations(), ...body, 0x0b]
  const bytes = [
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 1, integerType, 0]),
    ...section(2, [1, ...name('own'), ...name('memory'), 2, 0, 1]),
    ...section(3, [1, 0]),
    ...section(7, [1, ...name('run'), 0, 0]),
    ...section(10, [1, ...unsigned(code.length), ...code]),
  ]
  const module = new WebAssembly.Module(Uint8Array.from(bytes))
  return new WebAssembly.Instance(module, { own: { memory } }).exports.run
}

const simd = (operation: number): Code => [0xfd, ...unsigned(operation)]
const name = (text: string): Code => [text.length, ...Buffer.from(text, 'latin1')]
const section = (id: number, bytes: Code): Code => [id, ...unsigned(bytes.length), ...bytes]

/** LEB128: seven bits a byte, the lowest first. */
function unsigned(value: number): Code {
  const bytes: number[] = []
  let rest = value
  for (; rest > 0x7f; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80)
  return [...bytes, rest]
}

function signed(value: number): Code {
  const bytes: number[] = []
  let rest = value
  for (; rest > 0x3f || rest < -0x40; rest >>= 7) bytes.push((rest & 0x7f) | 0x80)
  return [...bytes, rest & 0x7f]
}
