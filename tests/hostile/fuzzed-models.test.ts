import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCustomerModel } from '../../lib/study/src/evaluation/customer-model-file'
import {
  type CustomerProcedure,
  fitCustomerModel,
  predictCustomers,
} from '../../lib/study/src/evaluation/feature-preprocessor'
import { writeModelFile } from '../../lib/study/src/evaluation/model-file'
import { UserError } from '../../lib/toolkit/core/src/errors'
import type { Procedure } from '../../lib/toolkit/learn/src/pipeline/pipeline'
import { learningTable } from '../study/evaluation/learning-tables'
import { mustBeReached } from '../support/must-be-reached'
import { temporaryFolder } from '../support/temporary-folder'
import { forgedFile, type Json } from '../toolkit/learn/forged-file'
import { withinSeconds } from './within-seconds'

const folder = temporaryFolder('fuzzed-models')

const { table, declines } = learningTable(120, 5)
const rows = Int32Array.from(declines, (_, row) => row)
const features = ['promoShare', 'favouriteCategory']
const one = (estimator: string, options: Record<string, number | boolean> = {}): Procedure => ({
  name: estimator,
  estimator,
  features,
  candidates: [options],
  calibration: 'probability',
})
const procedures: readonly CustomerProcedure[] = [
  one('logistic-regression'),
  one('k-nearest-neighbours'),
  one('decision-tree'),
  one('extra-trees', { trees: 5 }),
  one('boosted-trees', { trees: 5, minLeaf: 5, patience: 0 }),
  one('support-vector-machine', { probability: false }),
  { name: 'stack', members: [one('extra-trees', { trees: 3 }), one('logistic-regression')] },
]
const texts = procedures.map((procedure) => {
  const path = join(folder, 'model.json')
  const model = fitCustomerModel(procedure, table, rows, declines, 3)
  writeModelFile(path, model, { library: '0', fingerprint: 'f', features, customers: 120, seed: 3 })
  return readFileSync(path, 'utf8')
})
const models = fc.constantFrom(...texts)

/** Reads the file and, where it is taken, predicts by it: within two seconds, and nothing but a `UserError` fails. */
function tryModel(content: string | Uint8Array): 'refused' | Float64Array {
  const path = join(folder, 'fuzzed.json')
  writeFileSync(path, content)
  return withinSeconds(() => {
    try {
      return predictCustomers(readCustomerModel(path).model, table)
    } catch (error) {
      expect(error).toBeInstanceOf(UserError)
      return 'refused'
    }
  })
}

const share = fc.double({ min: 0, max: 1, noNaN: true })
const placeIn = (length: number, where: number) => Math.min(length - 1, Math.floor(where * length))

describe('a model file', () => {
  it('is taken as it was written', () => {
    for (const text of texts) expect(tryModel(text)).toBeInstanceOf(Float64Array)
  })

  it('is refused with any bit turned round', () => {
    fc.assert(
      fc.property(models, share, fc.nat(7), (text, where, bit) => {
        const bytes = Buffer.from(text)
        const place = placeIn(bytes.length, where)
        // The line's end stands behind the checksum: white space there says nothing.
        fc.pre(place < bytes.length - 1)
        bytes[place] ^= 1 << bit
        expect(tryModel(bytes)).toBe('refused')
      }),
      { numRuns: 300 },
    )
  })

  it('is refused when cut', () => {
    fc.assert(
      fc.property(models, share, (text, where) => {
        expect(tryModel(text.slice(0, placeIn(text.length - 1, where)))).toBe('refused')
      }),
      { numRuns: 100 },
    )
  })
})

/** Values that a place in a file does not hold. */
const strange = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    0.5,
    2 ** 31,
    2 ** 53,
    1e15,
    1e308,
    -1e308,
    5e-324,
    '',
    'x',
    [],
    {},
  ),
  fc.constantFrom<unknown>([[]], [0], { kind: 'stack' }, { type: 'Float64Array', length: 2 ** 31, data: '' }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
)

/** Every place in a parsed file, by the names on the way to it. */
function placesOf(value: unknown, way: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [way]
  return [way, ...Object.entries(value).flatMap(([name, inner]) => placesOf(inner, [...way, name]))]
}

function parentOf(content: Json, way: readonly string[]): Json {
  return way.slice(0, -1).reduce((inner, name) => inner[name], content)
}

describe('a model file with its checksum redone', () => {
  it('is refused, or predicts, with any value in any place', () => {
    const reached = mustBeReached()
    fc.assert(
      fc.property(models, share, strange, fc.boolean(), (text, where, value, drop) => {
        const places = placesOf(JSON.parse(text)).filter(
          ([name]) => name !== undefined && name !== 'checksum',
        )
        const way = places[placeIn(places.length, where)]
        const changed = forgedFile(text, (content) => {
          const parent = parentOf(content, way)
          const name = way[way.length - 1]
          if (drop) delete parent[name]
          else parent[name] = value as Json
        })
        const result = tryModel(changed)
        if (result !== 'refused') {
          reached()
          expect(result.length).toBe(table.rows)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('is refused, or predicts, with any bytes in its arrays', () => {
    const reached = mustBeReached()
    const bytes = fc.oneof(
      fc.uint8Array({ minLength: 8, maxLength: 8 }),
      fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -1, 1e308, 5e-324).map((value) => {
        const number = new Uint8Array(8)
        new DataView(number.buffer).setFloat64(0, value, true)
        return number
      }),
    )
    fc.assert(
      fc.property(models, share, share, bytes, (text, whichArray, where, put) => {
        const places = placesOf(JSON.parse(text)).filter((way) => way.at(-1) === 'data')
        const way = places[placeIn(places.length, whichArray)]
        const changed = forgedFile(text, (content) => {
          const parent = parentOf(content, way)
          const data = Buffer.from(parent.data as unknown as string, 'base64')
          data.set(put.subarray(0, data.length), 8 * placeIn(Math.max(1, Math.floor(data.length / 8)), where))
          parent.data = data.toString('base64') as unknown as Json
        })
        const result = tryModel(changed)
        if (result !== 'refused') {
          reached()
          expect(result.length).toBe(table.rows)
        }
      }),
      { numRuns: 500 },
    )
  })
})
