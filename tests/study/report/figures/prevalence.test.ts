import { expect, it } from 'vitest'
import type { PrevalenceScenario } from '../../../../lib/study/src/decisions/budget/prevalence-scenarios'
import { segmentNames } from '../../../../lib/study/src/decisions/segments/segments'
import { prevalenceFigure } from '../../../../lib/study/src/report/figures/prevalence'
import { segmentTitles } from '../../../../lib/study/src/words/segment-titles'
import { expectReadable } from './check-figure'

const scenario = (share: number): PrevalenceScenario => ({
  share,
  meanProbability: share,
  meanInTables: share + 0.1,
  atRisk: 1000 * share,
  profitAtRisk: 5000 * share,
  segments: {
    'Save now': 100 * share,
    'Win back cheaply': 200 * share,
    'Look after': 300 * (1 - share),
    'Leave as is': 400 * (1 - share),
  },
  cost: 10 * share,
  net: 30 * share,
})
const scenarios = [0.1, 0.2, 0.38].map(scenario)
const unit = { ru: 'тыс. руб.', en: 'thousand roubles' }

it('draws segments, mean probabilities, customers and profit at risk and the plan by share', () => {
  for (const language of ['en', 'ru'] as const) {
    const figure = prevalenceFigure(scenarios, 0.38, unit, language)
    expectReadable(
      figure,
      [1, 2, 3, 4, 5].flatMap((axis) => [`xaxis${axis > 1 ? axis : ''}`, `yaxis${axis > 1 ? axis : ''}`]),
    )
    const lines = figure.data as unknown as {
      name: string
      x: number[]
      y: number[]
      marker: { size: number[] }
    }[]
    expect(lines.slice(0, 4).map(({ name }) => name)).toEqual(
      segmentNames.map((name) => segmentTitles[name][language]),
    )
    const expected = [
      ...segmentNames.map((name) => scenarios.map(({ segments }) => segments[name])),
      scenarios.map(({ meanProbability }) => 100 * meanProbability),
      scenarios.map(({ meanInTables }) => 100 * meanInTables),
      scenarios.map(({ atRisk }) => atRisk),
      scenarios.map(({ profitAtRisk }) => profitAtRisk),
      scenarios.map(({ net }) => net),
    ]
    expect(lines.map(({ y }) => y)).toEqual(expected)
    for (const { x, marker } of lines) {
      expect(x).toEqual([10, 20, 38])
      expect(marker.size.indexOf(Math.max(...marker.size))).toBe(2)
    }
  }
})
