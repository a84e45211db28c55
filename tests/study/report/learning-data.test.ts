import { describe, expect, it } from 'vitest'
import { buildCustomers, type Customers } from '../../../lib/study/src/customers/customers'
import { joinQuarters } from '../../../lib/study/src/customers/quarters'
import { earlierAnswers, learnedQuarter, learningData } from '../../../lib/study/src/study/final-model'
import { ArgumentError } from '../../../lib/toolkit/core/src/errors'
import { take } from '../../../lib/toolkit/core/src/matrix'
import { ungrouped } from '../../../lib/toolkit/learn/src/pipeline/folds'
import { tablesOf } from '../customers/tables'

/** Forty customers from an id on, every other of whom declines; the first two are copies of each other. */
function quarterFrom(id: number, hasTarget = true): Customers {
  const plain = Array.from({ length: 40 }, (_, i) => ({
    id: id + i,
    activity: i % 2 ? 'Снизилась' : 'Прежний уровень',
    revenue: [5000 + 7 * i, 4900 + 3 * i, 4800],
  }))
  const customers = buildCustomers(tablesOf(plain, { hasTarget }))
  return { ...customers, groups: Int32Array.from(customers.ids, (_, i) => (i < 2 ? 0 : i - 1)) }
}

const now = quarterFrom(100)
const before = quarterFrom(130)

describe('learningData with earlier quarters', () => {
  const quarters = joinQuarters(now, [before])
  const data = learningData(now, 'folder', quarters)

  it('keeps the data to the new quarter; the same id has one group in both', () => {
    const alone = learningData(now, 'folder')
    expect([data.table, data.declines]).toEqual([alone.table, alone.declines])
    const ofIds = new Map(Array.from(now.ids, (id, i) => [id, data.groups[i]]))
    const shared = [...before.ids].map((id, i) => ofIds.get(id) === data.earlier!.groups[i])
    expect(shared.filter(Boolean)).toHaveLength(10)
    expect(data.earlier!.declines).toEqual(take(before.declines!, before.trainingRows))
    expect(data.groups[30]).toBe(data.groups[31])
    expect(alone.groups[30]).not.toBe(alone.groups[31])
  })

  it('parts copies but never the quarters of a customer where groups are left out', () => {
    const parted = (one: Customers) => ({ ...one, groups: ungrouped(one.count) })
    const plain = learningData(parted(now), 'folder', joinQuarters(parted(now), [parted(before)]))
    expect(new Set(plain.groups).size).toBe(40)
    expect(plain.earlier!.groups.filter((group) => plain.groups.includes(group))).toHaveLength(10)
  })

  it('needs the target of every quarter', () => {
    const open = joinQuarters(now, [quarterFrom(130, false)])
    expect(() => learningData(now, 'folder', open)).toThrow(ArgumentError)
  })
})

describe('what is kept of earlier quarters', () => {
  const { earlier } = joinQuarters(now, [before, quarterFrom(300)])

  it('counts who was learned from', () => {
    expect(earlier.map(learnedQuarter)).toEqual([
      { fingerprint: before.fingerprint, customers: 40, declining: 20 },
      expect.objectContaining({ customers: 40, declining: 20 }),
    ])
  })

  it('gives every quarter its own answers', () => {
    const repeat = Float64Array.from({ length: 80 }, (_, i) => i / 80)
    const [first, second] = earlierAnswers(earlier, { earlierOutOfFold: [repeat, repeat] })
    expect([first.outOfFold[1][39], second.outOfFold[1][0]]).toEqual([39 / 80, 0.5])
    expect([first.outOfFold.length, second.outOfFold[0].length]).toEqual([2, 40])
  })
})
