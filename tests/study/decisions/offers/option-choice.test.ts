import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  optionsWorthKnowing,
  type PlanOption,
} from '../../../../lib/study/src/decisions/offers/option-choice'
import { mustBeReached } from '../../../support/must-be-reached'

/** An option by channel 0, or by the given channel with a limit. */
const option = (cost: number, kept: number, contact = false, limitedChannel?: number): PlanOption => ({
  cost,
  kept,
  contact,
  channel: limitedChannel ?? 0,
  limited: limitedChannel !== undefined,
})
const options = fc.array(
  fc.record({
    cost: fc.integer({ min: 0, max: 6 }),
    kept: fc.integer({ min: 1, max: 6 }),
    contact: fc.boolean(),
    channel: fc.integer({ min: 0, max: 3 }),
  }),
  { maxLength: 9 },
)
const limitedFrom = (list: readonly Omit<PlanOption, 'limited'>[], first: number): PlanOption[] =>
  list.map((one) => ({ ...one, limited: one.channel >= first }))

describe('optionsWorthKnowing', () => {
  it('leaves out what another option makes needless', () => {
    const good = option(1, 5)
    expect(optionsWorthKnowing([option(2, 5), good, option(1, 4), option(1, 5, true)], 5)).toEqual([good])
  })

  it('keeps what costs less, keeps more, needs no contact, or has a channel without limit', () => {
    const all = [option(1, 2), option(2, 3), option(1, 4, true), option(1, 6, true, 2)]
    expect(optionsWorthKnowing(all, 5)).toEqual(all)
    // The channel of the better one may be full.
    expect(optionsWorthKnowing([option(1, 5, false, 2), option(1, 4)], 5)).toHaveLength(2)
    expect(optionsWorthKnowing([option(1, 5, false, 2), option(1, 4, false, 3)], 5)).toHaveLength(2)
    expect(optionsWorthKnowing([option(1, 5, false, 2), option(1, 4, false, 2)], 5)).toHaveLength(1)
  })

  it('keeps the first of two alike', () => {
    const [first, second] = [option(1, 5), option(1, 5)]
    expect(optionsWorthKnowing([first, second], 5)[0]).toBe(first)
    expect(optionsWorthKnowing([first, second], 5)).toHaveLength(1)
  })

  it('keeps those that bring most beyond their cost, in the order given', () => {
    const all = [option(0.1, 1), option(1, 9), option(0.2, 2), option(0.5, 5)]
    expect(optionsWorthKnowing(all, 2)).toEqual([all[1], all[3]])
    expect(optionsWorthKnowing(all, 1)).toEqual([all[1]])
    // A dear one that keeps more brings less.
    const [dear, cheap] = [option(5, 9), option(1, 6)]
    expect(optionsWorthKnowing([dear, cheap], 1)).toEqual([cheap])
    expect(optionsWorthKnowing([cheap, dear], 1)).toEqual([cheap])
  })

  it('leaves the last place to the best option without contact', () => {
    const all = [option(0, 1), option(1, 9, true), option(0.1, 2), option(0.5, 8, true)]
    expect(optionsWorthKnowing(all, 2)).toEqual([all[1], all[2]])
    expect(optionsWorthKnowing(all, 1)).toEqual([all[1]])
  })

  it('never takes anything from a plan: each option left out is matched by one that stays', () => {
    fc.assert(
      fc.property(options, (list) => {
        const all = limitedFrom(list, 2)
        const stay = optionsWorthKnowing(all, Infinity)
        for (const one of all) {
          const match = stay.some(
            (other) =>
              other === one ||
              (other.kept >= one.kept &&
                other.cost <= one.cost &&
                (!other.contact || one.contact) &&
                (!other.limited || other.channel === one.channel)),
          )
          expect(match).toBe(true)
        }
        const places = stay.map((one) => all.indexOf(one))
        expect(places).toEqual([...places].sort((a, b) => a - b))
      }),
    )
  })

  it('keeps at most so many, one of them without contact where there is one', () => {
    const reached = mustBeReached()
    fc.assert(
      fc.property(options, fc.integer({ min: 2, max: 5 }), (list, most) => {
        const all = limitedFrom(list, 2)
        const stay = optionsWorthKnowing(all, most)
        expect(stay.length).toBeLessThanOrEqual(most)
        if (all.length > 0) {
          reached()
          expect(stay.length).toBeGreaterThan(0)
        }
        expect(stay.some(({ contact }) => !contact)).toBe(all.some(({ contact }) => !contact))
      }),
    )
  })
})
