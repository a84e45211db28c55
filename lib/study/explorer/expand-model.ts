import type { CustomerModel } from '../src/evaluation/feature-preprocessor'
import { type CompactTrees, expandTrees } from '../src/report/explorer/compact-trees'

const arrayTypes = { Float64Array, Int32Array, Int16Array, Uint8Array }

/** The model of `compactModel`, so that it predicts the same to the last bit. */
export function expandModel(compact: unknown): CustomerModel {
  return expand(compact) as CustomerModel
}

function expand(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(expand)
  if ('type' in value && 'data' in value) return readArray(value as ArrayText)
  const { compactTrees, ...rest } = Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, expand(item)]),
  )
  return compactTrees === undefined ? rest : { ...rest, ...expandTrees(compactTrees as CompactTrees) }
}

/** A typed array as `toJsonData` writes it. */
interface ArrayText {
  readonly type: keyof typeof arrayTypes
  readonly data: string
}

/** Little-endian bytes, as are those of every processor that browsers run on. */
function readArray({ type, data }: ArrayText): InstanceType<(typeof arrayTypes)[keyof typeof arrayTypes]> {
  const text = atob(data)
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i)
  return new arrayTypes[type](bytes.buffer)
}
