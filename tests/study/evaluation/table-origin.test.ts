import { describe, expect, it } from 'vitest'
import { buildCustomers } from '../../../lib/study/src/customers/customers'
import { errorsByBlock } from '../../../lib/study/src/evaluation/block-errors'
import { silentDeclines, unexpectedDeclines } from '../../../lib/study/src/evaluation/silent-declines'
import { placesInOrder, tableOrigin, tellingOrder } from '../../../lib/study/src/evaluation/table-origin'
import { loadStudyTables } from '../../../lib/study/src/tables/read-study-tables'
import { Random } from '../../../lib/toolkit/core/src/random'
import { logLoss, rocAuc } from '../../../lib/toolkit/learn/src/evaluation/metrics'
import { realTablesFolder } from '../../support/real-tables'
import { type PlainCustomer, tablesOf } from '../customers/tables'

/** Customers whose declines stand together in the file, or anywhere. */
function gather(order: 'blocks' | 'random', ids: 'rising' | 'falling' = 'rising') {
  const random = new Random(6)
  const count = 240
  const declining = Array.from({ length: count }, (_, i) =>
    order === 'blocks' ? i < 60 || (i >= 120 && i < 160) : random.uniform() < 0.4,
  )
  const all: PlainCustomer[] = declining.map((declines, i) => ({
    id: ids === 'rising' ? 5000 + i : 9000 - i,
    activity: declines ? 'Снизилась' : 'Прежний уровень',
    category: ['Кухонная посуда', 'Косметика и аксессуары'][random.integer(2)],
    revenue: [5000 + 100 * random.normal(), 4900 + 100 * random.normal(), 4800 + 100 * random.normal()],
    minutes: [8 + random.integer(9), 6 + random.integer(9)],
    pages: 2 + random.integer(14) - (declines ? 2 : 0),
  }))
  return buildCustomers(tablesOf(all))
}

describe('tableOrigin', () => {
  it('finds blocks, the order of outcomes, and features that follow it', () => {
    const { outcomes, features, sortedById } = tableOrigin(gather('blocks'), { seed: 1 })
    expect(sortedById).toBe(true)
    expect(outcomes).toHaveLength(1)
    expect(outcomes[0].blocks.map(({ start, end }) => [start, end])).toEqual([
      [0, 60],
      [60, 120],
      [120, 160],
      [160, 240],
    ])
    expect(outcomes[0].declinesFirst.estimate).toBeCloseTo((60 * 140 + 40 * 80) / (100 * 140), 12)
    expect(outcomes[0].runs).toMatchObject({ runs: 4 })
    expect(features.find(({ feature }) => feature.name === 'pagesPerVisit')!.adjustedPValue).toBeLessThan(
      0.05,
    )
    features.forEach(({ pValue, adjustedPValue }) => {
      expect(adjustedPValue).toBeGreaterThanOrEqual(pValue)
    })
  })

  it('finds nothing in random order', () => {
    const { outcomes, copies } = tableOrigin(gather('random'), { seed: 1 })
    expect(outcomes[0].blocks).toHaveLength(1)
    expect(outcomes[0].declinesFirst.lower).toBeLessThan(0.5)
    expect(outcomes[0].declinesFirst.upper).toBeGreaterThan(0.5)
    expect(outcomes[0].runs.pValue).toBeGreaterThan(0.01)
    expect(copies).toEqual({ customers: 0, groups: 0, contradicting: 0 })
  })

  it('looks at the order of ids where the file has another', () => {
    const { outcomes, sortedById } = tableOrigin(gather('blocks', 'falling'), { seed: 1 })
    expect(sortedById).toBe(false)
    expect(outcomes.map(({ order }) => order)).toEqual(['file', 'id'])
    expect(outcomes[1].declinesFirst.estimate).toBeCloseTo(1 - outcomes[0].declinesFirst.estimate, 12)
    // By id the last of the file come first.
    const ends = (which: number) => outcomes[which].blocks.map(({ end }) => end)
    expect(ends(0)).toEqual([60, 120, 160, 240])
    expect(ends(1)).toEqual([80, 120, 180, 240])
    expect(tellingOrder({ outcomes })?.order).toBe('file')
    expect(tellingOrder({ outcomes: outcomes.slice(1) })?.order).toBe('id')
    expect(tellingOrder(tableOrigin(gather('random'), { seed: 1 }))).toBeUndefined()
  })

  it('puts the features first whose order is least by chance, those of every kind among them', () => {
    const { features } = tableOrigin(gather('blocks'), { seed: 1 })
    const values = features.map(({ pValue }) => pValue)
    expect(values).toEqual([...values].sort((a, b) => a - b))
    expect(features.some(({ feature }) => feature.kind === 'category')).toBe(true)
    for (const { association, pValue } of features) {
      expect(Math.abs(association)).toBeLessThanOrEqual(1)
      expect(pValue).toBeGreaterThanOrEqual(0)
      expect(pValue).toBeLessThanOrEqual(1)
    }
  })

  it('tells nothing of outcomes where one occurs alone or none is known', () => {
    const made = gather('random')
    for (const declines of [undefined, new Uint8Array(240), new Uint8Array(240).fill(1)]) {
      expect(tableOrigin({ ...made, declines }, { seed: 1 }).outcomes).toEqual([])
    }
  })

  it('counts copies, and groups of them with different outcomes', () => {
    const made = gather('random')
    const declines = Uint8Array.from({ length: 240 }, (_, i) => Number(i % 3 === 0))
    // Rows 0 and 3 (both decline), 1, 2 and 4 (none does), 6 and 7 (one of two).
    const groups = Int32Array.from({ length: 240 }, (_, i) => ({ 3: 0, 2: 1, 4: 1, 7: 6 })[i] ?? i)
    const copies = (of: Uint8Array | undefined) =>
      tableOrigin({ ...made, groups, declines: of }, { seed: 1 }).copies
    expect(copies(declines)).toEqual({ customers: 7, groups: 3, contradicting: 1 })
    expect(copies(undefined)).toEqual({ customers: 7, groups: 3, contradicting: 0 })
  })

  it('holds ids for rising only where none comes twice, and orders by id whatever the order of the file', () => {
    const made = gather('random')
    const shuffled = Float64Array.from({ length: 240 }, (_, i) => 1 + ((i * 77) % 240))
    const found = placesInOrder('id', shuffled)
    shuffled.forEach((id, row) => {
      expect(found[row]).toBe(id - 1)
    })
    expect([...placesInOrder('file', shuffled)]).toEqual(Array.from({ length: 240 }, (_, i) => i))
    const twice = made.ids.map((id, i) => (i === 9 ? made.ids[8] : id))
    expect(tableOrigin({ ...made, ids: twice }, { seed: 1 }).sortedById).toBe(false)
  })

  it.skipIf(!realTablesFolder)('finds the order of the store’s tables', () => {
    const { outcomes, copies } = tableOrigin(buildCustomers(loadStudyTables(realTablesFolder!)), { seed: 1 })
    expect(outcomes[0].blocks.map(({ start, end, ones }) => [end - start, ones])).toEqual([
      [400, 400],
      [48, 0],
      [50, 50],
      [48, 0],
      [48, 48],
      [706, 0],
    ])
    expect(outcomes[0].declinesFirst.estimate).toBeCloseTo(0.982, 3)
    expect(copies.groups).toBeGreaterThan(21)
  })
})

