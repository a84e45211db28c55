import { describe, expect, it } from 'vitest'
import type { OfferCatalogue } from '../../../../lib/study/src/decisions/offers/offer-catalogue'
import { limitsOf } from '../../../../lib/study/src/decisions/offers/offer-limits'
import { readOfferCatalogue } from '../../../../lib/study/src/decisions/offers/read-catalogue'
import { testOffers } from '../../../support/offers'

const real = readOfferCatalogue(testOffers)
const [first] = real.channels
const catalogue = (
  plan: OfferCatalogue['plan'],
  limits: OfferCatalogue['channels'][number]['limit'][],
): OfferCatalogue => ({ ...real, plan, channels: limits.map((limit) => ({ ...first, limit })) })

describe('limitsOf', () => {
  it('takes amounts as they are and shares of their wholes', () => {
    const shares = catalogue({ budget: { share: 0.02 }, contacts: { share: 0.25 } }, [
      undefined,
      { share: 0.1 },
    ])
    expect(limitsOf(shares, 1297, 5500)).toEqual({
      budget: 110,
      contacts: 324,
      channels: Float64Array.of(Infinity, 129),
    })
    const amounts = catalogue({ budget: { amount: 7.5 }, contacts: { amount: 12 } }, [{ amount: 3 }])
    expect(limitsOf(amounts, 1297, 5500)).toEqual({ budget: 7.5, contacts: 12, channels: Float64Array.of(3) })
  })

  it('takes no share of a loss', () => {
    const shares = catalogue({ budget: { share: 0.02 }, contacts: { share: 0.25 } }, [])
    expect(limitsOf(shares, 100, -5500).budget).toBe(0)
  })

  it('loses no customer to rounding: 0.29 of 100 are 29', () => {
    expect(0.29 * 100).toBeLessThan(29)
    const shares = catalogue({ budget: { share: 0 }, contacts: { share: 0.29 } }, [{ share: 0.07 }])
    expect(limitsOf(shares, 100, 1)).toEqual({ budget: 0, contacts: 29, channels: Float64Array.of(7) })
  })
})
