import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  bayesContacts,
  bestCutOff,
  type ContactCandidates,
  contactGains,
  contactNoOne,
  profitBand,
  withKnownProfit,
} from '../../../lib/study/src/evaluation/profit-threshold'
import { Random } from '../../../lib/toolkit/core/src/random'
import { risingOrder } from '../../../lib/toolkit/statistics/src/rank'
import { mustBeReached } from '../../support/must-be-reached'

const economics = { contactCost: 0.4, keptShare: 0.25, months: 3 }

/** Customers with tied probabilities and a few losses among the profits. */
const candidates = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 1 }), fc.nat(8), fc.integer({ min: -1, max: 9 })), {
    minLength: 1,
    maxLength: 25,
  })
  .map((rows) => ({
    declines: Uint8Array.from(rows, ([y]) => y),
    probability: Float64Array.from(rows, ([, eighths]) => eighths / 8),
    profit: Float64Array.from(rows, ([, , profit]) => profit),
  }))

describe('withKnownProfit', () => {
  it('leaves out whom a contact may be worth anything, with all that is known of them', () => {
    expect(
      withKnownProfit({
        declines: Uint8Array.of(1, 0, 1),
        probability: Float64Array.of(0.5, 0.2, 0.9),
        profit: Float64Array.of(4, Number.NaN, -1),
        fold: Int32Array.of(0, 1, 1),
      }),
    ).toEqual({
      declines: Uint8Array.of(1, 1),
      probability: Float64Array.of(0.5, 0.9),
      profit: Float64Array.of(4, -1),
      fold: Int32Array.of(0, 1),
    })
  })
})

/** Realised profit of contacting from a cut-off on, customer by customer. */
function profitFrom({ declines, probability, profit }: ContactCandidates, cutOff: number): number {
  let total = 0
  probability.forEach((p, i) => {
    if (p >= cutOff) total += (declines[i] === 1 ? 0.25 * profit[i] * 3 : 0) - 0.4
  })
  return total
}

function best({ declines, probability, profit }: ContactCandidates, counts: Uint32Array): number {
  const gains = contactGains({ declines, probability, profit }, economics)
  return bestCutOff(probability, gains, risingOrder(probability).reverse(), counts)
}

describe('contactGains', () => {
  it('is kept profit less cost for a decliner, the cost for others', () => {
    const gains = contactGains(
      {
        declines: Uint8Array.of(1, 0),
        probability: Float64Array.of(0.5, 0.5),
        profit: Float64Array.of(4, 4),
      },
      economics,
    )
    expect([...gains]).toEqual([0.25 * 4 * 3 - 0.4, -0.4])
  })

  it('refuses what makes no sense', () => {
    const two = { declines: Uint8Array.of(1, 0), probability: Float64Array.of(0.5, 0.5) }
    const profit = Float64Array.of(4, 4)
    expect(() => contactGains({ ...two, profit: profit.subarray(1) }, economics)).toThrow(/of each customer/)
    expect(() => contactGains({ ...two, profit: Float64Array.of(4, Number.NaN) }, economics)).toThrow(
      /customer 1/,
    )
    expect(() => contactGains({ ...two, profit: Float64Array.of(Number.NaN, 4) }, economics)).toThrow(
      /contactGains.*customer 0/,
    )
    expect(() => contactGains({ ...two, declines: Uint8Array.of(1), profit }, economics)).toThrow(
      /contactGains.*of each customer/,
    )
    expect(() => contactGains({ ...two, probability: Float64Array.of(1), profit }, economics)).toThrow(
      /of each customer/,
    )
    const nobody = {
      declines: new Uint8Array(0),
      probability: new Float64Array(0),
      profit: new Float64Array(0),
    }
    expect(() => contactGains(nobody, economics)).toThrow(/of each customer/)
    expect(() => contactGains({ ...two, profit }, { contactCost: 1, keptShare: 2, months: 3 })).toThrow(
      /contactGains.*1, 2, 3/,
    )
    for (const edge of [{ contactCost: 0 }, { keptShare: 0 }, { keptShare: 1 }]) {
      expect(contactGains({ ...two, profit }, { ...economics, ...edge })).toHaveLength(2)
    }
    for (const wrong of [{ contactCost: -1 }, { keptShare: 1.1 }, { keptShare: -0.1 }, { months: 0 }]) {
      expect(() => contactGains({ ...two, profit }, { ...economics, ...wrong })).toThrow(
        /kept share in \[0, 1\]/,
      )
    }
  })
})

