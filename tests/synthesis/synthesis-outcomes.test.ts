import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { position, type SyntheticCustomer } from '../../tools/synthesis/src/synthesis'
import { followCustomers } from '../../tools/synthesis/src/synthesis-next'
import { outcomesUnderOffers, type Participants } from '../../tools/synthesis/src/synthesis-outcomes'
import { synthesisParameters } from '../../tools/synthesis/src/synthesis-parameters'

const customers = [...followCustomers({ customers: 12_000, seed: 2 })]
const declines = customers.map(({ activity }) => Number(activity === 'declines'))
const rate = declines.reduce((sum, value) => sum + value, 0) / customers.length

/** Every other customer gets an offer; the prediction is the share of declines, so it is calibrated. */
function participants(addressed: number): Participants {
  return {
    ids: Float64Array.from(customers, ({ id }) => id),
    treated: Uint8Array.from(customers, (_, i) => i % 2),
    probability: new Float64Array(customers.length).fill(rate),
    addressed: new Float64Array(customers.length).fill(addressed),
  }
}

const outcomes = (effect: number, addressed = 0.3, seed = 2) =>
  customers.map(outcomesUnderOffers(participants(addressed), effect, seed))

const declineShare = (activities: readonly { activity: string }[], treated: number) => {
  const arm = activities.filter((_, i) => i % 2 === treated)
  return arm.filter(({ activity }) => activity === 'declines').length / arm.length
}
const activityOf = ({ activity }: Pick<SyntheticCustomer, 'activity'>) => activity

describe('outcomesUnderOffers', () => {
  it('are what was drawn for the customers when offers do nothing, and without an offer always', () => {
    expect(outcomes(0).map(activityOf)).toEqual(customers.map(activityOf))
    const control = (_: unknown, i: number) => i % 2 === 0
    for (const effect of [-1, 0.5, 1]) {
      expect(outcomes(effect).filter(control)).toEqual(outcomes(0).filter(control))
    }
  })

  it('lower the share of declines by effect times addressed risk, within four standard errors', () => {
    for (const [effect, addressed] of [
      [1, 0.3],
      [0.5, 0.3],
      [0.2, 0.1],
      [-0.5, 0.2],
    ]) {
      const natural = declineShare(outcomes(0), 1)
      const reduction = natural - declineShare(outcomes(effect, addressed), 1)
      const error = Math.sqrt((Math.abs(effect) * addressed) / (customers.length / 2))
      expect(Math.abs(reduction - effect * addressed), `${effect} × ${addressed}`).toBeLessThan(
        4 * error + 0.01,
      )
    }
  })

  it('avert the same declines and more when the effect is larger', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (a, b) => {
          const [less, more] = [outcomes(Math.min(a, b)), outcomes(Math.max(a, b))]
          return more.every(({ activity }, i) => activity === 'holds' || less[i].activity === 'declines')
        },
      ),
      { numRuns: 15 },
    )
  })

  it('take most of the profit of those who decline and move that of others a little', () => {
    const profits = (wanted: string) =>
      outcomes(0).flatMap(({ activity, profit }, i) => {
        const before = customers[i].steps[position.profit] / synthesisParameters.forms.profit.perUnit
        return activity === wanted && before > 0.5 ? [profit / before] : []
      })
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
    expect(mean(profits('holds'))).toBeCloseTo(1, 2)
    expect(mean(profits('declines'))).toBeCloseTo(0.4, 2)
  })

  it('refuse an effect beyond 1, and one on risks that are not known', () => {
    for (const effect of [1.1, -2, Number.NaN]) {
      expect(() => outcomesUnderOffers(participants(0.3), effect, 1)).toThrow(/effect from −1 to 1/)
    }
    expect(() => outcomesUnderOffers(participants(Number.NaN), 0.1, 1)).toThrow(/addressed risk/)
    expect(() => outcomesUnderOffers(participants(Number.NaN), 0, 1)).not.toThrow()
  })
})
