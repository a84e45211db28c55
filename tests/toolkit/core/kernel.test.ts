import { describe, expect, it } from 'vitest'
import { startKernel } from '../../../lib/toolkit/core/src/kernel'

/** (module (memory (export "memory") 1) (func (export "next") (param i32) (result i32) local.get 0 i32.const 1 i32.add)) */
const code = Buffer.from([
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...[1, 6, 1, 0x60, 1, 0x7f, 1, 0x7f],
  ...[3, 2, 1, 0],
  ...[5, 3, 1, 0, 1],
  ...[7, 17, 2, 6, ...Buffer.from('memory'), 2, 0, 4, ...Buffer.from('next'), 0, 0],
  ...[10, 9, 1, 7, 0, 0x20, 0, 0x41, 1, 0x6a, 0x0b],
]).toString('base64')

interface Functions {
  next(number: number): number
}

describe('startKernel', () => {
  it('gives the functions and as much memory as asked, zeros at first', () => {
    const kernel = startKernel<Functions>(code, 200_000)
    expect(kernel.next(41)).toBe(42)
    const bytes = new Uint8Array(kernel.memory.buffer)
    expect(bytes.length).toBeGreaterThanOrEqual(200_000)
    expect(bytes.every((byte) => byte === 0)).toBe(true)
  })

  it('gives each instance a memory of its own', () => {
    const [first, second] = [startKernel<Functions>(code, 8), startKernel<Functions>(code, 8)]
    new Uint8Array(first.memory.buffer).fill(7)
    expect(new Uint8Array(second.memory.buffer).every((byte) => byte === 0)).toBe(true)
  })
})
