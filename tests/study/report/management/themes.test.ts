import { describe, expect, it } from 'vitest'
import { features } from '../../../../lib/study/src/customers/features'
import {
  allThemes,
  hasSide,
  themeOfFeature,
  themeWords,
} from '../../../../lib/study/src/report/management/themes'
import { themes } from '../../../../lib/study/src/words/feature-themes'

describe('themes', () => {
  it('hold every declared feature, and each is told by some', () => {
    const used = features.map(({ name }) => themeOfFeature(name))
    expect(new Set(used)).toEqual(new Set(allThemes))
    expect(() => themeOfFeature('shoeSize')).toThrow(/shoeSize/)
  })

  it('speak of the side on which the customers are', () => {
    expect(themeWords(themes.time, { atRisk: 10, others: 15 })).toEqual(themes.time.low)
    expect(themeWords(themes.time, { atRisk: 15, others: 10 })).toEqual(themes.time.high)
    expect(themeWords(themes.time, { atRisk: 10, others: 10 })).toEqual(themes.time.name)
    expect(themeWords(themes.tier)).toEqual(themes.tier.name)
    expect(hasSide(themes.time, { atRisk: 10, others: 15 })).toBe(true)
    expect(hasSide(themes.tier)).toBe(false)
  })
})
