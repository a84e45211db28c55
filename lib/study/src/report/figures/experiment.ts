import type { Interval } from '@one-click/statistics'
import { lookSchedule } from '@one-click/statistics'
import { rowsToWithhold } from '../../customers/small-groups'
import type { ExperimentResult } from '../../decisions/experiment/estimate'
import type { ExperimentPlan } from '../../decisions/experiment/experiment-plan'
import { detectableReduction, plannedPower } from '../../decisions/experiment/precision'
import type { SegmentName } from '../../decisions/segments/segments'
import type { Language } from '../../words/language'
import { wordsIn } from '../../words/language'
import { formatDecimal, formatPercent } from '../../words/number-format'
import { segmentTitles } from '../../words/segment-titles'
import { escapeLabel, type Figure, figure, palette } from '../figure'
import { dashedAt, intervalDots, levelLine } from './interval-marks'

const arms = [
  { prediction: true, name: 'withPrediction', color: palette.holds, dash: 'solid' },
  { prediction: false, name: 'withoutPrediction', color: palette.declines, dash: 'dot' },
] as const

/** Power to claim a benefit within the planned quarters by the effect there is, with and without the prediction. */
export function experimentPowerFigure(plan: ExperimentPlan, language: Language = 'en'): Figure {
  const { design, worth, withPrediction, withoutPrediction, power } = plan
  const largest = Math.min(
    design.probability,
    1.1 * Math.max(worth.breakEven, worth.assumed.likely, 1.3 * (withoutPrediction.detectable || 0)),
  )
  const reductions = Array.from({ length: 41 }, (_, i) => (largest * i) / 40)
  const points = ({ detectable }: { detectable: number }) => formatDecimal(100 * detectable, 1, language)
  const texts = wordsIn(language).figures.experiment
  return figure({
    language,
    title: texts.power.title,
    description: texts.power.description({
      power: formatPercent(power, 0, language),
      withPrediction: points(withPrediction),
      without: points(withoutPrediction),
    }),
    traces: arms.map(({ prediction, name, color, dash }) => ({
      type: 'scatter',
      mode: 'lines',
      name: texts[name],
      x: reductions.map(percent),
      y: reductions.map((reduction) => percent(plannedPower(design, reduction, { ...plan, prediction }))),
      line: { color, dash, width: 2.5 },
      hovertemplate: texts.power.hover,
    })),
    xTitle: texts.power.xAxis,
    yTitle: texts.power.yAxis,
    layout: {
      yaxis: { range: [0, 102] },
      shapes: [worth.breakEven, worth.assumed.likely].map((value) => dashedAt(percent(value))),
      annotations: [
        markAt(worth.breakEven, texts.breakEven, 0.04),
        markAt(worth.assumed.likely, texts.assumed, 0.12),
      ],
    },
  })
}

/** The smallest effect claimed with the wanted power, by the number of quarters planned, one look after each. */
export function detectableEffectFigure(
  plan: ExperimentPlan,
  language: Language = 'en',
  { quarters: most = 8 }: { quarters?: number } = {},
): Figure {
  const { design, worth, power, level: held } = plan
  const quarters = Array.from({ length: most }, (_, i) => i + 1)
  const schedules = quarters.map((looks) => lookSchedule(looks, held))
  const found = (prediction: boolean) =>
    schedules.map((schedule) => detectableReduction(design, { power, prediction, schedule }))
  const written = (values: readonly number[]) =>
    [values[0], values[most - 1]].map((value) => formatDecimal(100 * value, 1, language))
  const [first, last] = written(found(true))
  const texts = wordsIn(language).figures.experiment
  return figure({
    language,
    title: texts.detectable.title,
    description: texts.detectable.description({
      power: formatPercent(power, 0, language),
      first,
      last,
      quarters: String(most),
    }),
    traces: [
      ...arms.map(({ prediction, name, color, dash }) => ({
        type: 'scatter',
        mode: 'lines+markers',
        name: texts[name],
        x: quarters,
        y: found(prediction).map(percent),
        customdata: quarters.map((count) => count * design.customers),
        line: { color, dash, width: 2.5 },
        hovertemplate: texts.detectable.hover,
      })),
      levelLine(quarters, percent(worth.breakEven), texts.breakEven, palette.highlight),
      levelLine(quarters, percent(worth.assumed.likely), texts.assumed, palette.neutral),
    ],
    xTitle: texts.detectable.xAxis,
    yTitle: texts.reductionAxis,
    layout: { yaxis: { rangemode: 'tozero' }, xaxis: { dtick: 1 } },
  })
}

