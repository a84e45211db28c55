import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  detectableStandardErrors,
  neymanControlShare,
  powerOfEffect,
  twoProportionPower,
  twoProportionSampleSize,
} from '../../../../lib/toolkit/statistics/src/hypothesis/power'
import reference from '../../../reference/experiment.json'

const share = fc.double({ min: 0.01, max: 0.99, noNaN: true })

describe('power of two shares', () => {
  it('is that of statsmodels, to 1e-9', () => {
    for (const { control, treatment, customers, level, power } of reference.power) {
      expect(twoProportionPower({ control, treatment }, customers, { level })).toBeCloseTo(power, 9)
    }
  })

  it('is 1 − level where there is no difference', () => {
    expect(twoProportionPower({ control: 0.4, treatment: 0.4 }, { control: 50, treatment: 80 })).toBeCloseTo(
      0.05,
      12,
    )
    expect(powerOfEffect(0, 0.1, { level: 0.9 })).toBeCloseTo(0.1, 12)
  })

  it('reaches the wanted power at the customers that the sample size asks for', () => {
    fc.assert(
      fc.property(
        share,
        share,
        fc.double({ min: 0.3, max: 0.7, noNaN: true }),
        (control, treatment, part) => {
          fc.pre(Math.abs(control - treatment) > 0.005)
          const total = twoProportionSampleSize({ control, treatment }, { controlShare: part })
          const customers = { control: total * part, treatment: total * (1 - part) }
          const power = twoProportionPower({ control, treatment }, customers)
          // The sample size leaves the far tail aside.
          expect(power).toBeGreaterThan(0.8 - 1e-9)
          expect(power).toBeLessThan(0.802)
        },
      ),
    )
  })

  it('refuses shares at the bounds and empty groups', () => {
    expect(() => twoProportionPower({ control: 0, treatment: 0.1 }, { control: 9, treatment: 9 })).toThrow(
      'between 0 and 1',
    )
    expect(() => twoProportionPower({ control: 0.2, treatment: 0.1 }, { control: 0, treatment: 9 })).toThrow(
      'units in both groups',
    )
    expect(() => twoProportionSampleSize({ control: 0.2, treatment: 0.2 })).toThrow('different shares')
    expect(() => twoProportionSampleSize({ control: 0.2, treatment: 0.1 }, { controlShare: 1 })).toThrow(
      'share of control',
    )
  })
})

describe('sample size of two shares', () => {
  it('is that of statsmodels, to 1e-6 of its size', () => {
    for (const { control, treatment, customers, level, power } of reference.sampleSize) {
      const found = twoProportionSampleSize({ control, treatment }, { level, power })
      expect(found / customers).toBeCloseTo(1, 6)
    }
  })
})

describe('powerOfEffect', () => {
  it('is the wanted power at the detectable number of standard errors', () => {
    expect(detectableStandardErrors()).toBeCloseTo(2.8016, 3)
    expect(powerOfEffect(detectableStandardErrors({ power: 0.9 }) * 0.02, 0.02)).toBeCloseTo(0.9, 5)
    expect(() => powerOfEffect(1, 0)).toThrow('positive standard error')
    expect(() => detectableStandardErrors({ power: 1 })).toThrow('power between 0 and 1')
  })
})

describe('neymanControlShare', () => {
  it('gives the least variance for what the customers cost', () => {
    fc.assert(
      fc.property(
        fc.tuple(...Array.from({ length: 4 }, () => fc.double({ min: 0.1, max: 10, noNaN: true }))),
        ([sd0, sd1, cost0, cost1]) => {
          // The customers that one unit of money buys at a share of control, and the variance they leave.
          const variance = (part: number) =>
            (part * cost0 + (1 - part) * cost1) * (sd0 ** 2 / part + sd1 ** 2 / (1 - part))
          const best = neymanControlShare(
            { control: sd0, treatment: sd1 },
            { control: cost0, treatment: cost1 },
          )
          for (const other of [best * 0.9, best + 0.1 * (1 - best)]) {
            expect(variance(best)).toBeLessThanOrEqual(variance(other))
          }
        },
      ),
    )
  })

  it('is one half for arms alike', () => {
    expect(neymanControlShare({ control: 2, treatment: 2 })).toBe(0.5)
    expect(() => neymanControlShare({ control: 0, treatment: 1 })).toThrow('positive spreads')
  })
})
