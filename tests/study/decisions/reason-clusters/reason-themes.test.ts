import { describe, expect, it } from 'vitest'
import type { FeatureTable } from '../../../../lib/study/src/customers/feature-table'
import { featureOf, features, type NumberFeature } from '../../../../lib/study/src/customers/features'
import { themeOf } from '../../../../lib/study/src/decisions/reason-clusters/reason-themes'
import { clusterName } from '../../../../lib/study/src/report/told/cluster-name'

const all = Int32Array.of(0, 1, 2, 3, 4, 5)
const numeric = features.filter((feature): feature is NumberFeature => feature.kind === 'number')
const plain = numeric.find(({ habit }) => habit === undefined)!
const withHabit = numeric.find(({ name }) => name === 'marketingContacts6m')!

function theme(name: string, values: readonly number[], of: readonly number[]) {
  const table = { numbers: { [name]: Float64Array.from(values) }, categories: {} } as unknown as FeatureTable
  return clusterName({ themes: [themeOf(name, table, Int32Array.from(of), all)] })
}

describe('themeOf a number', () => {
  it('compares medians', () => {
    // Of all, the median is 3.5.
    expect(theme(withHabit.name, [1, 2, 3, 4, 5, 6], [0, 1, 5])).toEqual(withHabit.habit!.low)
    expect(theme(withHabit.name, [1, 2, 3, 4, 5, 6], [0, 4, 5])).toEqual(withHabit.habit!.high)
  })

  it('compares means where the medians are equal', () => {
    expect(theme(withHabit.name, [0, 2, 2, 2, 2, 9], [0, 1, 2])).toEqual(withHabit.habit!.low)
    expect(theme(withHabit.name, [0, 2, 2, 2, 2, 9], [1, 2, 5])).toEqual(withHabit.habit!.high)
    expect(theme(withHabit.name, [2, 2, 2, 2, 2, 2], [0, 1])).toEqual(withHabit.habit!.high)
  })

  it('names a feature without words of its own by its label', () => {
    expect(theme(plain.name, [1, 2, 3, 4, 5, 6], [0, 1])).toEqual({
      en: `${plain.label}: less than usual`,
      ru: `${plain.russian}: меньше обычного`,
    })
    expect(theme(plain.name, [1, 2, 3, 4, 5, 6], [4, 5])).toEqual({
      en: `${plain.label}: more than usual`,
      ru: `${plain.russian}: больше обычного`,
    })
  })
})

describe('themeOf a category', () => {
  const tier = featureOf('serviceTier')
  function category(words: readonly string[], of: readonly number[]) {
    const table = { numbers: {}, categories: { serviceTier: words } } as unknown as FeatureTable
    return clusterName({ themes: [themeOf('serviceTier', table, Int32Array.from(of), all)] })
  }

  it('names the value that is most over-represented, not the most frequent', () => {
    const words = ['стандарт', 'стандарт', 'премиум', 'стандарт', 'стандарт', 'стандарт']
    expect(category(words, [0, 1, 2])).toEqual({
      en: `${tier.label}: premium`,
      ru: `${tier.russian}: премиум`,
    })
    expect(category(words, [0, 1, 3])).toEqual({
      en: `${tier.label}: standard`,
      ru: `${tier.russian}: стандарт`,
    })
  })

  it('takes the first in the alphabet of equals, and keeps a word that it does not know', () => {
    expect(category(['б', 'а', 'в', 'в', 'в', 'в'], [0, 1]).ru).toBe(`${tier.russian}: а`)
    expect(category(['а', 'б', 'в', 'в', 'в', 'в'], [0, 1]).en).toBe(`${tier.label}: а`)
  })
})
