import { describe, expect, it } from 'vitest'
import { Random } from '../../lib/toolkit/core/src/random'
import { synthesizeCustomers } from '../../tools/synthesis/src/synthesis'
import { fitSynthesis, numberForm, type SynthesisSource } from '../../tools/synthesis/src/synthesis-fit'
import { synthesisNumericNames, synthesisParameters } from '../../tools/synthesis/src/synthesis-parameters'

/** A made-up class: every number a normal around `centre`, pairs of neighbours correlated. */
function source(customers: number, centre: number, seed: number): SynthesisSource {
  const random = new Random(seed)
  const numbers = Object.fromEntries(
    synthesisNumericNames.map((name) => [name, new Float64Array(customers)]),
  ) as Record<(typeof synthesisNumericNames)[number], Float64Array>
  for (let i = 0; i < customers; i++) {
    let previous = random.normal()
    for (const name of synthesisNumericNames) {
      previous = 0.9 * previous + Math.sqrt(1 - 0.81) * random.normal()
      numbers[name][i] = Math.round((centre + previous) * 100) / 100
    }
  }
  const category = (values: number) => Uint8Array.from({ length: customers }, () => random.integer(values))
  return {
    customers,
    numbers,
    categories: { serviceTier: category(2), contactAllowed: category(2), favouriteCategory: category(6) },
  }
}

describe('fitSynthesis', () => {
  const sources = { holds: source(400, 5, 1), declines: source(250, 8, 2) }
  const fitted = fitSynthesis(sources, { components: { holds: 2, declines: 1 } })

  it('describes each class by sums and quantiles, weights that add up and every customer counted', () => {
    for (const [activity, size, centre] of [
      ['holds', 400, 5],
      ['declines', 250, 8],
    ] as const) {
      const { margins, components, combinations } = fitted.classes[activity]
      expect(components.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 3)
      expect(combinations.reduce((sum, { count }) => sum + count, 0)).toBe(size)
      const margin = margins.profit
      if (margin.kind !== 'quantiles') throw new Error('expected quantiles')
      const values = [...sources[activity].numbers.profit].sort((a, b) => a - b)
      expect(margin.quantiles[0]).toBe(values[0])
      expect(margin.quantiles[100]).toBe(values[size - 1])
      expect(Math.abs(margin.quantiles[50] - centre)).toBeLessThan(0.4)
    }
  })

  it('learns the dependence between neighbouring columns, which synthetic customers then have', () => {
    const parameters = { ...synthesisParameters, ...fitted, overlap: 0 }
    const forms = Object.fromEntries(
      synthesisNumericNames.map((name) => [name, { perUnit: 100, decimalPoint: true }]),
    ) as typeof synthesisParameters.forms
    const drawn = [
      ...synthesizeCustomers({ customers: 6000, seed: 1, copies: 0, parameters: { ...parameters, forms } }),
    ]
      .filter(({ activity }) => activity === 'holds')
      .map(({ steps }) => [...steps])
    const at = synthesisNumericNames.indexOf('unpaidItems')
    expect(Math.abs(correlation(drawn.map((row) => [row[at], row[at + 1]])) - 0.9)).toBeLessThan(0.06)
  })

  it('makes a frequency table of a column with few values', () => {
    const flat = source(100, 5, 3)
    flat.numbers.serviceErrors.forEach((_, i) => {
      flat.numbers.serviceErrors[i] = i % 4
    })
    const { classes } = fitSynthesis({ holds: flat, declines: source(100, 5, 4) }, { regularisation: 0.2 })
    expect(classes.holds.margins.serviceErrors).toEqual({
      kind: 'frequencies',
      values: [0, 1, 2, 3],
      counts: [25, 25, 25, 25],
    })
  })

  it('refuses a class of one customer', () => {
    expect(() => fitSynthesis({ holds: source(1, 5, 1), declines: source(50, 5, 2) })).toThrow(
      /two customers/,
    )
  })
})

describe('numberForm', () => {
  it('finds the coarsest step', () => {
    expect(numberForm(['3', '14'])).toEqual({ perUnit: 1, decimalPoint: false })
    expect(numberForm(['4472.0', '17.0'])).toEqual({ perUnit: 1, decimalPoint: true })
    expect(numberForm(['5005.5', '17.0'])).toEqual({ perUnit: 2, decimalPoint: true })
    expect(numberForm(['3293.1', '0.0'])).toEqual({ perUnit: 10, decimalPoint: true })
    expect(numberForm(['0.98', '4.2'])).toEqual({ perUnit: 100, decimalPoint: true })
  })

  it('refuses more than three decimals', () => {
    expect(() => numberForm(['0.12345'])).toThrow(/three decimals/)
  })
})

function correlation(pairs: readonly number[][]): number {
  const mean = [0, 1].map((j) => pairs.reduce((sum, pair) => sum + pair[j], 0) / pairs.length)
  const product = (a: number, b: number) =>
    pairs.reduce((sum, pair) => sum + (pair[a] - mean[a]) * (pair[b] - mean[b]), 0)
  return product(0, 1) / Math.sqrt(product(0, 0) * product(1, 1))
}
