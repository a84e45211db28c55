import { describe, expect, it } from 'vitest'
import { budgetCurve } from '../../../../lib/study/src/decisions/budget/curve'
import { planOffers } from '../../../../lib/study/src/decisions/budget/plan-offers'
import { ArgumentError } from '../../../../lib/toolkit/core/src/errors'
import { exampleInput } from './example-analysis'

const none = Number.POSITIVE_INFINITY

/** Three customers with one option each: 1 keeps 10, 2 keeps 6, 4 keeps 3; the last two take a contact. */
const problem = {
  customers: 3,
  customer: Int32Array.of(0, 1, 2),
  offer: new Uint16Array(3),
  channel: new Uint16Array(3),
  cost: Float64Array.of(1, 2, 4),
  kept: Float64Array.of(10, 6, 3),
  contact: Uint8Array.of(0, 1, 1),
}
const limits = { budget: 2, contacts: none, channels: Float64Array.of(none) }

describe('budgetCurve, worked out by hand', () => {
  it('goes to the cost of all that keeps anything, densest where the curve is steep', async () => {
    const { points } = await budgetCurve(problem, limits, { points: 7, gap: 1e-9 })
    expect(points).toHaveLength(8)
    points.forEach(({ budget }, k) => {
      expect(budget).toBeCloseTo(7 * (k / 7) ** 2, 12)
    })
    // Budgets 0, .14, .57, 1.29, 2.29, 3.57, 5.14, 7.
    expect(points.map(({ kept }) => kept)).toEqual([0, 0, 0, 10, 10, 16, 16, 19])
    expect(points.map(({ cost }) => cost)).toEqual([0, 0, 0, 1, 1, 3, 3, 7])
    expect(points.map(({ net }) => net)).toEqual([0, 0, 0, 9, 9, 13, 13, 12])
    expect(points.map(({ customers }) => customers)).toEqual([0, 0, 0, 1, 1, 2, 2, 3])
    expect(points.map(({ contacts }) => contacts)).toEqual([0, 0, 0, 0, 0, 1, 1, 2])
    // The next unit of money goes to the first, then to the second, then to the third: 10, 3 and 3/4 for each.
    const marginal = points.slice(0, -1).map((point) => point.marginal)
    for (const [k, price] of [10, 10, 10, 3, 3, 0.75, 0.75].entries()) {
      expect(marginal[k]).toBeCloseTo(price, 6)
    }
    for (const { bound, kept, contactPrice } of points) {
      expect(bound).toBeGreaterThanOrEqual(kept)
      expect(contactPrice).toBe(0)
    }
  })

  it('has 20 budgets above 0 unless told otherwise', async () => {
    const { points } = await budgetCurve(problem, limits)
    expect(points).toHaveLength(21)
    expect(points[1].budget).toBeCloseTo(7 / 400, 12)
  })

  it('finds what is worth its cost, and what keeps anything at all, whatever the budget', async () => {
    const { worthwhile, saturated } = await budgetCurve(problem, limits, { points: 1 })
    expect(worthwhile).toMatchObject({ budget: 3, cost: 3, kept: 16, net: 13, bound: 16, customers: 2 })
    expect(saturated).toMatchObject({ budget: 7, cost: 7, kept: 19, net: 12, bound: 19, customers: 3 })
  })

  it('prices a contact where contacts are what is short', async () => {
    const { points } = await budgetCurve(problem, { ...limits, contacts: 1 }, { points: 1 })
    // Money is enough for the first and the second; a contact more would have money left for none.
    expect(points.map(({ kept }) => kept)).toEqual([0, 16])
    const { points: rich } = await budgetCurve(
      { ...problem, cost: Float64Array.of(1, 2, 0) },
      { ...limits, contacts: 1 },
      { points: 1 },
    )
    expect(rich.at(-1)!.kept).toBe(16)
    expect(rich.at(-1)!.contactPrice).toBeGreaterThan(2.9)
  })

  it('takes the plan that is known for the best, unless one beyond its budget gains more than the gap', async () => {
    const known = { ...(await planOffers(problem, { ...limits, budget: 3 })), cost: 2.5, kept: 15.49 }
    const worthwhile = async (gap: number) =>
      (await budgetCurve(problem, limits, { points: 1, gap, plan: known })).worthwhile
    // 12.99 of 13.
    expect(await worthwhile(1e-3)).toMatchObject({ budget: 2.5, kept: 15.49 })
    expect(await worthwhile(1e-4)).toMatchObject({ budget: 3, kept: 16 })
    const { worthwhile: usual } = await budgetCurve(problem, limits, { points: 1, plan: known })
    expect(usual.kept).toBe(16)
  })

  it('refuses a problem that planOffers refuses', async () => {
    await expect(budgetCurve({ ...problem, kept: Float64Array.of(1) }, limits)).rejects.toThrow(ArgumentError)
  })

  it('is flat where nothing can be kept', async () => {
    const nothing = { ...problem, kept: problem.kept.map(() => 0) }
    const { points, saturated } = await budgetCurve(nothing, limits)
    expect(points).toHaveLength(1)
    expect(saturated).toMatchObject({ budget: 0, kept: 0, customers: 0 })
  })
})

