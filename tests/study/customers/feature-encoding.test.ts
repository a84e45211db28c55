import { describe, expect, it } from 'vitest'
import { encoderSchema } from '../../../lib/study/src/customers/encoder-schema'
import {
  columnsByFeature,
  type Encoder,
  encode,
  fitEncoder,
} from '../../../lib/study/src/customers/feature-encoding'
import type { FeatureTable } from '../../../lib/study/src/customers/feature-table'
import { featureOf } from '../../../lib/study/src/customers/features'
import { Random } from '../../../lib/toolkit/core/src/random'

/** Five customers: a number, a constant, a category of three values and one of two. */
const table: FeatureTable = {
  rows: 5,
  features: ['pagesPerVisit', 'promoShare', 'favouriteCategory', 'serviceTier'].map(featureOf),
  numbers: {
    pagesPerVisit: Float64Array.of(1, 3, 5, 100, -7),
    promoShare: Float64Array.of(0.1, 0.1, 0.1, 0.1, 0.9),
  },
  categories: {
    favouriteCategory: ['b', 'a', 'c', 'd', 'a'],
    serviceTier: ['x', 'y', 'x', 'z', 'y'],
  },
}
const training = Int32Array.of(0, 1, 2)
const rowsOf = (encoder: Encoder, rows?: ArrayLike<number>): number[][] => {
  const { rows: count, columns, values } = encode(encoder, table, rows)
  return Array.from({ length: count }, (_, i) => [...values.subarray(i * columns, (i + 1) * columns)])
}

describe('fitEncoder and encode', () => {
  it('leave numbers as they are, and make a column for each category, or one of two', () => {
    const encoder = fitEncoder(table, training)
    expect(encoder.columns.map(({ feature, category }) => [feature, category])).toEqual([
      ['pagesPerVisit', undefined],
      ['promoShare', undefined],
      ['favouriteCategory', 'a'],
      ['favouriteCategory', 'b'],
      ['favouriteCategory', 'c'],
      ['serviceTier', 'y'],
    ])
    expect(rowsOf(encoder, training)).toEqual([
      [1, 0.1, 0, 1, 0, 0],
      [3, 0.1, 1, 0, 0, 1],
      [5, 0.1, 0, 0, 1, 0],
    ])
  })

  it('take the features that are wanted, in the order of the table', () => {
    const encoder = fitEncoder(table, training, { features: ['serviceTier', 'pagesPerVisit'] })
    expect(encoder).toEqual({
      kind: 'encoder',
      columns: [
        { feature: 'pagesPerVisit', center: 0, scale: 1 },
        { feature: 'serviceTier', category: 'y', center: 0, scale: 1 },
      ],
    })
    const unknown = () => fitEncoder(table, training, { features: ['pagesPerVisit', 'tenureDays'] })
    expect(unknown).toThrow('fitEncoder: the table lacks a feature (got "tenureDays")')
  })

  it('refuse more columns than can be encoded, and name the feature with the most categories', () => {
    const many = (count: number): FeatureTable => ({
      rows: count,
      features: ['serviceTier', 'favouriteCategory'].map(featureOf),
      numbers: {},
      categories: {
        serviceTier: Array.from({ length: count }, (_, i) => `t${i % 3}`),
        favouriteCategory: Array.from({ length: count }, (_, i) => `c${i}`),
      },
    })
    const encoderOf = (count: number) =>
      fitEncoder(
        many(count),
        Array.from({ length: count }, (_, i) => i),
      )
    expect(encoderOf(1997).columns).toHaveLength(2000)
    expect(() => encoderOf(1998)).toThrow(
      'favouriteCategory has 1998 categories, at most 2000 columns can be encoded: put rare categories together',
    )
  })

  it('give zeros for a category that training never saw', () => {
    expect(rowsOf(fitEncoder(table, training), [3])).toEqual([[100, 0.1, 0, 0, 0, 0]])
  })

  it('centre and scale by the training rows only', () => {
    const encoder = fitEncoder(table, training, { scale: true })
    const deviation = Math.sqrt(8 / 3)
    expect(encoder.columns[0]).toEqual({ feature: 'pagesPerVisit', center: 3, scale: deviation })
    expect(rowsOf(encoder).map(([pages]) => pages)).toEqual([-2, 0, 2, 97, -10].map((x) => x / deviation))
  })

  it('does not see other rows', () => {
    const changed: FeatureTable = {
      ...table,
      numbers: {
        pagesPerVisit: Float64Array.of(1, 3, 5, 1e9, Number.NaN),
        promoShare: Float64Array.of(0.1, 0.1, 0.1, -4, 7),
      },
      categories: { favouriteCategory: ['b', 'a', 'c', '?', '!'], serviceTier: ['x', 'y', 'x', '', 'q'] },
    }
    for (const scale of [false, true]) {
      expect(fitEncoder(changed, training, { scale })).toEqual(fitEncoder(table, training, { scale }))
    }
    expect(fitEncoder(table, [2, 0, 1])).toEqual(fitEncoder(table, training))
  })

  it('keep a constant harmless, also where rounding leaves it a deviation', () => {
    const random = new Random(1)
    for (const value of [0, 0.1, 1 / 3, 1e9 + 0.1, -7e-9]) {
      const rows = 997
      const constant: FeatureTable = {
        rows: rows + 1,
        features: [featureOf('promoShare')],
        numbers: { promoShare: new Float64Array(rows + 1).fill(value) },
        categories: {},
      }
      constant.numbers.promoShare[rows] = value + 1 + random.uniform()
      const encoder = fitEncoder(
        constant,
        Int32Array.from({ length: rows }, (_, i) => i),
        { scale: true },
      )
      expect(encoder.columns[0].scale, String(value)).toBe(1)
      const { values } = encode(encoder, constant)
      expect(Math.abs(values[0])).toBeLessThan(1e-4)
      expect(values[rows]).toBeLessThan(2.001)
    }
  })

  it('bring training columns to mean 0 and deviation 1', () => {
    const random = new Random(3)
    const wide: FeatureTable = {
      rows: 200,
      features: [featureOf('revenueCurrent')],
      numbers: { revenueCurrent: Float64Array.from({ length: 200 }, () => 5000 + 300 * random.normal()) },
      categories: {},
    }
    const rows = Int32Array.from({ length: 200 }, (_, i) => i)
    const { values } = encode(fitEncoder(wide, rows, { scale: true }), wide)
    const mean = values.reduce((total, value) => total + value, 0) / 200
    const square = values.reduce((total, value) => total + value * value, 0) / 200
    expect(Math.abs(mean)).toBeLessThan(1e-12)
    expect(Math.abs(square - 1)).toBeLessThan(1e-12)
  })

  it('refuse no rows and a table that lacks a feature', () => {
    expect(() => fitEncoder(table, [])).toThrow(/^fitEncoder: needs at least one row/)
    const encoder = fitEncoder(table, training)
    expect(() => encode(encoder, { ...table, numbers: {} })).toThrow(
      /^encode: .*lacks a feature.*"pagesPerVisit"/,
    )
    expect(() => encode(encoder, { ...table, categories: {} })).toThrow(/lacks.*"favouriteCategory"/)
  })
})

