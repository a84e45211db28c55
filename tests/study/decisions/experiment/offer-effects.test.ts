import { describe, expect, it } from 'vitest'
import type { DrawnCustomers } from '../../../../lib/study/src/decisions/experiment/experiment-plan'
import type { KnownOutcomes } from '../../../../lib/study/src/decisions/experiment/known-outcomes'
import { effectByOffer, measuredOffers } from '../../../../lib/study/src/decisions/experiment/offer-effects'
import { adjustedDifference } from '../../../../lib/toolkit/statistics/src/hypothesis/adjusted-difference'
import { pooledDifference } from '../../../../lib/toolkit/statistics/src/hypothesis/pooled-difference'

interface Row {
  readonly offer: string
  readonly treated: number
  readonly declined: number
  readonly segment?: string
  readonly addressed?: number
  readonly reduction?: number
  readonly probability?: number
}
const times = (count: number, row: Row): Row[] => Array.from({ length: count }, () => row)

function quarterOf(rows: readonly Row[]): KnownOutcomes {
  const column = (of: (row: Row, i: number) => number) => Float64Array.from(rows, of)
  const customers: DrawnCustomers = {
    ids: column((_, i) => i),
    segment: rows.map(({ segment = 'a' }) => segment),
    offer: rows.map(({ offer }) => offer),
    channel: rows.map(() => 'site'),
    // Nothing to adjust for, unless told.
    probability: column(({ probability = 0.5 }) => probability),
    profit: column(() => 1),
    cost: column(() => 1),
    averted: column(() => 1),
    addressed: column(({ addressed = 0.5 }) => addressed),
    reduction: column(({ reduction = 0.1 }) => reduction),
    lowReduction: column(() => 0),
    highReduction: column(() => 0.2),
    treated: Uint8Array.from(rows, ({ treated }) => treated),
  }
  return {
    customers,
    declined: Uint8Array.from(rows, ({ declined }) => declined),
  } as unknown as KnownOutcomes
}

/** Of `first` 2 of 10 decline with the offer and 6 of 10 without; of `second` all of 4, with and without. */
const rows = [
  ...times(4, { offer: 'second', treated: 1, declined: 1, addressed: 0.2 }),
  ...times(4, { offer: 'second', treated: 0, declined: 1, addressed: 0.2 }),
  ...times(8, { offer: 'first', treated: 1, declined: 0, addressed: 0.4, reduction: 0.3 }),
  ...times(2, { offer: 'first', treated: 1, declined: 1, addressed: 0.4, reduction: 0.3 }),
  ...times(6, { offer: 'first', treated: 0, declined: 1, addressed: 0.6, reduction: 0.1 }),
  ...times(4, { offer: 'first', treated: 0, declined: 0, addressed: 0.6, reduction: 0.1 }),
  { offer: 'rare', treated: 1, declined: 0 },
  { offer: 'rare', treated: 0, declined: 1 },
  { offer: 'rare', treated: 0, declined: 1 },
]

