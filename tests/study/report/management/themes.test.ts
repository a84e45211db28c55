import { describe, expect, it } from 'vitest'
import { features } from '../../../../lib/study/src/customers/features'
import {
  hasSide,
  themeNames,
  themeOfFeature,
  themes,
  themeWords,
} from '../../../../lib/study/src/report/management/themes'

describe('themes', () => {
  it('hold every declared feature once', () => {
    const named = themeNames.flatMap((theme) => themes[theme].features)
    expect([...named].sort()).toEqual(features.map(({ name }) => name).sort())
    for (const { name } of features) expect(themes[themeOfFeature(name)].features).toContain(name)
    expect(() => themeOfFeature('shoeSize')).toThrow(/shoeSize/)
  })

  it('speak of the side on which the customers are', () => {
    expect(themeWords('time', { atRisk: 10, others: 15 })).toBe(themes.time.low)
    expect(themeWords('time', { atRisk: 15, others: 10 })).toBe(themes.time.high)
    expect(themeWords('time', { atRisk: 10, others: 10 })).toBe(themes.time.name)
    expect(themeWords('tier')).toBe(themes.tier.name)
    expect(hasSide('time', { atRisk: 10, others: 15 })).toBe(true)
    expect(hasSide('tier')).toBe(false)
  })
})
