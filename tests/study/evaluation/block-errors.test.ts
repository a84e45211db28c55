import { describe, expect, it } from 'vitest'
import { errorsByBlock } from '../../../lib/study/src/evaluation/block-errors'

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
