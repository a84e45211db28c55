import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildCustomers } from '../../../../lib/study/src/customers/customers'
import { selectFeatures, takeCustomers } from '../../../../lib/study/src/customers/feature-table'
import { modelFeatures } from '../../../../lib/study/src/customers/features'
import { phiKOfFeatures } from '../../../../lib/study/src/exploration/feature-associations'
import { loadStudyTables } from '../../../../lib/study/src/tables/read-study-tables'
import { type Matrix, matrix, matrixFromRows } from '../../../../lib/toolkit/core/src/matrix'
import { Random } from '../../../../lib/toolkit/core/src/random'
import {
  averageLinkage,
  featureClusters,
} from '../../../../lib/toolkit/explain/src/permutation/feature-clusters'
import { realTablesFolder } from '../../../support/real-tables'
import { reference } from './permutation-reference'

describe('averageLinkage', () => {
  it("makes scipy's merges at scipy's heights", () => {
    const { distances, merges } = reference.averageLinkage
    const found = averageLinkage(matrixFromRows(distances))
    expect(found.map(({ first, second, size }) => [first, second, size])).toEqual(
      merges.map(([first, second, , size]) => [first, second, size]),
    )
    found.forEach(({ height }, k) => {
      expect(Math.abs(height - merges[k][2])).toBeLessThan(1e-12)
    })
  })

  it('merges at the mean distance of all pairs, each time the least there is', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 2, max: 12 }), (seed, items) => {
        const distances = randomDistances(items, new Random(seed))
        const members: number[][] = Array.from({ length: items }, (_, i) => [i])
        let open = members.map((_, i) => i)
        for (const { first, second, height, size } of averageLinkage(distances)) {
          const meanDistance = (a: number, b: number) =>
            members[a].flatMap((i) => members[b].map((j) => distances.values[i * items + j]))
          const average = (values: number[]) => values.reduce((sum, v) => sum + v, 0) / values.length
          const all = open.flatMap((a) => open.filter((b) => b > a).map((b) => average(meanDistance(a, b))))
          expect(height).toBeCloseTo(Math.min(...all), 12)
          expect(height).toBeCloseTo(average(meanDistance(first, second)), 12)
          members.push([...members[first], ...members[second]])
          expect(members[members.length - 1]).toHaveLength(size)
          open = [...open.filter((c) => c !== first && c !== second), members.length - 1]
        }
        expect(open).toHaveLength(1)
      }),
    )
  })

  it('has nothing to merge in one item, and needs a square matrix', () => {
    expect(averageLinkage(matrix(1, 1))).toEqual([])
    expect(() => averageLinkage(matrix(2, 3))).toThrow('needs a square matrix')
  })
})

describe('featureClusters', () => {
  const { association, cuts } = reference.featureClusters
  const names = association.map((_, j) => `f${j}`)

  it("cuts where scipy's fcluster cuts", () => {
    expect(new Set(cuts.map(({ labels }) => new Set(labels).size)).size).toBeGreaterThan(2)
    for (const { minAssociation, labels } of cuts) {
      const expected = [...new Set(labels)].map((label) => names.filter((_, j) => labels[j] === label))
      const found = featureClusters(matrixFromRows(association), names, { minAssociation })
      expect(found.map(({ features }) => [...features])).toEqual(expected)
    }
  })

  it('joins twins of either sign, names them in their order and leaves constants alone', () => {
    const twins = matrixFromRows([
      [1, 0.1, -0.9, Number.NaN],
      [0.1, 1, 0.2, Number.NaN],
      [-0.9, 0.2, 1, Number.NaN],
      [Number.NaN, Number.NaN, Number.NaN, Number.NaN],
    ])
    expect(featureClusters(twins, ['a', 'b', 'c', 'd'])).toEqual([
      { name: 'a + c', features: ['a', 'c'] },
      { name: 'b', features: ['b'] },
      { name: 'd', features: ['d'] },
    ])
    expect(featureClusters(twins, ['a', 'b', 'c', 'd'], { minAssociation: 0 })).toHaveLength(1)
  })

  it('refuses limits and matrices that make no sense', () => {
    expect(() => featureClusters(matrix(2, 2), ['a'])).toThrow('needs associations of 1 features')
    expect(() => featureClusters(matrix(1, 1), ['a'], { minAssociation: 1.5 })).toThrow('between 0 and 1')
  })

  it.skipIf(!realTablesFolder)(
    "parts the store's features into revenue, minutes, pages and single ones",
    async () => {
      const customers = buildCustomers(await loadStudyTables(realTablesFolder as string))
      const table = selectFeatures(takeCustomers(customers.features, customers.trainingRows), modelFeatures)
      const clusters = featureClusters(
        phiKOfFeatures(table),
        table.features.map(({ name }) => name),
      )
      const several = clusters.filter(({ features }) => features.length > 1)
      const together = (...features: string[]) =>
        several.some((cluster) => features.every((feature) => cluster.features.includes(feature)))
      expect(together('minutesCurrent', 'minutesPrevious', 'minutesTotal')).toBe(true)
      expect(together('revenueCurrent', 'revenuePrevious', 'revenueTotal')).toBe(true)
      expect(together('minutesCurrent', 'revenueCurrent')).toBe(false)
      expect(clusters.map(({ name }) => name)).toEqual(
        expect.arrayContaining(['serviceTier', 'tenureDays', 'favouriteCategory', 'promoShare']),
      )
    },
  )
})

function randomDistances(items: number, random: Random): Matrix {
  const result = matrix(items, items)
  for (let i = 0; i < items; i++) {
    for (let j = 0; j < i; j++) {
      result.values[i * items + j] = result.values[j * items + i] = random.uniform()
    }
  }
  return result
}