describe('budgetCurve of many customers', () => {
  const { problem: many, limits: bounds } = exampleInput()

  it('never keeps less with more budget, and ends where more brings nothing', async () => {
    const { points, saturated } = await budgetCurve(many, bounds, { points: 10, gap: 2e-3 })
    expect(points).toHaveLength(11)
    expect(points[0]).toMatchObject({ budget: 0, cost: 0 })
    points.forEach(({ budget, cost, kept, net, bound }, k) => {
      expect(cost).toBeLessThanOrEqual(budget * (1 + 1e-9))
      expect(net).toBeCloseTo(kept - cost, 9)
      expect(bound).toBeGreaterThanOrEqual(kept)
      expect(kept).toBeGreaterThanOrEqual(k === 0 ? 0 : points[k - 1].kept)
    })
    const everything = await planOffers(
      { ...many, cost: many.cost.map(() => 0) },
      { ...bounds, budget: none },
    )
    expect(saturated.kept).toBeGreaterThanOrEqual(everything.kept * (1 - 2.1e-3))
    expect(saturated.kept).toBeLessThanOrEqual(everything.bound + 1e-9)
    expect(points[10].marginal).toBeLessThan(0.2)
  })

  it('has falling marginal returns that match what more budget keeps', async () => {
    const { points } = await budgetCurve(many, bounds, { points: 8, gap: 1e-5 })
    for (let k = 1; k < points.length; k++) {
      const [before, after] = [points[k - 1], points[k]]
      expect(after.marginal).toBeLessThanOrEqual(before.marginal + 1e-6)
      const slope = (after.bound - before.bound) / (after.budget - before.budget)
      const slack = (before.bound - before.kept + after.bound - after.kept) / (after.budget - before.budget)
      expect(slope).toBeLessThanOrEqual(before.marginal + slack + 0.3)
      expect(slope).toBeGreaterThanOrEqual(after.marginal - slack - 0.3)
    }
  })

  it('finds the budget beyond which a unit returns less than a unit', async () => {
    const { points, worthwhile } = await budgetCurve(many, bounds, { points: 8, gap: 1e-6 })
    for (const { net } of points) expect(net).toBeLessThanOrEqual(worthwhile.net + 1e-3)
    for (const step of [-12, -6, 6, 12]) {
      const other = await planOffers(many, { ...bounds, budget: worthwhile.budget + step })
      expect(other.kept - other.cost).toBeLessThanOrEqual(worthwhile.net + 1e-3)
    }
    // The price of the relaxation, which steps from above 1 to below where one customer's option is divided.
    expect(Math.abs(worthwhile.marginal - 1)).toBeLessThan(0.05)
  })
})
