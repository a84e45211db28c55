import { describe, expect, it } from 'vitest'
import {
  measuredProfit,
  moneyEffect,
  profitKept,
} from '../../../../lib/study/src/decisions/experiment/money-effect'
import { horizonMonths } from '../../../../lib/study/src/decisions/segments/segments'
import { madeCustomers } from './made-customers'

const made = madeCustomers([8])
const treated = Uint8Array.of(1, 1, 1, 1, 0, 0, 0, 0)
const stratum = new Int32Array(8)
/** Nothing to adjust for: differences are those of the arms' means. */
const drawn = {
  ...made,
  treated,
  averted: Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8),
  probability: new Float64Array(8),
  profit: new Float64Array(8).fill(2),
}

describe('the money that offers keep', () => {
  it('is what declines lose less of, where they take away what was at stake', () => {
    const declined = Uint8Array.of(0, 1, 0, 0, 1, 0, 1, 0)
    // Lost: 2 among four with offers, 5 + 7 among four without.
    expect(profitKept(drawn, declined, stratum).estimate).toBeCloseTo((12 - 2) / 4, 12)
  })

  it('is what profit itself grows by, over the horizon', () => {
    const after = Float64Array.of(3, 4, 5, 4, 1, 2, 3, 2)
    expect(measuredProfit(drawn, after, stratum).estimate).toBeCloseTo((4 - 2) * horizonMonths, 12)
  })

  it('takes off what was to be expected: a loss foreseen is no effect', () => {
    const probability = Float64Array.of(0, 1, 1, 0, 0, 1, 1, 0)
    const foreseen = Uint8Array.from(probability)
    expect(profitKept({ ...drawn, probability }, foreseen, stratum).estimate).toBeCloseTo(0, 10)
    const profit = Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8)
    expect(measuredProfit({ ...drawn, profit }, profit, stratum).estimate).toBeCloseTo(0, 10)
  })

  it('is net of the mean cost of an offer', () => {
    expect(moneyEffect({ estimate: 5, lower: -1, upper: 11 }, 2)).toEqual({
      kept: { estimate: 5, lower: -1, upper: 11 },
      net: { estimate: 3, lower: -3, upper: 9 },
    })
  })
})
