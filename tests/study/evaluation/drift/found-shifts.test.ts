import { beforeAll, describe, expect, it } from 'vitest'
import { buildCustomers } from '../../../../lib/study/src/customers/customers'
import type { JudgedTest } from '../../../../lib/study/src/evaluation/drift/drift-rule'
import type { StudyTables } from '../../../../lib/study/src/tables/schema'
import { Random } from '../../../../lib/toolkit/core/src/random'
import { compareCustomers, syntheticTables, type Trained, trainedOnTables } from './drift-tables'

let trained: Trained
let unchanged: StudyTables
beforeAll(async () => {
  trained = trainedOnTables(await syntheticTables(1))
  unchanged = await syntheticTables(4321)
}, 60_000)

/** For each change a size that must be found, the measure that finds it, and one that is too small to matter. */
const expected: Record<string, [found: number, by: JudgedTest['measure'], tooSmall: number | undefined]> = {
  'Revenue of all months': [1.05, 'location', 1.01],
  'Revenue of this month': [0.95, 'location', 0.99],
  'Minutes on the site': [0.85, 'location', 0.98],
  'Pages per visit': [-2, 'location', undefined],
  'Contacts a month': [0.5, 'location', 0.1],
  'Share bought on promotion': [0.05, 'location', 0.01],
  'An unpaid item more': [1, 'location', 0.1],
  'Pages per visit lost (0)': [0.25, 'distance', 0.05],
  'Favourite category becomes kitchenware': [0.2, 'mix', 0.05],
  'Favourite category is a new one': [0.02, 'new-categories', 0.005],
  'Bought nothing this month': [0.1, 'active', 0.02],
  'Revenue of this month a thousandfold': [0.03, 'implausible', 0.005],
  'Absent from market_time.csv': [0.05, 'incomplete', 0.01],
  'Outcome drawn by lot': [0.2, 'roc-auc', 0.01],
  'Outcome turned round': [0.1, 'log-loss', 0.005],
  'Holding customers decline (calibration)': [0.15, 'deviation', 0.02],
  'Declining customers hold (calibration)': [0.3, 'deviation', 0.02],
}

describe('an injected change', async () => {
  const { shifts } = await import('../../../../scripts/drift-shifts.mjs')

  it('is not there in the unchanged tables', () => {
    expect(compareCustomers(trained, buildCustomers(unchanged)).conclusion).toBe('keep')
  })

  it.each(shifts)('of $name is found when it matters, by what measures it', (shift) => {
    const [size, measure, tooSmall] = expected[shift.name]
    const compare = (of: number) =>
      compareCustomers(trained, buildCustomers(shift.apply(unchanged, of, new Random(3))))
    const report = compare(size)
    expect(report.conclusion).not.toBe('keep')
    expect(report.tests.filter(({ alarm }) => alarm).map((test) => test.measure)).toContain(measure)
    expect(tooSmall === undefined ? 'keep' : compare(tooSmall).conclusion).toBe('keep')
  })

  it('of the outcome, and a new category, call for training', () => {
    for (const name of ['Outcome turned round', 'Favourite category is a new one']) {
      const shift = shifts.find((each) => each.name === name)!
      const tables = shift.apply(unchanged, expected[name][0], new Random(3))
      expect(compareCustomers(trained, buildCustomers(tables)).conclusion).toBe('retrain')
    }
  })

  it('of a feature by a large amount calls for training where no target shows that the predictions hold', () => {
    const shift = shifts.find(({ name }) => name === 'Revenue of all months')!
    const { declines: _, ...blind } = buildCustomers(shift.apply(unchanged, 1.2, new Random(3)))
    const report = compareCustomers(trained, blind)
    expect(report.performance).toBeUndefined()
    expect(report.conclusion).toBe('retrain')
    expect(report.reasons.join('\n')).toMatch(/Revenue this month: Cliff’s delta .*a large change/)
  })
})
