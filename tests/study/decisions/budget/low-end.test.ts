import { expect, it } from 'vitest'
import { atLowEnd } from '../../../../lib/study/src/decisions/budget/low-end'
import type { OfferProblem } from '../../../../lib/study/src/decisions/offers/offer-problem'

/** Three customers: two options of offers 0 and 1 for the first, one of each for the others. */
const problem: OfferProblem = {
  customers: 4,
  customer: Int32Array.of(0, 0, 1, 2),
  offer: Uint16Array.of(0, 1, 1, 2),
  channel: new Uint16Array(4),
  cost: Float64Array.of(1, 1, 1, 2),
  kept: Float64Array.of(4, 6, 4, 8),
  contact: new Uint8Array(4),
}
const limits = {
  budget: Number.POSITIVE_INFINITY,
  contacts: Number.POSITIVE_INFINITY,
  channels: Float64Array.of(9),
}
const chosen = Int32Array.of(1, 2, 3, -1)
const effects = (...shares: number[]) => shares.map((share) => ({ low: share * 0.4, likely: 0.4, high: 0.8 }))

it('tells what the plan nets, which of its offers pay, and the best plan at the low end', async () => {
  // At the low end the options keep 4, 1.2, 0.8 and 2.
  const { net, paying, best } = await atLowEnd(problem, limits, chosen, effects(1, 0.2, 0.25))
  expect(net).toBeCloseTo(1.2 + 0.8 + 2 - 4, 12)
  // Offer 1 keeps what it costs in sum; offer 2 exactly.
  expect(paying).toBe(2)
  expect(best.customers).toBe(1)
  expect(best.net).toBeCloseTo(3, 9)
})

it('counts an offer that does not pay, and finds no plan where none does', async () => {
  const none = await atLowEnd(problem, limits, chosen, effects(0, 0, 0))
  expect(none).toEqual({ net: -4, paying: 0, best: { customers: 0, net: 0 } })
  expect((await atLowEnd(problem, limits, chosen, effects(1, 0.19, 1))).paying).toBe(1)
})

it('leaves an offer that is thought to do nothing as it is', async () => {
  const nothing = { low: 0, likely: 0, high: 0.1 }
  const { net } = await atLowEnd(problem, limits, Int32Array.of(0, -1, -1, -1), [nothing, nothing, nothing])
  expect(net).toBe(3)
})