describe('bestCutOff', () => {
  it('contacts the fewest where several cut-offs bring the most', () => {
    // The second one's profit pays the contact and no more.
    const even = 0.4 / (0.25 * 3)
    const customers = {
      declines: Uint8Array.of(1, 1, 0),
      probability: Float64Array.of(0.9, 0.5, 0.2),
      profit: Float64Array.of(4, even, 4),
    }
    expect(profitFrom(customers, 0.5)).toBe(profitFrom(customers, 0.9))
    const cutOff = best(customers, Uint32Array.of(1, 1, 1))
    expect([...customers.probability.filter((p) => p >= cutOff)]).toEqual([0.9])
  })

  it('brings the most of all cut-offs', () => {
    fc.assert(
      fc.property(candidates, (customers) => {
        const cutOff = best(customers, new Uint32Array(customers.profit.length).fill(1))
        const profit = profitFrom(customers, cutOff)
        const others = [...customers.probability, 0, contactNoOne]
        for (const other of others) {
          expect(profit).toBeGreaterThanOrEqual(profitFrom(customers, other) - 1e-9)
        }
      }),
    )
  })

  it('counts customers as often as told', () => {
    const reached = mustBeReached()
    fc.assert(
      fc.property(candidates, fc.array(fc.nat(3), { minLength: 25, maxLength: 25 }), (customers, times) => {
        const counts = Uint32Array.from(customers.profit, (_, i) => times[i])
        const rows = Array.from(counts).flatMap((count, row) => Array<number>(count).fill(row))
        if (rows.length === 0) return
        reached()
        const drawn = {
          declines: Uint8Array.from(rows, (row) => customers.declines[row]),
          probability: Float64Array.from(rows, (row) => customers.probability[row]),
          profit: Float64Array.from(rows, (row) => customers.profit[row]),
        }
        // Where two cut-offs bring the same, the rounding of sums decides between them.
        const [told, alone] = [best(customers, counts), best(drawn, new Uint32Array(rows.length).fill(1))]
        expect(profitFrom(drawn, told)).toBeCloseTo(profitFrom(drawn, alone), 9)
      }),
    )
  })

  it('lies half-way to the next probability, or at the ends', () => {
    const customers = {
      declines: Uint8Array.of(1, 1, 0, 0),
      probability: Float64Array.of(0.9, 0.6, 0.4, 0.1),
      profit: Float64Array.of(4, 4, 4, 4),
    }
    const once = new Uint32Array(4).fill(1)
    expect(best(customers, once)).toBe(0.5)
    expect(best({ ...customers, declines: Uint8Array.of(0, 0, 0, 0) }, once)).toBe(contactNoOne)
    expect(best({ ...customers, declines: Uint8Array.of(1, 1, 1, 1) }, once)).toBe(0)
    // Between neighbouring numbers there is none: the upper one, which leaves the lower out.
    const next = 0.5 + 2 ** -53
    const close = { ...customers, probability: Float64Array.of(0.9, next, 0.5, 0.1) }
    expect(best(close, once)).toBe(next)
    // Who does not count leaves no trace.
    expect(best(customers, Uint32Array.of(1, 1, 0, 1))).toBe((0.6 + 0.1) / 2)
  })
})

describe('bayesContacts', () => {
  it('contacts where expected kept profit is above the cost', () => {
    // 0.25 × 3 × p × profit > 0.4
    const probability = Float64Array.of(0.5, 0.5, 0.1, 0.9)
    const profit = Float64Array.of(1.1, 1, 6, -3)
    expect([...bayesContacts(probability, profit, economics)]).toEqual([0, 2])
    // Who brings back just the cost is left alone.
    const even = { contactCost: 1, keptShare: 0.5, months: 2 }
    expect([...bayesContacts(Float64Array.of(0.5, 0.5), Float64Array.of(2, 2.5), even)]).toEqual([1])
  })

  it('is no worse than any cut-off when the probabilities are right', () => {
    const random = new Random(81)
    const probability = Float64Array.from({ length: 3000 }, () => random.uniform() ** 3)
    const profit = Float64Array.from(probability, () => 0.5 + 6 * random.uniform())
    const expected = (rows: ArrayLike<number>) =>
      Array.from(rows).reduce((sum, row) => sum + 0.75 * probability[row] * profit[row] - 0.4, 0)
    const own = expected(bayesContacts(probability, profit, economics))
    for (let cutOff = 0; cutOff <= 1; cutOff += 0.05) {
      const rows = Array.from(probability.keys()).filter((row) => probability[row] >= cutOff)
      expect(own).toBeGreaterThanOrEqual(expected(rows))
    }
  })
})

describe('profitBand', () => {
  const random = new Random(82)
  const probability = Float64Array.from({ length: 120 }, () => random.uniform())
  const customers = {
    declines: Uint8Array.from(probability, (p) => (random.uniform() < p ? 1 : 0)),
    probability,
    profit: Float64Array.from(probability, () => 2 + 4 * random.uniform()),
  }

  it('has the curve in its middle', () => {
    const band = profitBand(customers, economics, { seed: 1, replicates: 200 })
    expect(band).toHaveLength(101)
    for (const { cutOff, contacted, profit } of band) {
      expect(contacted).toBe(probability.filter((p) => p >= cutOff).length)
      expect(profit.estimate).toBeCloseTo(profitFrom(customers, cutOff), 9)
      expect(profit.lower <= profit.estimate && profit.estimate <= profit.upper).toBe(true)
    }
  })

  it('contacts who is just at a cut-off', () => {
    const exact = { ...customers, probability: probability.map((p) => Math.round(4 * p) / 4) }
    const [band] = profitBand(exact, economics, { cutOffs: [0.75], seed: 1, replicates: 10 })
    expect(band.contacted).toBe(exact.probability.filter((p) => p === 0.75 || p === 1).length)
  })

  it('is as wide as the standard error of a total', () => {
    const [{ profit }] = profitBand(customers, economics, { cutOffs: [0], seed: 2, replicates: 4000 })
    const gains = contactGains(customers, economics)
    const mean = profit.estimate / gains.length
    const error = Math.sqrt(gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0))
    expect((profit.upper - profit.lower) / (2 * 1.96 * error)).toBeCloseTo(1, 1)
  })
})
