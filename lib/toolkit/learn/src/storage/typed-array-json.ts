import { endianness } from 'node:os'
import { ArgumentError, UserError } from '@one-click/core'

const arrayTypes = {
  Float64Array,
  Int32Array,
  Int16Array,
  Uint8Array,
}

type ArrayTypeName = keyof typeof arrayTypes
type TypedArray = InstanceType<(typeof arrayTypes)[ArrayTypeName]>

/** Deepest nesting of a model file. */
const deepest = 32

/**
 * A copy in which typed arrays are `{ type, length, data }` with little-endian bytes in base64.
 * @throws ArgumentError for a number that is not finite
 *
 * @example
 * ```ts
 * toJsonData({ roots: Int32Array.of(0, 5) }) // → { roots: { type: 'Int32Array', length: 2, data: 'AAAAAAUAAAA=' } }
 * ```
 */
export function toJsonData(value: unknown): unknown {
  if (typeof value === 'number') requireFinite(value)
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(toJsonData)
  const type = typedArrayName(value)
  if (type) {
    for (const number of value as TypedArray) requireFinite(number)
    const data = littleEndianBytes(value as TypedArray).toString('base64')
    return { type, length: (value as TypedArray).length, data }
  }
  const entries = Object.entries(value).filter(([, item]) => item !== undefined)
  return Object.fromEntries(entries.map(([key, item]) => [key, toJsonData(item)]))
}

function requireFinite(value: number): void {
  if (!Number.isFinite(value)) {
    throw new ArgumentError('encodeModel', 'a model holds finite numbers only', value)
  }
}

/**
 * The reverse, for data of unknown origin.
 * @throws UserError for nesting too deep, names that touch prototypes, and arrays that are not what they say
 * @example
 * ```ts
 * const model = JSON.parse(JSON.stringify(toJsonData({ roots: Int32Array.of(0, 5) })))
 * Array.from((fromJsonData(model) as { roots: Int32Array }).roots) // → [0, 5]
 * ```
 */
export function fromJsonData(value: unknown, depth = 0): unknown {
  if (depth > deepest) throw new UserError(`nested deeper than ${deepest} levels`)
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map((item) => fromJsonData(item, depth + 1))
  const record = value as Record<string, unknown>
  if (typeof record.type === 'string' && Object.hasOwn(arrayTypes, record.type)) {
    return readTypedArray(record.type as ArrayTypeName, record.length, record.data)
  }
  const entries = Object.entries(record).map(([key, item]): [string, unknown] => {
    if (key === '__proto__' || key === 'constructor' || key === 'prototype') {
      throw new UserError(`the name ${key} is not allowed`)
    }
    return [key, fromJsonData(item, depth + 1)]
  })
  return Object.fromEntries(entries)
}

function typedArrayName(value: object): ArrayTypeName | undefined {
  const names = Object.keys(arrayTypes) as ArrayTypeName[]
  const name = names.find((candidate) => value instanceof arrayTypes[candidate])
  if (!name && ArrayBuffer.isView(value)) {
    throw new ArgumentError(
      'encodeModel',
      `arrays must be one of ${names.join(', ')}`,
      value.constructor.name,
    )
  }
  return name
}

function readTypedArray(type: ArrayTypeName, length: unknown, data: unknown): TypedArray {
  if (typeof data !== 'string' || typeof length !== 'number') throw new UserError(`a ${type} lacks its data`)
  const bytes = Buffer.from(data, 'base64')
  const Type = arrayTypes[type]
  if (bytes.length !== length * Type.BYTES_PER_ELEMENT) {
    throw new UserError(`a ${type} of length ${length} has ${bytes.length} bytes`)
  }
  if (endianness() === 'BE') swapBytes(bytes, Type.BYTES_PER_ELEMENT)
  // A buffer of its own: Buffer's may start at an odd place of a shared pool.
  return new Type(Uint8Array.from(bytes).buffer)
}

function littleEndianBytes(array: TypedArray): Buffer {
  const bytes = Buffer.from(array.buffer, array.byteOffset, array.byteLength)
  if (endianness() === 'LE') return bytes
  const copy = Buffer.from(bytes)
  swapBytes(copy, array.BYTES_PER_ELEMENT)
  return copy
}

function swapBytes(bytes: Buffer, width: number): void {
  if (width === 2) bytes.swap16()
  else if (width === 4) bytes.swap32()
  else if (width === 8) bytes.swap64()
}
