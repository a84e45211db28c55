import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { buildCustomers } from '../../../lib/study/src/customers/customers'
import { takeCustomers } from '../../../lib/study/src/customers/feature-table'
import { phiKOfFeatures, phiKWithTarget } from '../../../lib/study/src/exploration/feature-associations'
import { strongestPairs } from '../../../lib/study/src/exploration/strongest-pairs'
import { loadStudyTables } from '../../../lib/study/src/tables/read-study-tables'
import { take } from '../../../lib/toolkit/core/src/matrix'

const { features, trainingRows, declines } = buildCustomers(
  loadStudyTables(join(__dirname, '../../../data/sample')),
)
const all = takeCustomers(features, trainingRows)
const nobodyAllows = {
  ...all,
  categories: { ...all.categories, contactAllowed: all.categories.contactAllowed.map(() => 'нет') },
}

describe('associations of features', () => {
  it('ranks pairs by strength and leaves out those of a constant feature', () => {
    const matrix = phiKOfFeatures(nobodyAllows)
    const pairs = strongestPairs(nobodyAllows.features, matrix, 1000)
    expect(pairs.length).toBeGreaterThan(10)
    expect(pairs.filter(({ value }) => Number.isNaN(value))).toEqual([])
    expect(pairs.map(({ value }) => value)).toEqual(pairs.map(({ value }) => value).sort((a, b) => b - a))
    const names = new Set(pairs.flatMap(({ first, second }) => [first.name, second.name]))
    expect(names).not.toContain('contactAllowed')
    expect(names).toContain('serviceTier')
  })

  it('ranks features by their association with the target, a constant one last', () => {
    const ranked = phiKWithTarget(nobodyAllows, take(declines!, trainingRows))
    const last = ranked.pop()!
    expect([last.feature.name, last.phiK]).toEqual(['contactAllowed', Number.NaN])
    const strengths = ranked.map(({ phiK }) => phiK)
    expect(strengths).toEqual([...strengths].sort((a, b) => b - a))
    expect(Math.min(...strengths)).toBeGreaterThanOrEqual(0)
  })
})
