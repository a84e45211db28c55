import { describe, expect, it } from 'vitest'
import { compareContactRules, contactRuleNames } from '../../../lib/study/src/evaluation/contact-rules'
import { bayesContacts, bestCutOff, contactGains } from '../../../lib/study/src/evaluation/profit-threshold'
import { Random } from '../../../lib/toolkit/core/src/random'
import { stratifiedFolds } from '../../../lib/toolkit/learn/src/pipeline/folds'
import { risingOrder } from '../../../lib/toolkit/statistics/src/rank'

const economics = { contactCost: 0.9, keptShare: 0.3, months: 3 }
const random = new Random(83)
const probability = Float64Array.from({ length: 200 }, () => random.uniform() ** 2)
const declines = Uint8Array.from(probability, (p) => (random.uniform() < p ? 1 : 0))
const profit = Float64Array.from(probability, () => 2 + 4 * random.uniform())
const fold = stratifiedFolds(declines, 4, 1)
const customers = { declines, probability, profit, fold }
const options = { seed: 1, replicates: 300 }
const compare = () => compareContactRules(customers, economics, options)
const gains = contactGains(customers, economics)
const gainOf = (rows: readonly number[]) => rows.reduce((sum, row) => sum + gains[row], 0)
const rows = Array.from(probability.keys())

describe('compareContactRules', () => {
  it('learns each fold’s cut-off from the others and judges it there', () => {
    const comparison = compare()
    const order = risingOrder(probability).reverse()
    const chosen = rows.filter((row) => {
      const counts = Uint32Array.from(fold, (held) => (held === fold[row] ? 0 : 1))
      const cutOff = bestCutOff(probability, gains, order, counts)
      expect(comparison.foldCutOffs[fold[row]]).toBe(cutOff)
      return probability[row] >= cutOff
    })
    const [learned] = comparison.rules
    expect(learned.contacted).toBe(chosen.length)
    expect(learned.profit.estimate).toBeCloseTo(gainOf(chosen), 9)
    const once = new Uint32Array(200).fill(1)
    expect(comparison.cutOff.estimate).toBe(bestCutOff(probability, gains, order, once))
  })

  it('does not let a fold’s outcomes into its own cut-off', () => {
    const comparison = compare()
    const turned = declines.map((y, row) => (fold[row] === 3 ? 1 - y : y))
    const other = compareContactRules({ ...customers, declines: turned }, economics, options)
    expect(other.foldCutOffs[3]).toBe(comparison.foldCutOffs[3])
    expect(other.foldCutOffs).not.toEqual(comparison.foldCutOffs)
  })

  it('counts the fixed rules', () => {
    const comparison = compare()
    expect(comparison.rules.map(({ rule }) => rule)).toEqual([...contactRuleNames])
    const [, naive, everyone, noOne, worth] = comparison.rules
    const fromHalf = rows.filter((row) => probability[row] >= 0.5)
    expect([naive.contacted, naive.profit.estimate]).toEqual([fromHalf.length, gainOf(fromHalf)])
    expect([everyone.contacted, everyone.profit.estimate]).toEqual([200, gainOf(rows)])
    expect([noOne.contacted, noOne.profit]).toEqual([0, { estimate: 0, lower: 0, upper: 0 }])
    const own = Array.from(bayesContacts(probability, profit, economics))
    expect([worth.contacted, worth.profit.estimate]).toEqual([own.length, gainOf(own)])
    for (const { profit: total, aboveNaive } of comparison.rules) {
      expect(aboveNaive.estimate).toBeCloseTo(total.estimate - naive.profit.estimate, 9)
      expect(aboveNaive.lower <= aboveNaive.upper && total.lower <= total.upper).toBe(true)
    }
    expect(naive.aboveNaive).toEqual({ estimate: 0, lower: 0, upper: 0 })
  })

  it('compares with the cut-off that is called naive, who is just at it among the contacted', () => {
    const [lowest, middle] = [...probability].sort((a, b) => a - b).filter((_, i) => i === 0 || i === 100)
    const at = (naive: number) => compareContactRules(customers, economics, { ...options, naive })
    expect(at(middle).rules[1].contacted).toBe(100)
    expect(at(lowest).rules[1].contacted).toBe(200)
    expect(at(middle).rules[2].aboveNaive.estimate).toBeCloseTo(
      gainOf(rows) - gainOf(rows.filter((row) => probability[row] >= middle)),
      9,
    )
  })

  it('finds less on held-out folds than the luckiest cut-off does on noise', () => {
    const noise = new Random(84)
    let luckiest = 0
    let honest = 0
    for (let trial = 0; trial < 30; trial++) {
      const scores = Float64Array.from({ length: 100 }, () => noise.uniform())
      const outcome = Uint8Array.from(scores, () => (noise.uniform() < 1 / 3 ? 1 : 0))
      // A contact costs what it keeps on average: nothing can be won.
      const judged = { declines: outcome, probability: scores, profit: new Float64Array(100).fill(3) }
      const cost = { contactCost: 1, keptShare: 1, months: 1 }
      const own = contactGains(judged, cost)
      const cutOff = bestCutOff(scores, own, risingOrder(scores).reverse(), new Uint32Array(100).fill(1))
      luckiest += own.reduce((sum, gain, row) => sum + (scores[row] >= cutOff ? gain : 0), 0) / 30
      const { rules } = compareContactRules({ ...judged, fold: stratifiedFolds(outcome, 5, trial) }, cost, {
        seed: 1,
        replicates: 1,
      })
      honest += rules[0].profit.estimate / 30
    }
    expect(luckiest).toBeGreaterThan(6)
    expect(honest).toBeLessThan(luckiest / 2)
  })

  it('is repeatable, and refuses customers without folds', () => {
    expect(compare()).toEqual(compare())
    expect(() =>
      compareContactRules({ ...customers, fold: new Int32Array(200) }, economics, options),
    ).toThrow(/compareContactRules.*two or more/)
    expect(() => compareContactRules({ ...customers, fold: fold.subarray(1) }, economics, options)).toThrow(
      /fold of each customer/,
    )
    const two = stratifiedFolds(declines, 2, 1)
    expect(compareContactRules({ ...customers, fold: two }, economics, options).foldCutOffs).toHaveLength(2)
  })
})