describe('errorsByBlock', () => {
  it('parts the whole log loss among the blocks, and judges declines against all who hold', () => {
    const rows = Int32Array.of(0, 1, 3, 4, 6, 7)
    const declines = Uint8Array.of(1, 1, 0, 0, 1, 0)
    const probability = Float64Array.of(0.9, 0.8, 0.3, 0.5, 0.4, 0.1)
    const blocks = [
      { start: 0, end: 3, ones: 3 },
      { start: 3, end: 5, ones: 0 },
      { start: 5, end: 6, ones: 0 },
      { start: 6, end: 8, ones: 1 },
    ]
    const found = errorsByBlock(blocks, rows, declines, probability)
    expect(found.map(({ customers, declining }) => [customers, declining])).toEqual([
      [2, 2],
      [2, 0],
      [2, 1],
    ])
    expect(found.reduce((sum, { shareOfLoss }) => sum + shareOfLoss, 0)).toBeCloseTo(1, 12)
    expect(found[0].logLoss).toBeCloseTo(logLoss(Uint8Array.of(1, 1), Float64Array.of(0.9, 0.8)), 12)
    expect(found[1].rocAuc).toBeUndefined()
    expect(found[2].rocAuc).toBe(rocAuc(Uint8Array.of(1, 0, 0, 0), Float64Array.of(0.4, 0.3, 0.5, 0.1)))
  })
})

describe('silentDeclines', () => {
  const random = new Random(9)
  /** So many of the declining customers are like those who hold, the others far above. */
  const problem = (silent: number) => {
    const declines = Uint8Array.from({ length: 4000 }, (_, i) => i & 1)
    const probability = Float64Array.from(declines, (label) =>
      label === 1 && random.uniform() >= silent ? 0.6 + 0.4 * random.uniform() : 0.5 * random.uniform(),
    )
    return { declines, probability }
  }

  it.each([0, 0.2, 0.6, 1])('finds the share %s', (share) => {
    const { declines, probability } = problem(share)
    const found = silentDeclines(declines, probability, { seed: 2, replicates: 300 })!
    expect(Math.abs(found.estimate - share)).toBeLessThan(0.045)
    expect(found.lower).toBeLessThanOrEqual(found.estimate)
    expect(found.upper).toBeGreaterThanOrEqual(found.estimate)
  })

  it('says nothing where one outcome occurs alone', () => {
    expect(silentDeclines(new Uint8Array(5), new Float64Array(5), { seed: 1 })).toBeUndefined()
  })
})

describe('unexpectedDeclines', () => {
  it('counts declines below the share of declines, that share itself not', () => {
    const declines = Uint8Array.of(1, 1, 1, 1, 0, 0, 0, 0)
    const probability = Float64Array.of(0.9, 0.5, 0.49, 0.1, 0.2, 0.3, 0.1, 0.6)
    const found = unexpectedDeclines(declines, probability, { seed: 1, replicates: 200 })!
    expect(found.estimate).toBe(0.5)
    expect(found.lower).toBeLessThan(0.5)
    expect(found.upper).toBeGreaterThan(0.5)
  })

  it('is everybody where outcomes are called the wrong way round, and nobody the right way', () => {
    const declines = Uint8Array.from({ length: 40 }, (_, i) => i % 2)
    const wrong = Float64Array.from(declines, (label) => 0.9 - 0.8 * label)
    expect(unexpectedDeclines(declines, wrong, { seed: 1, replicates: 50 })!.estimate).toBe(1)
    const right = wrong.map((p) => 1 - p)
    expect(unexpectedDeclines(declines, right, { seed: 1, replicates: 50 })!.estimate).toBe(0)
    expect(unexpectedDeclines(new Uint8Array(4), new Float64Array(4), { seed: 1 })).toBeUndefined()
  })
})