describe('columnsByFeature', () => {
  it('lists the columns that carry each feature', () => {
    expect([...columnsByFeature(fitEncoder(table, training))]).toEqual([
      ['pagesPerVisit', [0]],
      ['promoShare', [1]],
      ['favouriteCategory', [2, 3, 4]],
      ['serviceTier', [5]],
    ])
  })
})

describe('encoderSchema', () => {
  const good: Encoder = fitEncoder(table, training, { scale: true })
  const column = good.columns[0]

  it('takes what was fitted, also after JSON', () => {
    expect(encoderSchema.parse(JSON.parse(JSON.stringify(good)))).toEqual(good)
  })

  it.each<[string, unknown]>([
    ['no object', 'encoder'],
    ['another kind', { ...good, kind: 'standardisation' }],
    ['no columns', { ...good, columns: [] }],
    ['a feature that is not declared', { ...good, columns: [{ ...column, feature: 'profit' }] }],
    ['a scale of 0', { ...good, columns: [{ ...column, scale: 0 }] }],
    ['a scale that is no number', { ...good, columns: [{ ...column, scale: '1' }] }],
    ['an infinite center', { ...good, columns: [{ ...column, center: Number.POSITIVE_INFINITY }] }],
    ['NaN', { ...good, columns: [{ ...column, center: Number.NaN }] }],
    ['a category that is no text', { ...good, columns: [{ ...column, category: 3 }] }],
    ['a category of a number', { ...good, columns: [{ ...column, category: 'a' }] }],
    ['a category without its value', { ...good, columns: [{ feature: 'serviceTier', center: 0, scale: 1 }] }],
    ['a column twice', { ...good, columns: [column, column] }],
    ['a field too many', { ...good, code: 'process.exit()' }],
    ['a field too many in a column', { ...good, columns: [{ ...column, toString: 'x' }] }],
  ])('refuses %s', (_, junk) => {
    expect(() => encoderSchema.parse(junk)).toThrow()
  })
})
