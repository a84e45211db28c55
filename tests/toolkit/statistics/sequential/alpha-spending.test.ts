import { describe, expect, it } from 'vitest'
import { ArgumentError } from '../../../../lib/toolkit/core/src/errors'
import {
  checkAlpha,
  obrienFlemingSpending,
} from '../../../../lib/toolkit/statistics/src/sequential/alpha-spending'

describe('obrienFlemingSpending', () => {
  it('spends little at first, and all in the end', () => {
    // 2 − 2 Φ(2.2414 / √share)
    const spent = [0.25, 0.5, 0.75, 1].map((share) => obrienFlemingSpending(share, 0.025))
    for (const [k, value] of [7.3677e-6, 0.00152532, 0.00964906, 0.025].entries()) {
      expect(Math.abs(spent[k] - value)).toBeLessThan(1e-6)
    }
    expect(obrienFlemingSpending(0, 0.025)).toBe(0)
    expect(obrienFlemingSpending(1, 0.025)).toBe(0.025)
    expect(obrienFlemingSpending(1.5, 0.025)).toBe(0.025)
  })

  it('refuses a share below 0 and an alpha that is none', () => {
    for (const share of [-0.1, Number.NaN]) {
      expect(() => obrienFlemingSpending(share, 0.025)).toThrow(ArgumentError)
      expect(() => obrienFlemingSpending(share, 0.025)).toThrow(
        `obrienFlemingSpending: needs a share from 0 on (got ${share})`,
      )
    }
    for (const alpha of [0, 1, Number.NaN]) {
      expect(() => obrienFlemingSpending(0.5, alpha)).toThrow(
        `obrienFlemingSpending: needs an alpha between 0 and 1 (got ${alpha})`,
      )
      expect(() => checkAlpha('here', alpha)).toThrow(ArgumentError)
    }
    expect(() => checkAlpha('here', 0.5)).not.toThrow()
  })
})
