import type { CalibrationBand, CalibrationError } from '@one-click/learn'
import type { Interval } from '@one-click/statistics'
import type { Language } from '../../words/language'
import { wordsIn } from '../../words/language'
import { formatCount, formatPercent } from '../../words/number-format'
import { type Figure, figure, palette, type Trace } from '../figure'
import { onPhones } from './axes'
import { errorBars } from './interval-marks'

/** Customers alike in what was predicted for them, and what happened; how many they are, where it may be told. */
export type CalibrationGroup = Pick<CalibrationBand, 'meanProbability' | 'observed'> &
  Partial<Pick<CalibrationBand, 'rows' | 'consistent' | 'isConsistent'>>

export interface CalibrationFigureOptions {
  /** Told in the description. */
  readonly error?: CalibrationError
  readonly language?: Language
}

/**
 * What was predicted for groups of customers against what happened to them, with the intervals of the observed shares. Where
 * groups know within which shares they would lie by chance if every probability were right, a grey band shows it, and
 * groups outside stand out.
 */
export function calibrationFigure(
  groups: readonly CalibrationGroup[],
  { error, language = 'en' }: CalibrationFigureOptions = {},
): Figure {
  const texts = wordsIn(language).figures.risk.calibration
  const written = (share: number, digits = 0) => formatPercent(share, digits, language)
  const marks = (name: string, chosen: readonly CalibrationGroup[], color: string): Trace => {
    const observed = chosen.map((group) => group.observed)
    return {
      type: 'scatter',
      mode: 'markers',
      name,
      x: chosen.map(({ meanProbability }) => percent(meanProbability)),
      y: observed.map(({ estimate }) => percent(estimate)),
      error_y: errorBars(observed, 100),
      marker: { size: 10, color },
      ...(chosen.every(({ rows }) => rows !== undefined)
        ? { customdata: chosen.map(({ rows }) => rows), hovertemplate: texts.hoverOf }
        : { hovertemplate: texts.hover }),
    }
  }
  const known = groups.filter(({ consistent }) => consistent)
  const inside = groups.filter(({ isConsistent }) => isConsistent !== false)
  const outside = groups.filter(({ isConsistent }) => isConsistent === false)
  const count = (some: readonly CalibrationGroup[]) => formatCount(some.length, language)
  return figure({
    title: texts.title,
    description: [
      ...groups.map(({ meanProbability, observed }) =>
        texts.point({ predicted: written(meanProbability), happened: written(observed.estimate) }),
      ),
      ...(error
        ? [texts.error({ error: written(error.estimate, 1), byChance: written(error.byChance.mean, 1) })]
        : []),
    ].join('; '),
    traces: [
      ...(known.length > 0 ? chanceBand(known, texts.chance) : []),
      {
        type: 'scatter',
        mode: 'lines',
        name: texts.fullAgreement,
        x: [0, 100],
        y: [0, 100],
        line: { dash: 'dot', color: palette.neutral },
        hoverinfo: 'skip',
      },
      ...(known.length > 0
        ? [
            marks(texts.inside(count(inside)), inside, palette.holds),
            marks(texts.outside(count(outside)), outside, palette.declines),
          ]
        : [marks(texts.group, groups, palette.holds)]),
    ],
    xTitle: texts.predictedAxis,
    yTitle: texts.happenedAxis,
    height: 400,
    language,
    layout: {
      xaxis: { range: [-3, 103], dtick: 20 },
      yaxis: { range: [-3, 103], dtick: 20 },
      forPhones: onPhones,
    },
  })
}

/** The band of shares that lie in it by chance alone. */
function chanceBand(groups: readonly CalibrationGroup[], name: string): Trace[] {
  const x = groups.map(({ meanProbability }) => percent(meanProbability))
  const edge = (side: keyof Pick<Interval, 'lower' | 'upper'>): Trace => ({
    type: 'scatter',
    mode: 'lines',
    hoverinfo: 'skip',
    x,
    y: groups.map(({ consistent }) => percent(consistent![side])),
    line: { width: 0 },
  })
  return [
    { ...edge('lower'), showlegend: false },
    { ...edge('upper'), name, fill: 'tonexty', fillcolor: `${palette.soft}80` },
  ]
}

const percent = (share: number) => Number((100 * share).toFixed(2))
