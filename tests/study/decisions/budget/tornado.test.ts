import { beforeAll, describe, expect, it } from 'vitest'
import { planUncertainty } from '../../../../lib/study/src/decisions/budget/plan-uncertainty'
import {
  type CountingWay,
  type TornadoBar,
  type TornadoEnd,
  tornado,
} from '../../../../lib/study/src/decisions/budget/tornado'
import { assumptionName } from '../../../../lib/study/src/report/told/assumption-name'
import { smallCatalogue, smallChosen, smallLimits, smallProblem } from './small-plan'

/** The probabilities of the two customers of the plan, in 41 draws: its net gain is 13 f − 3. */
const factors = Array.from({ length: 41 }, (_, draw) => 1 + ((draw * 7) % 41) / 100)
const scenarios = factors.map((factor) => ({ probability: new Float64Array(4).fill(factor) }))
const plan = {
  chosen: smallChosen,
  net: planUncertainty(smallProblem, smallChosen, scenarios).net,
  scenarios,
}
let bars: TornadoBar[]
beforeAll(async () => {
  bars = await tornado(smallProblem, smallLimits, smallCatalogue, plan)
})
const barOf = (kind: string, index = -1, among: readonly TornadoBar[] = bars) =>
  among.find((one) => one.kind === kind && one.index === index)!
const end = (value: number, samePlan: number, replanned: number) => ({ value, samePlan, replanned })
function expectEnd(found: TornadoEnd, wanted: Omit<TornadoEnd, 'label'>) {
  expect(Object.keys(found).sort()).toEqual(Object.keys(wanted).sort())
  for (const key of ['value', 'samePlan', 'replanned'] as const) {
    if (wanted[key] === undefined) expect(found).not.toHaveProperty(key)
    else expect(found[key]).toBeCloseTo(wanted[key]!, 9)
  }
}

describe('tornado, worked out by hand', () => {
  it.each<[string, number, ReturnType<typeof end>, ReturnType<typeof end>]>([
    // Half and double what the site keeps; the other customers' options stay.
    ['effect', 0, end(0.1, 7.5, 7.5), end(0.4, 15, 15)],
    // At a quarter the call keeps 2, so that the site is the better offer for the first.
    ['effect', 1, end(0.1, 4, 6), end(0.5, 12, 12)],
    ['reach', 0, end(0.375, 8.75, 8.75), end(0.625, 11.25, 11.25)],
    // Nobody reaches more than everyone: 8 / 0.9 is kept.
    ['reach', 1, end(0.675, 8, 8), end(1, 8 / 0.9 + 2, 8 / 0.9 + 2)],
    ['profitLost', -1, end(0.25, 3.5, 3.5), end(0.75, 16.5, 16.5)],
    // At the higher costs the money is enough for the site twice, or for the call alone.
    ['cost', -1, end(0.75, 10.75, 10.75), end(1.25, 9.25, 5.5)],
    // The second and the last but one of 41 draws.
    ['probability', -1, end(0.025, 13 * 1.01 - 3, 13 * 1.01 - 3), end(0.975, 13 * 1.39 - 3, 13 * 1.39 - 3)],
  ])('moves one assumption: %s of %i', (kind, index, low, high) => {
    const bar = barOf(kind, index)
    expectEnd(bar.low, low)
    expectEnd(bar.high, high)
    expect(bar.width).toBeCloseTo(Math.abs(high.samePlan - low.samePlan), 9)
  })

  it.each<[string, number, number, number]>([
    // 2.25 buys two times the site, or the call alone.
    ['budget', -1, 3, 6],
    // Neither three quarters of a contact nor of a call is one.
    ['contacts', -1, 1, 6],
    ['channel', 1, 1, 6],
  ])('plans anew where a limit changes: %s', (kind, index, limit, fewer) => {
    const bar = barOf(kind, index)
    expectEnd(bar.low, { value: 0.75 * limit, replanned: fewer })
    expectEnd(bar.high, { value: 1.25 * limit, replanned: 10 })
    expect(bar.width).toBeCloseTo(10 - fewer, 9)
  })

  it('leaves out offers and channels that no option uses, and limits that are absent', () => {
    expect(bars.map(({ kind, index }) => `${kind} ${index}`).sort()).toEqual([
      'budget -1',
      'channel 1',
      'contacts -1',
      'cost -1',
      'effect 0',
      'effect 1',
      'probability -1',
      'profitLost -1',
      'reach 0',
      'reach 1',
    ])
  })

  it('puts the widest bar first, and names what each concerns in both languages', () => {
    expect(bars.slice(0, 4).map(({ kind, index }) => `${kind} ${index}`)).toEqual([
      'profitLost -1',
      'effect 1',
      'effect 0',
      'probability -1',
    ])
    expect(bars.at(-1)).toMatchObject({ kind: 'cost' })
    expect(assumptionName(barOf('effect', 0))).toEqual({ ru: 'Эффект: «site»', en: 'Effect: site' })
    expect(assumptionName(barOf('reach', 1)).en).toMatch(/: by call$/)
    expect(assumptionName(barOf('channel', 1)).en).toBe('Limit of channel: by call')
    expect(assumptionName(barOf('budget')).en).toBe('Budget')
    expect(assumptionName(barOf('contacts')).en).toBe('Contact capacity')
    expect(assumptionName(barOf('cost')).en).toBe('All costs')
  })

  it('goes as far as it is told', async () => {
    const wide = await tornado(smallProblem, smallLimits, smallCatalogue, plan, { spread: 0.5 })
    expectEnd(barOf('cost', -1, wide).low, end(0.5, 11.5, 11.5))
    // A budget of 1.5: the site once, for whom it keeps more.
    expectEnd(barOf('budget', -1, wide).low, { value: 1.5, replanned: 4 })
    expectEnd(barOf('reach', 0, wide).low, end(0.25, 7.5, 7.5))
  })
})

