import { describe, expect, it } from 'vitest'
import { contactEconomics } from '../../../../lib/study/src/decisions/offers/contact-economics'
import { horizonMonths } from '../../../../lib/study/src/decisions/segments/segments'

const words = (text: string) => ({ ru: text, en: text })
const channel = (id: string, cost: number, reach: number) => ({
  id,
  name: words(id),
  way: words(id),
  needsConsent: false,
  cost,
  reach,
})
const offer = (id: string, channels: string[], cost: number, likely: number) => ({
  id,
  name: words(id),
  text: words(id),
  channels,
  addresses: [],
  cost,
  effect: { low: 0, likely, high: 1 },
})
const catalogue = {
  channels: [channel('site', 1, 0.5), channel('call', 4, 1)],
  offers: [offer('one', ['call', 'site'], 2, 0.3), offer('two', ['site'], 3, 0.2)],
  profitLost: { low: 0, likely: 0.5, high: 1 },
}

describe('contactEconomics', () => {
  it('is the mean of the catalogue’s offers, each by its preferred channel', () => {
    const { contactCost, keptShare, months } = contactEconomics(catalogue)
    expect(contactCost).toBeCloseTo((6 + 4) / 2, 12)
    expect(keptShare).toBeCloseTo((0.5 * (0.3 * 1 + 0.2 * 0.5)) / 2, 12)
    expect(months).toBe(horizonMonths)
  })

  it('keeps nothing where measured effects do harm on average', () => {
    const harmful = { ...catalogue, offers: [offer('one', ['site'], 2, -0.3)] }
    expect(contactEconomics(harmful).keptShare).toBe(0)
  })

  it('keeps no more than all, whatever an experiment measured', () => {
    const wonderful = { ...catalogue, offers: [offer('one', ['call'], 2, 2.5)] }
    expect(contactEconomics(wonderful).keptShare).toBe(1)
  })
})
