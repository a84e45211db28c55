import { describe, expect, it } from 'vitest'
import { reasonClusters } from '../../../../lib/study/src/decisions/reason-clusters/reason-clusters'
import { profileSegments } from '../../../../lib/study/src/decisions/segments/segment-profiles'
import { assignSegments } from '../../../../lib/study/src/decisions/segments/segments'
import {
  clusterTableFigure,
  reasonHeatmapFigure,
  segmentDifferencesFigure,
} from '../../../../lib/study/src/report/figures/segments'
import type { Language } from '../../../../lib/study/src/words/language'
import { segmentTitles } from '../../../../lib/study/src/words/segment-titles'
import { matrix, take } from '../../../../lib/toolkit/core/src/matrix'
import { studyCustomers, studyRisk } from '../study-results'
import { expectReadable, traceOf } from './check-figure'

const customers = studyCustomers()
const risk = studyRisk(customers)
const profit = take(customers.profit, risk.rows)
const segments = assignSegments(risk.probability, profit, { probability: 0.5, profit: 4 })
const profiles = profileSegments(segments, risk, profit, customers.features, { seed: 1, replicates: 50 })
const found = reasonClusters(risk, profit, customers.features, segments, {
  riskFrom: 0.2,
  clusters: [3],
  replicates: 2,
  seed: 1,
})!
const languages: Language[] = ['en', 'ru']
type Cells = { z: (number | null)[][]; text: string[][] }

describe.each(languages)('in %s', (language) => {
  const russianOnly = (figure: unknown) => {
    const words = JSON.stringify(figure).replace(/hovertemplate":"[^"]*"|"text":"[^"]*extra[^"]*"/g, '')
    if (language === 'ru') expect(words).not.toMatch(/risk|customers|others|share"|delta"/)
    else expect(words).not.toMatch(/вклад|против|доля/)
  }

  it('segmentDifferencesFigure draws every effect with its interval', () => {
    const [profile] = profiles
    const figure = segmentDifferencesFigure(profile, { most: 6, language })
    expectReadable(figure, [])
    russianOnly(figure)
    expect((figure.layout.title as { text: string }).text).toContain(segmentTitles['Save now'][language])
    const [numbers, categories] = figure.data as unknown as { x: number[]; y: number[] }[]
    expect(numbers.x).toEqual(profile.numeric.slice(0, 6).map(({ delta }) => delta.estimate))
    expect(categories.x).toEqual(profile.categories.slice(0, 2).map(({ difference }) => difference.estimate))
    expect([...numbers.y, ...categories.y]).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
    const { ticktext } = figure.layout.yaxis as { ticktext: string[] }
    expect(ticktext).toHaveLength(8)
    const { feature } = profile.numeric[0]
    expect(ticktext[0].replaceAll('<br>', ' ')).toBe(language === 'ru' ? feature.russian : feature.label)
  })

  it('reasonHeatmapFigure holds the mean contributions of the strongest features', () => {
    const figure = reasonHeatmapFigure(found, { most: 5, language })
    expectReadable(figure, [])
    russianOnly(figure)
    const { z } = figure.data[0] as unknown as Cells
    expect(z).toHaveLength(5)
    const means = found.features.map((_, j) =>
      found.clusters.reduce((sum, { share, contribution }) => sum + share * contribution[j], 0),
    )
    const strongest = means.indexOf(Math.max(...means))
    z[0].forEach((value, k) => {
      expect(value).toBeCloseTo(found.clusters[k].contribution[strongest], 3)
    })
  })

  it('clusterTableFigure counts customers, and does not tell a few apart', () => {
    const few = {
      ...found,
      addition: {
        ...found.addition,
        table: matrix(4, 3, Float64Array.of(30, 6, 4, 0, 0, 0, 10, 10, 0, 5, 15, 0)),
      },
    }
    const figure = clusterTableFigure(few, language)
    expectReadable(figure, [])
    russianOnly(figure)
    const { z, text } = figure.data[0] as unknown as Cells
    expect(z).toEqual([
      [0.75, null, null],
      [0.5, null, null],
      [0.25, 0.75, 0],
    ])
    expect(text[0][2]).toBe('—')
    expect(text[0][0]).toBe(language === 'ru' ? '30<br>(75\u00a0%)' : '30<br>(75%)')
    expect((figure.layout.meta as { description: string }).description).not.toMatch(/: 4[ ,;]/)
    expect((figure.layout.yaxis as { ticktext: string[] }).ticktext[1].replaceAll('<br>', ' ')).toBe(
      segmentTitles['Look after'][language],
    )
  })

  it('names no customer', () => {
    const all = [
      segmentDifferencesFigure(profiles[0], { language }),
      reasonHeatmapFigure(found, { language }),
      clusterTableFigure(found, language),
    ]
    expect(JSON.stringify(all)).not.toMatch(/98[67]0\d\d/)
  })
})

describe('segmentDifferencesFigure', () => {
  it('says so where there are too few customers to compare', () => {
    const figure = segmentDifferencesFigure({ segment: 'Save now', numeric: [], categories: [] })
    expectReadable(figure, ['xaxis'])
    expect(traceOf<{ x: number[] }>(figure, 'Cliff’s delta').x).toEqual([])
  })
})
