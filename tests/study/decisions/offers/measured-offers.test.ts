import { describe, expect, it } from 'vitest'
import type { MeasuredEffects } from '../../../../lib/study/src/decisions/experiment/measured-effects'
import { withMeasuredEffects } from '../../../../lib/study/src/decisions/offers/measured-offers'
import { offerOptions } from '../../../../lib/study/src/decisions/offers/offer-options'
import { effectSource } from '../../../../lib/study/src/words/effect-source'
import { customersOf, realCatalogue, riskOf } from './decision-cases'

const measured = (offers: MeasuredEffects['offers']): MeasuredEffects => ({
  version: 1,
  quarters: ['2026-Q4'],
  level: 0.9,
  offers,
})

describe('withMeasuredEffects', () => {
  it('puts estimates and intervals in the place of assumptions, and marks them', () => {
    const catalogue = withMeasuredEffects(
      realCatalogue,
      measured({ basket: { low: -0.1, likely: 0.12, high: 0.34, customers: 1080 } }),
    )
    const effect = { low: -0.1, likely: 0.12, high: 0.34, measured: { level: 0.9, customers: 1080 } }
    expect(realCatalogue.offers.filter(({ id }) => id === 'basket')).toHaveLength(1)
    expect(catalogue.offers).toEqual(
      realCatalogue.offers.map((offer) => (offer.id === 'basket' ? { ...offer, effect } : offer)),
    )
    const assumed = { ru: 'предположение', en: 'assumed' }
    const known = { ru: 'измерен, клиентов: 1\u00a0080', en: 'measured, customers: 1,080' }
    expect(catalogue.offers.map((offer) => effectSource(offer.effect))).toEqual(
      catalogue.offers.map(({ id }) => (id === 'basket' ? known : assumed)),
    )
    expect({ ...catalogue, offers: [] }).toEqual({ ...realCatalogue, offers: [] })
  })

  it('leaves an offer that does no good out of everyone’s options', () => {
    const customers = customersOf(Array.from({ length: 12 }, (_, i) => ({ id: i + 1, profit: 4 })))
    const risk = riskOf(customers, 5)
    const idsOf = (catalogue: typeof realCatalogue) => {
      const { problem } = offerOptions(customers, risk, catalogue)
      return new Set(Array.from(problem.offer, (offer) => catalogue.offers[offer].id))
    }
    const [given] = idsOf(realCatalogue)
    const effect = { low: -0.3, likely: -0.1, high: 0.1, customers: 50 }
    expect(idsOf(withMeasuredEffects(realCatalogue, measured({ [given]: effect })))).not.toContain(given)
  })

  it('counts options with the measured effect', () => {
    const customers = customersOf([{ id: 1, profit: 4 }])
    const risk = riskOf(customers, 5)
    const settings = { maxPerCustomer: Number.POSITIVE_INFINITY }
    const before = offerOptions(customers, risk, realCatalogue, settings)
    const offer = before.problem.offer[0]
    const { id, effect } = realCatalogue.offers[offer]
    const half = { low: 0, likely: effect.likely / 2, high: effect.likely, customers: 50 }
    const after = offerOptions(
      customers,
      risk,
      withMeasuredEffects(realCatalogue, measured({ [id]: half })),
      settings,
    )
    const keptOf = ({ problem }: typeof before) =>
      Array.from(problem.kept).filter((_, k) => problem.offer[k] === offer)
    keptOf(after).forEach((kept, k) => {
      expect(kept).toBeCloseTo(keptOf(before)[k] / 2, 12)
    })
  })

  it('refuses effects of another catalogue', () => {
    const effect = { low: 0, likely: 0.1, high: 0.2, customers: 50 }
    expect(() => withMeasuredEffects(realCatalogue, measured({ balloons: effect }))).toThrow(
      /none of balloons is in the catalogue of offers, which has selection, /,
    )
    expect(() => withMeasuredEffects(realCatalogue, measured({ balloons: effect, kites: effect }))).toThrow(
      /none of balloons, kites is in .*: name the file of effects that belongs to it$/,
    )
    expect(() => withMeasuredEffects(realCatalogue, measured({}))).toThrow(/none of no offer/)
  })
})
