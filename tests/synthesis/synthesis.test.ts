import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  firstSyntheticId,
  type SyntheticCustomer,
  synthesizeCustomers,
} from '../../tools/synthesis/src/synthesis'
import {
  synthesisCategoryNames,
  synthesisNumericNames,
  synthesisParameters,
} from '../../tools/synthesis/src/synthesis-parameters'
import { mustBeReached } from '../support/must-be-reached'

const { classes, customers: fittedOn, forms } = synthesisParameters
const column = (name: (typeof synthesisNumericNames)[number]) => synthesisNumericNames.indexOf(name)
const isNewcomer = ({ steps }: SyntheticCustomer) => steps[column('revenuePrevious')] === 0
const isImplausible = ({ steps }: SyntheticCustomer) =>
  steps[column('revenueCurrent')] / forms.revenueCurrent.perUnit > 50_000

function draw(customers: number, seed = 1, copies?: number): SyntheticCustomer[] {
  return [...synthesizeCustomers({ customers, seed, copies })]
}

describe('synthesizeCustomers', () => {
  it('gives the same customers for the same seed and others for another', () => {
    expect(draw(200, 5)).toEqual(draw(200, 5))
    expect(draw(200, 5)).not.toEqual(draw(200, 6))
  })

  it('numbers customers from an id outside those of the store', () => {
    expect(draw(50).map(({ id }) => id)).toEqual(Array.from({ length: 50 }, (_, i) => firstSyntheticId + i))
  })

  it('has exactly the share of declining customers, newcomers and implausible revenues', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4000 }), fc.nat(1e6), (customers, seed) => {
        const drawn = draw(customers, seed)
        const share = (count: number) => Math.round((customers * count) / fittedOn)
        expect(drawn.filter(({ activity }) => activity === 'declines').length).toBe(
          share(classes.declines.customers),
        )
        expect(drawn.filter(isNewcomer).length).toBe(share(3))
        expect(drawn.filter(isImplausible).length).toBe(share(1))
      }),
      { numRuns: 25 },
    )
  })

  it('gives every column its distribution within the class', () => {
    const counted = mustBeReached('a column of few values')
    const measured = mustBeReached('a column of many values')
    const customers = 60_000
    const ordinary = draw(customers, 2, 0).filter(
      (customer) => !isNewcomer(customer) && !isImplausible(customer),
    )
    for (const activity of ['holds', 'declines'] as const) {
      // Customers who resemble the other class are left in: they move a distribution by at most their share.
      const rows = ordinary.filter((customer) => customer.activity === activity)
      const tolerance = synthesisParameters.overlap + 2.5 / Math.sqrt(rows.length)
      for (const name of synthesisNumericNames) {
        const margin = classes[activity].margins[name]
        const values = rows
          .map(({ steps }) => steps[column(name)] / forms[name].perUnit)
          .sort((a, b) => a - b)
        const below = (value: number) =>
          values.filter((other) => other <= value + 1e-9).length / values.length
        if (margin.kind === 'frequencies') {
          counted()
          const total = margin.counts.reduce((a, b) => a + b)
          let sum = 0
          margin.values.forEach((value, i) => {
            sum += margin.counts[i]
            expect(Math.abs(below(value) - sum / total), `${activity} ${name} ${value}`).toBeLessThan(
              tolerance,
            )
          })
        } else {
          measured()
          for (const share of [0.1, 0.25, 0.5, 0.75, 0.9]) {
            const quantile = margin.quantiles[Math.round(share * (margin.quantiles.length - 1))]
            const rounding = 0.5 / forms[name].perUnit
            expect(below(quantile - rounding) - tolerance, `${activity} ${name}`).toBeLessThan(share)
            expect(below(quantile + rounding) + tolerance, `${activity} ${name}`).toBeGreaterThan(share)
          }
        }
      }
    }
  })

  it('gives every combination of categories its frequency within the class', () => {
    const drawn = draw(40_000, 3, 0).filter(({ activity }) => activity === 'declines')
    const { combinations } = classes.declines
    const total = combinations.reduce((sum, { count }) => sum + count, 0)
    for (const { values, count } of combinations) {
      const share =
        drawn.filter(({ categories }) => `${[...categories]}` === `${values}`).length / drawn.length
      const error = Math.sqrt(((count / total) * (1 - count / total)) / drawn.length)
      expect(Math.abs(share - count / total)).toBeLessThan(4.5 * error + synthesisParameters.overlap)
    }
    expect(combinations[0].values.length).toBe(synthesisCategoryNames.length)
  })

  it('refuses a share of copies that is none', () => {
    for (const share of [-0.1, 0.6, Number.NaN]) {
      expect(() => draw(10, 1, share)).toThrow(/share of copies/)
    }
  })

  it('refuses a number of customers that is none', () => {
    for (const customers of [0, -1, 1.5, Number.NaN, 1e12]) {
      expect(() => draw(customers)).toThrow(/whole number of customers/)
    }
  })
})