describe('the bar of ways to count points', () => {
  const counted = (way: CountingWay, ...factor: number[]) => ({ way, factor: Float64Array.from(factor) })

  it('goes from the way by which the plan gains least to that by which it gains most', async () => {
    const conventions = [
      counted('probability', 1, 1, 1, 1),
      counted('meanVote', 1, 2, 1, 1),
      counted('logOdds', 1, 0.25, 1, 1),
    ]
    const found = await tornado(smallProblem, smallLimits, smallCatalogue, { ...plan, conventions })
    const { low, high, width } = barOf('points', -1, found)
    expect(low).toMatchObject({ value: 2, way: 'logOdds' })
    expect(low.samePlan).toBeCloseTo(4, 9)
    expect(low.replanned).toBeCloseTo(6, 9)
    expect(high).toMatchObject({ value: 1, way: 'meanVote' })
    expect(high.samePlan).toBeCloseTo(18, 9)
    expect(width).toBeCloseTo(14, 9)
  })

  it('names the earlier of ways that come to the same', async () => {
    const conventions = [counted('probability', 1, 1, 1, 1), counted('meanVote', 3, 1, 1, 3)]
    const found = await tornado(smallProblem, smallLimits, smallCatalogue, { ...plan, conventions })
    expect(barOf('points', -1, found)).toMatchObject({
      low: { way: 'probability' },
      high: { way: 'meanVote' },
      width: 0,
    })
  })
})

it('takes of draws that come to the same the earlier for the lower end', async () => {
  // Net gain alike in all; the plan that would be made tells them apart.
  const alike = [3, 2, 1].map((other) => ({ probability: Float64Array.of(1, 1, other, 1) }))
  const same = {
    chosen: smallChosen,
    net: planUncertainty(smallProblem, smallChosen, alike).net,
    scenarios: alike,
  }
  const found = await tornado(smallProblem, smallLimits, smallCatalogue, same)
  // The third keeps 12 by the call in the first draw: 10 beside the site's 4 for the second.
  expectEnd(barOf('probability', -1, found).low, end(0.025, 10, 14))
  expectEnd(barOf('probability', -1, found).high, end(0.975, 10, 10))
})
