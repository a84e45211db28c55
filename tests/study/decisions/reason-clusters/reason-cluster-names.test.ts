import { describe, expect, it } from 'vitest'
import { computeFeatures } from '../../../../lib/study/src/customers/feature-table'
import { features } from '../../../../lib/study/src/customers/features'
import { nameClusters } from '../../../../lib/study/src/decisions/reason-clusters/reason-cluster-names'
import { type ReasonTheme, themeOf } from '../../../../lib/study/src/decisions/reason-clusters/reason-themes'
import { clusterName } from '../../../../lib/study/src/report/told/cluster-name'
import { matrixFromRows } from '../../../../lib/toolkit/core/src/matrix'
import { mustBeReached } from '../../../support/must-be-reached'
import { hostileText } from '../../report/study-results'

const used = ['minutesPrevious', 'minutesCurrent', 'serviceErrors', 'favouriteCategory', 'revenuePerMinute']
const declared = used.map((name) => features.find((feature) => feature.name === name)!)
const minutes = Float64Array.of(1, 2, 8, 9, 7, 8)
const table = computeFeatures(declared, 6, {
  minutesPrevious: minutes,
  minutesCurrent: minutes,
  serviceErrors: Float64Array.of(1, 1, 9, 9, 1, 1),
  favouriteCategory: ['Кухонная посуда', 'x', hostileText, hostileText, 'x', 'Кухонная посуда'],
  revenueCurrent: Float64Array.of(1, 2, 8, 9, 70, 80),
})
const all = Int32Array.of(0, 1, 2, 3, 4, 5)
const members = [Int32Array.of(0, 1), Int32Array.of(2, 3), Int32Array.of(4, 5)]
const english = (rows: number[][], own = members) =>
  nameClusters(matrixFromRows(rows), used, table, own, all).map((name) => clusterName(name).en)

const said = (theme: ReasonTheme) => clusterName({ themes: [theme] })

describe('nameClusters', () => {
  it('takes features said in the same words together, and names two reasons that stand out alike', () => {
    expect(
      english([
        [2, 2, 3, 0, 0],
        [0, 0, 4, 3.5, 0],
        [0, 0, 0, 0, 0],
      ]),
    ).toEqual([
      'Spend little time on the site',
      `Favourite category: ${hostileText}, meet failures on the site`,
      'No single strong reason',
    ])
  })

  it('gives different names to clusters with the same strongest reason', () => {
    const rows = [
      [3, 0, 0, 0, 0.5],
      [0, 0, 0, 0, 0],
      [3, 0, 0, 0.5, 0],
    ]
    const alike = [members[0], members[1], members[0]]
    const names = english(rows, alike)
    expect(names[0]).toBe('Spend little time on the site')
    expect(names[2]).toMatch(/^Spend little time on the site, favourite category: /)
    const twins = english([rows[0], rows[1], rows[0]], alike)
    expect(new Set(twins).size).toBe(3)
    expect(english([rows[1], rows[1], rows[1]])).toEqual([
      'No single strong reason',
      'No single strong reason (2)',
      'No single strong reason (3)',
    ])
  })
})

describe('themeOf', () => {
  it('speaks of low and high, of the value that is over-represented, and of features without words', () => {
    expect(said(themeOf('minutesCurrent', table, members[1], all))).toEqual({
      en: 'Spend much time on the site',
      ru: 'Много времени на сайте',
    })
    expect(said(themeOf('revenuePerMinute', table, members[2], all))).toEqual({
      en: 'Revenue per minute on site: more than usual',
      ru: 'Выручка на минуту на сайте: больше обычного',
    })
    expect(said(themeOf('favouriteCategory', table, Int32Array.of(0, 5), all)).ru).toBe(
      'Популярная категория: Кухонная посуда',
    )
  })

  it('has words for every numeric feature', () => {
    const reached = mustBeReached()
    for (const { name, kind, label } of features) {
      const one = computeFeatures(
        features.filter((feature) => feature.name === name),
        2,
        Object.fromEntries(
          ['revenueCurrent', 'revenuePrevious', 'revenueBeforePrevious', 'minutesCurrent', 'minutesPrevious']
            .concat(['pagesPerVisit', 'categoriesPerVisit', 'unpaidItems', 'promoShare', 'tenureDays'])
            .concat(['marketingContacts6m', 'marketingContactsCurrent', 'serviceErrors'])
            .map((input, i): [string, Float64Array | string[]] => [input, Float64Array.of(i + 1, 5)])
            .concat(
              ['serviceTier', 'contactAllowed', 'favouriteCategory'].map((input) => [input, ['a', 'b']]),
            ),
        ),
      )
      const { en, ru } = said(themeOf(name, one, Int32Array.of(0), Int32Array.of(0, 1)))
      expect(en, label).toMatch(/^[A-Z]/)
      expect(ru, label).toMatch(/^[А-Я]/)
      if (kind === 'category') {
        reached()
        expect(en).toBe(`${label}: a`)
      }
    }
  })
})
