import type { Interval } from '@one-click/statistics'
import { lookSchedule } from '@one-click/statistics'
import { rowsToWithhold } from '../../customers/small-groups'
import type { ExperimentResult } from '../../decisions/experiment/estimate'
import type { ExperimentPlan } from '../../decisions/experiment/plan'
import { detectableReduction, plannedPower } from '../../decisions/experiment/precision'
import { type SegmentName, segmentTitles } from '../../decisions/segments/segments'
import { experimentMarks as en } from '../../words/en/experiment-marks'
import type { Language } from '../../words/language'
import { formatDecimal, formatPercent, percentSign } from '../../words/number-format'
import { pairedTexts } from '../../words/paired-texts'
import { experimentMarks as ru } from '../../words/ru/experiment-marks'
import { escapeLabel, type Figure, figure, palette } from '../figure'
import { dashedAt, intervalDots, levelLine } from './interval-marks'

const words = pairedTexts({ ru, en })

const arms = [
  { prediction: true, name: words.withPrediction, color: palette.holds, dash: 'solid' },
  { prediction: false, name: words.withoutPrediction, color: palette.declines, dash: 'dot' },
] as const

/** Power to claim a benefit within the planned quarters by the effect there is, with and without the prediction. */
export function experimentPowerFigure(plan: ExperimentPlan, language: Language = 'en'): Figure {
  const { design, worth, withPrediction, withoutPrediction, power } = plan
  const largest = Math.min(
    design.probability,
    1.1 * Math.max(worth.breakEven, worth.assumed.likely, 1.3 * (withoutPrediction.detectable || 0)),
  )
  const reductions = Array.from({ length: 41 }, (_, i) => (largest * i) / 40)
  const detectable = [withPrediction, withoutPrediction].map(({ detectable: value }) =>
    formatDecimal(100 * value, 1, language),
  )
  return figure({
    language,
    title: { en: 'Which effect the experiment can find', ru: 'Какой эффект найдёт эксперимент' }[language],
    description: {
      en:
        `Power within the planned quarters by the reduction of the decline rate. ${formatPercent(power)} is reached at ${detectable[0]} points ` +
        `with the prediction and at ${detectable[1]} without.`,
      ru:
        `Мощность за все запланированные кварталы в зависимости от снижения доли снизивших активность. ${formatPercent(power, 0, 'ru')} достигается при ` +
        `${detectable[0]} п. п. с учётом прогноза и при ${detectable[1]} без него.`,
    }[language],
    traces: arms.map(({ prediction, name, color, dash }) => ({
      type: 'scatter',
      mode: 'lines',
      name: name[language],
      x: reductions.map(percent),
      y: reductions.map((reduction) => percent(plannedPower(design, reduction, { ...plan, prediction }))),
      line: { color, dash, width: 2.5 },
      hovertemplate: `%{x:.1f} ${words.points[language]}: %{y:.0f}${percentSign[language]}<extra></extra>`,
    })),
    xTitle: {
      en: 'true reduction of the decline rate (points)',
      ru: 'истинное снижение доли снизивших активность (п. п.)',
    }[language],
    yTitle: { en: 'power (%)', ru: 'мощность (%)' }[language],
    layout: {
      yaxis: { range: [0, 102] },
      shapes: [worth.breakEven, worth.assumed.likely].map((value) => dashedAt(percent(value))),
      annotations: [
        markAt(worth.breakEven, words.breakEven[language], 0.04),
        markAt(worth.assumed.likely, words.assumed[language], 0.12),
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
  return figure({
    language,
    title: { en: 'How much more quarters help', ru: 'Что дают дополнительные кварталы' }[language],
    description: {
      en: `Smallest reduction found with ${formatPercent(power)} power: ${first} points with one quarter, ${last} with ${most}.`,
      ru: `Наименьшее снижение, которое находится с мощностью ${formatPercent(power, 0, 'ru')}: ${first} п. п. за один квартал, ${last} за ${most}.`,
    }[language],
    traces: [
      ...arms.map(({ prediction, name, color, dash }) => ({
        type: 'scatter',
        mode: 'lines+markers',
        name: name[language],
        x: quarters,
        y: found(prediction).map(percent),
        customdata: quarters.map((count) => count * design.customers),
        line: { color, dash, width: 2.5 },
        hovertemplate: {
          en: '%{customdata} customers: %{y:.1f} points<extra></extra>',
          ru: '%{customdata} клиентов: %{y:.1f} п. п.<extra></extra>',
        }[language],
      })),
      levelLine(quarters, percent(worth.breakEven), words.breakEven[language], palette.highlight),
      levelLine(quarters, percent(worth.assumed.likely), words.assumed[language], palette.neutral),
    ],
    xTitle: { en: 'quarters planned', ru: 'запланировано кварталов' }[language],
    yTitle: {
      en: 'reduction of the decline rate (points)',
      ru: 'снижение доли снизивших активность (п. п.)',
    }[language],
    layout: { yaxis: { rangemode: 'tozero' }, xaxis: { dtick: 1 } },
  })
}

export interface ResultFigureOptions {
  readonly language?: Language
  /** Whether the outcomes were simulated, which the title then says. Default false. */
  readonly simulated?: boolean
}

/**
 * The effect with its intervals: all segments together in both ways of estimating, and each by itself. Segments of fewer
 * than five customers in an arm, and others from which these would follow, are left out.
 */
export function experimentResultFigure(
  result: ExperimentResult,
  { language = 'en', simulated = false }: ResultFigureOptions = {},
): Figure {
  const withheld = rowsToWithhold(
    result.segments.map(({ counts: { treatment, control } }) => [treatment.customers, control.customers]),
  )
  const segments = result.segments.filter((_, i) => !withheld.includes(i))
  const rows: [string, Interval][] = [
    [{ en: 'all, the result', ru: 'все, итог' }[language], result.reduction],
    [{ en: 'all, without the prediction', ru: 'все, без прогноза' }[language], result.plainReduction],
    ...segments.map(({ segment, reduction }): [string, Interval] => [
      escapeLabel(segmentTitles[segment as SegmentName]?.[language] ?? segment),
      reduction,
    ]),
  ]
  const title = { en: 'What the offers did', ru: 'Что дали предложения' }[language]
  const note = { en: 'simulated outcomes', ru: 'смоделированные исходы' }[language]
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
        hovertemplate: `%{y}: %{x:.1f} ${words.points[language]}<extra></extra>`,
      },
    ],
    xTitle: {
      en: 'reduction of the decline rate (points)',
      ru: 'снижение доли снизивших активность (п. п.)',
    }[language],
    height: 170 + 32 * rows.length,
    layout: {
      showlegend: false,
      yaxis: { autorange: 'reversed' },
      shapes: [
        { ...dashedAt(0), line: { color: palette.neutral, width: 1 } },
        dashedAt(percent(result.worth.breakEven)),
      ],
      annotations: [{ ...markAt(result.worth.breakEven, words.breakEven[language], 1), yanchor: 'bottom' }],
    },
  })
}

function markAt(value: number, text: string, y: number): Record<string, unknown> {
  return { x: percent(value), y, yref: 'paper', text, showarrow: false, xanchor: 'left', xshift: 4 }
}

function inWords({ estimate, lower, upper }: Interval, language: Language): string {
  const [middle, from, to] = [estimate, lower, upper].map((value) => formatDecimal(100 * value, 1, language))
  return { en: `${middle} points (${from} to ${to})`, ru: `${middle} п. п. (от ${from} до ${to})` }[language]
}

const percent = (share: number) => Number((100 * share).toFixed(2))