export interface ResultFigureOptions {
  readonly language?: Language
  /** Whether the outcomes were simulated, which the title then says. Default false. */
  readonly simulated?: boolean
  /** The draw of one quarter: segments that a table of it withholds are left out as well. Default: none. */
  readonly drawn?: ExperimentPlan['segments']
}

/**
 * The effect with its intervals: all segments together in both ways of estimating, and each by itself. Segments of fewer
 * than five customers in an arm, and others from which these would follow, are left out.
 */
export function experimentResultFigure(
  result: ExperimentResult,
  { language = 'en', simulated = false, drawn = [] }: ResultFigureOptions = {},
): Figure {
  const namesOf = (rows: readonly { segment: string; customers: readonly number[] }[]) =>
    rowsToWithhold(rows.map(({ customers }) => customers)).map((row) => rows[row].segment)
  const withheld = new Set([
    ...namesOf(
      drawn.map(({ segment, treatment, control }) => ({ segment, customers: [treatment, control] })),
    ),
    ...namesOf(
      result.segments.map(({ segment, counts: { treatment, control } }) => ({
        segment,
        customers: [treatment.total, control.total],
      })),
    ),
  ])
  const segments = result.segments.filter(({ segment }) => !withheld.has(segment))
  const texts = wordsIn(language).figures.experiment
  const rows: [string, Interval][] = [
    [texts.result.all, result.reduction],
    [texts.result.allPlain, result.plainReduction],
    ...segments.map(({ segment, reduction }): [string, Interval] => [
      escapeLabel(segmentTitles[segment as SegmentName]?.[language] ?? segment),
      reduction,
    ]),
  ]
  const { title } = texts.result
  const note = texts.simulated
  return figure({
    language,
    title: simulated ? `${title} (${note})` : title,
    description: `${simulated ? `${note}. ` : ''}${rows.map(([name, interval]) => `${name}: ${inWords(interval, language)}`).join('; ')}`,
    traces: [
      {
        ...intervalDots(
          rows.map(([name]) => name),
          rows.map(([, interval]) => interval),
          rows.map((_, i) => (i === 0 ? palette.declines : palette.holds)),
          100,
        ),
        hovertemplate: texts.result.hover,
      },
    ],
    xTitle: texts.reductionAxis,
    height: 170 + 32 * rows.length,
    layout: {
      showlegend: false,
      yaxis: { autorange: 'reversed' },
      shapes: [
        { ...dashedAt(0), line: { color: palette.neutral, width: 1 } },
        dashedAt(percent(result.worth.breakEven)),
      ],
      annotations: [{ ...markAt(result.worth.breakEven, texts.breakEven, 1), yanchor: 'bottom' }],
    },
  })
}

function markAt(value: number, text: string, y: number): Record<string, unknown> {
  return { x: percent(value), y, yref: 'paper', text, showarrow: false, xanchor: 'left', xshift: 4 }
}

function inWords({ estimate, lower, upper }: Interval, language: Language): string {
  const [middle, from, to] = [estimate, lower, upper].map((value) => formatDecimal(100 * value, 1, language))
  return wordsIn(language).figures.experiment.pointsRange({ estimate: middle, lower: from, upper: to })
}

const percent = (share: number) => Number((100 * share).toFixed(2))
