import { expect } from 'vitest'
import json from '../../reference/statistics.json'

/** Numbers made by tests/reference/statistics.py; NaN and infinities are text there. */
export const reference = json

/** Synthetic columns of one length, in the order of the reference matrices. */
export const columnNames = Object.keys(json.columns) as (keyof typeof json.columns)[]
export const columns = columnNames.map((name) => Float64Array.from(json.columns[name]))

export function columnNamed(name: keyof typeof json.columns): Float64Array {
  return Float64Array.from(json.columns[name])
}

/** A number of the reference file, read back where it had to be written as text. */
export function number(value: number | string): number {
  return value === 'inf' ? Infinity : value === '-inf' ? -Infinity : Number(value)
}

/** Both NaN, both the same infinity, or apart by at most `absolute` plus `relative` of the expected size. */
export function expectClose(actual: number, expected: number, absolute: number, relative = 0): void {
  if (!Number.isFinite(expected)) expect(actual).toBe(expected)
  else expect(Math.abs(actual - expected)).toBeLessThanOrEqual(absolute + relative * Math.abs(expected))
}

export function expectAllClose(
  actual: ArrayLike<number>,
  expected: readonly (number | string)[],
  absolute: number,
  relative = 0,
): void {
  expect(actual.length).toBe(expected.length)
  for (let i = 0; i < expected.length; i++) expectClose(actual[i], number(expected[i]), absolute, relative)
}