describe('effectByOffer', () => {
  it('compares those for whom an offer was chosen, with and without it, the most first', () => {
    const [first, second, ...others] = effectByOffer([quarterOf(rows)])
    // One customer of treatment is too few to tell anything.
    expect(others).toEqual([])
    expect(first).toMatchObject({ offer: 'first', treatment: 10, control: 10 })
    expect(first.reduction.estimate).toBeCloseTo(0.4, 12)
    expect(first.assumed).toBeCloseTo(0.2, 12)
    expect(first.addressed).toBeCloseTo(0.5, 12)
    // On the scale of the effect: .4 of the .5 that it addresses.
    expect(first.effect!.estimate).toBeCloseTo(0.8, 12)
    expect(first.effect!.lower).toBeCloseTo(first.reduction.lower / 0.5, 12)
    expect(first.effect!.upper).toBeCloseTo(first.reduction.upper / 0.5, 12)
    expect(first.reduction.lower).toBeLessThan(first.reduction.estimate)
    expect(second).toMatchObject({ offer: 'second', treatment: 4, control: 4 })
    expect(second.reduction.estimate).toBeCloseTo(0, 12)
    // Holm: the smaller of two p-values counts twice.
    expect(first.adjustedPValue).toBeCloseTo(2 * first.reduction.pValue, 12)
    expect(second.adjustedPValue).toBeCloseTo(second.reduction.pValue, 12)
    expect(second.reduction.pValue).toBeGreaterThan(0.5)
  })

  it('holds no rate for certain because all outcomes were alike', () => {
    const [, second] = effectByOffer([quarterOf(rows)])
    // Half an event more than none among 4: a rate of .1.
    const least = Math.sqrt((2 * 0.1 * 0.9) / 4)
    const half = (second.reduction.upper - second.reduction.lower) / 2
    // Student's t at 6 degrees of freedom, for 4 and 4 customers of one stratum.
    expect(half / least).toBeCloseTo(2.4469, 3)
    // Arms of different sizes: .5 / 5 of 4 and .5 / 9 of 8.
    const uneven = [
      ...times(4, { offer: 'x', treated: 1, declined: 1 }),
      ...times(8, { offer: 'x', treated: 0, declined: 1 }),
    ]
    const [x] = effectByOffer([quarterOf(uneven)])
    const [few, many] = [0.1, 0.5 / 9]
    const error = Math.sqrt((few * (1 - few)) / 4 + (many * (1 - many)) / 8)
    const { degreesOfFreedom } = adjustedDifference({
      outcome: new Float64Array(12).fill(1),
      treated: Uint8Array.from(uneven, ({ treated }) => treated),
      stratum: new Int32Array(12),
    })
    const wanted = pooledDifference([{ estimate: 0, standardError: error, degreesOfFreedom, weight: 1 }])
    expect(x.reduction.upper).toBeCloseTo(wanted.upper, 9)
  })

  it('pools quarters by the customers of both arms', () => {
    const second = quarterOf([
      ...times(30, { offer: 'first', treated: 1, declined: 0, addressed: 0.8 }),
      ...times(15, { offer: 'first', treated: 0, declined: 1, addressed: 0.8 }),
      ...times(15, { offer: 'first', treated: 0, declined: 0, addressed: 0.8 }),
    ])
    const [first] = effectByOffer([quarterOf(rows), second])
    expect(first).toMatchObject({ treatment: 40, control: 40 })
    // Weights 10 · 10 / 20 and 30 · 30 / 60.
    expect(first.reduction.estimate).toBeCloseTo((5 * 0.4 + 15 * 0.5) / 20, 12)
    expect(first.addressed).toBeCloseTo((5 * 0.5 + 15 * 0.8) / 20, 12)
  })

  it('adjusts for the predicted probability where three customers of each arm and stratum allow it', () => {
    const made = (count: number) =>
      quarterOf(
        [1, 0].flatMap((treated) =>
          Array.from({ length: count }, (_, i) => ({
            offer: 'x',
            treated,
            declined: Number(i % 2 === treated),
            probability: 0.2 + (0.1 * ((i * 3 + treated) % 7)) / 1,
          })),
        ),
      )
    for (const [count, adjusts] of [
      [2, false],
      [3, true],
      [5, true],
    ] as const) {
      const { customers, declined } = made(count)
      const plain = {
        outcome: Float64Array.from(declined),
        treated: customers.treated,
        stratum: new Int32Array(2 * count),
      }
      const wanted = adjustedDifference(adjusts ? { ...plain, covariate: customers.probability } : plain)
      const [{ reduction }] = effectByOffer([made(count)])
      expect(reduction.estimate).toBeCloseTo(-wanted.estimate, 12)
    }
  })

  it('has no effect on that scale where the addressed risk is not known, or none', () => {
    for (const addressed of [Number.NaN, 0]) {
      const [x] = effectByOffer([
        quarterOf([
          ...times(5, { offer: 'x', treated: 1, declined: 1, addressed }),
          ...times(5, { offer: 'x', treated: 0, declined: 0, addressed }),
        ]),
      ])
      expect(x).not.toHaveProperty('effect')
    }
  })

  it('takes the level it is given', () => {
    const [usual] = effectByOffer([quarterOf(rows)])
    const [wide] = effectByOffer([quarterOf(rows)], { level: 0.99 })
    expect(wide.reduction.upper).toBeGreaterThan(usual.reduction.upper)
    expect(effectByOffer([])).toEqual([])
  })
})

describe('measuredOffers', () => {
  const effectOf = (lower: number, estimate: number, upper: number) => ({
    ...effectByOffer([quarterOf(rows)])[0],
    addressed: 0.5,
    effect: { lower, estimate, upper },
  })

  it('writes the effects that are known better than to the whole scale', () => {
    expect(measuredOffers([effectOf(0.1, 0.4, 0.9)])).toEqual({
      first: { low: 0.1, likely: 0.4, high: 0.9, customers: 20 },
    })
    expect(measuredOffers([effectOf(0, 0.4, 1)])).toEqual({})
    expect(measuredOffers([effectOf(-0.25, 0.4, 1)])).toEqual({})
    const [{ effect, ...unknown }] = effectByOffer([quarterOf(rows)])
    expect(effect).toBeDefined()
    expect(measuredOffers([unknown])).toEqual({})
  })

  it('takes the bias of a decision off, within the interval', () => {
    // A bias of .1 of the reduction is .2 on the scale of an effect that addresses .5.
    expect(measuredOffers([effectOf(0.1, 0.4, 0.9)], 0.1).first.likely).toBeCloseTo(0.2, 12)
    expect(measuredOffers([effectOf(0.1, 0.4, 0.9)], 1).first.likely).toBe(0.1)
    expect(measuredOffers([effectOf(0.1, 0.4, 0.9)], -1).first.likely).toBe(0.9)
  })
})
