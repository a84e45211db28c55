import { describe, expect, it } from 'vitest'
import { errorsByBlock, errorsByOrder } from '../../../lib/study/src/evaluation/block-errors'

const blocks = [
  { start: 0, end: 3, ones: 2 },
  { start: 3, end: 5, ones: 0 },
  { start: 5, end: 6, ones: 1 },
  { start: 6, end: 8, ones: 1 },
]
/** Rows 2 and 5 are not learned from. */
const rows = Int32Array.of(0, 1, 3, 4, 6, 7)
const declines = Uint8Array.of(1, 0, 0, 0, 1, 0)
const probability = Float64Array.of(0.8, 0.3, 0.4, 0.1, 0.2, 0.5)
const losses = Array.from(declines, (y, i) => -Math.log(y === 1 ? probability[i] : 1 - probability[i]))
const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0)

describe('errorsByBlock', () => {
  it('gives each block with customers its loss, and its share of the whole', () => {
    const found = errorsByBlock(blocks, rows, declines, probability)
    expect(found.map(({ block }) => block)).toEqual([blocks[0], blocks[1], blocks[3]])
    expect(found.map(({ customers, declining }) => [customers, declining])).toEqual([
      [2, 1],
      [2, 0],
      [2, 1],
    ])
    found.forEach(({ logLoss, shareOfLoss }, k) => {
      const own = losses.slice(2 * k, 2 * k + 2)
      expect(logLoss).toBeCloseTo(sum(own) / 2, 12)
      expect(shareOfLoss).toBeCloseTo(sum(own) / sum(losses), 12)
    })
    expect(sum(found.map(({ shareOfLoss }) => shareOfLoss))).toBeCloseTo(1, 12)
  })

  it('tells declining customers of the block from all who hold', () => {
    const found = errorsByBlock(blocks, rows, declines, probability)
    // 0.8 is above 0.3, 0.4, 0.1 and 0.5; 0.2 above 0.1 alone.
    expect(found.map(({ rocAuc }) => rocAuc)).toEqual([1, undefined, 0.25])
    expect(found[1]).not.toHaveProperty('rocAuc')
  })

  it('tells them from those of the block alone, where it has both outcomes', () => {
    const found = errorsByBlock(blocks, rows, declines, probability)
    expect(found.map(({ rocAucWithin }) => rocAucWithin)).toEqual([1, undefined, 0])
    expect(found[1]).not.toHaveProperty('rocAucWithin')
  })

  it('gives no such chance where nobody holds', () => {
    const [only] = errorsByBlock(
      [blocks[0]],
      Int32Array.of(0, 2),
      Uint8Array.of(1, 1),
      Float64Array.of(0.5, 0.5),
    )
    expect(only).not.toHaveProperty('rocAuc')
    expect([only.customers, only.declining, only.shareOfLoss]).toEqual([2, 2, 1])
  })
})

describe('errorsByOrder', () => {
  /** 12 declines that are told, 12 customers who hold, 6 declines that are not told, 12 who hold. */
  const outcomes = Uint8Array.from({ length: 42 }, (_, place) =>
    place < 12 || (place >= 24 && place < 30) ? 1 : 0,
  )
  const stretches = [
    { start: 0, end: 12, ones: 12 },
    { start: 12, end: 24, ones: 0 },
    { start: 24, end: 30, ones: 6 },
    { start: 30, end: 42, ones: 0 },
  ]
  const whole = { start: 0, end: 42, ones: 18 }
  const chance = Float64Array.from(outcomes, (_, place) =>
    place < 12 ? 0.9 : place < 24 ? 0.2 : place < 30 ? 0.4 : 0.5,
  )
  const originOf = (file: typeof stretches, id?: typeof stretches) => ({
    outcomes: [
      { order: 'file' as const, blocks: file, ...rest },
      ...(id ? [{ order: 'id' as const, blocks: id, ...rest }] : []),
    ],
  })
  const rest = {
    declinesFirst: { estimate: 0.5, lower: 0.4, upper: 0.6 },
    runs: { runs: 4, expected: 20, z: -3, pValue: 0.001 },
  }
  const places = Int32Array.from(outcomes, (_, place) => place)

  it('sets the declines of the best told block against all others', () => {
    const found = errorsByOrder(originOf(stretches), Float64Array.from(places), places, outcomes, chance)!
    expect(found.order).toBe('file')
    expect(found.blocks.map(({ customers }) => customers)).toEqual([12, 12, 6, 12])
    // The third block's declines lie above the first half of those who hold alone.
    expect(found.contrast).toEqual({ easiest: 1, others: 0.5 })
  })

  it('follows the order of ids where that alone tells the outcome', () => {
    // Row r of the file holds the customer of place 41 - r in the order of ids.
    const reversed = <Row extends Uint8Array | Float64Array>(values: Row) => values.slice().reverse() as Row
    const ids = Float64Array.from(places).reverse()
    const found = errorsByOrder(
      originOf([whole], stretches),
      ids,
      places,
      reversed(outcomes),
      reversed(chance),
    )!
    expect(found.order).toBe('id')
    expect(found.blocks.map(({ declining }) => declining)).toEqual([12, 0, 6, 0])
    expect(found.contrast).toEqual({ easiest: 1, others: 0.5 })
  })

  it('says nothing where no order tells the outcome, and gives no figures of few', () => {
    expect(
      errorsByOrder(originOf([whole], [whole]), Float64Array.from(places), places, outcomes, chance),
    ).toBeUndefined()
    expect(
      errorsByOrder({ outcomes: [] }, Float64Array.from(places), places, outcomes, chance),
    ).toBeUndefined()
    const most = places.filter((place) => place < 26 || place >= 30)
    const few = errorsByOrder(
      originOf(stretches),
      Float64Array.from(places),
      most,
      outcomes.filter((_, place) => most.includes(place)),
      chance.filter((_, place) => most.includes(place)),
    )!
    expect(few.blocks).toHaveLength(4)
    expect(few).not.toHaveProperty('contrast')
  })
})
