import type { Interval } from '@one-click/statistics'
import type { SegmentProfile } from '../../decisions/segments/segment-profiles'
import { type SegmentCuts, type SegmentName, segmentNames } from '../../decisions/segments/segments'
import { monthsInWords } from '../../words/count-in-words'
import type { Language } from '../../words/language'
import { wordsIn } from '../../words/language'
import { formatCount, formatMeasure, formatMoney, formatPercent } from '../../words/number-format'
import { segmentTitles } from '../../words/segment-titles'
import { type Figure, figure, palette, type Trace } from '../figure'
import { legendAbove, listAxis, onPhones } from './axes'
import { errorBars, intervalDots } from './interval-marks'
import { narrowFigure } from './narrow'
import { wrapLabel } from './wrap-label'

export const segmentColors: Readonly<Record<SegmentName, string>> = {
  'Save now': '#d55e00',
  'Win back cheaply': '#e69f00',
  'Look after': '#009e73',
  'Leave as is': '#56b4e9',
}

/** Every active customer by risk and profit, coloured by segment, with the cut-offs; no customer can be told from it. */
export function riskProfitFigure(
  segments: readonly SegmentName[],
  probability: Float64Array,
  profit: Float64Array,
  cuts: SegmentCuts,
  language: Language = 'en',
): Figure {
  const line = { dash: 'dash', color: palette.neutral, width: 1 }
  const texts = wordsIn(language).figures.segments.everyone
  return narrowFigure(
    figure({
      title: texts.title,
      description: texts.description({
        risk: formatPercent(cuts.probability, 0, language),
        profit: formatMeasure(cuts.profit, language),
      }),
      traces: segmentNames.map((name) => {
        const members = segments.flatMap((segment, i) => (segment === name ? [i] : []))
        const title = segmentTitles[name][language]
        return {
          type: 'scatter',
          mode: 'markers',
          name: `${title} (${formatCount(members.length, language)})`,
          x: members.map((i) => Number((100 * probability[i]).toFixed(1))),
          y: members.map((i) => profit[i]),
          marker: { size: 6, opacity: 0.65, color: segmentColors[name] },
          hovertemplate: texts.hover(title),
        }
      }),
      xTitle: texts.riskAxis,
      yTitle: texts.profitAxis,
      height: 560,
      layout: {
        margin: { l: 60, r: 14, t: 50, b: 120 },
        xaxis: { range: [-2, 102] },
        shapes: [
          {
            type: 'line',
            x0: 100 * cuts.probability,
            x1: 100 * cuts.probability,
            yref: 'paper',
            y0: 0,
            y1: 1,
            line,
          },
          { type: 'line', y0: cuts.profit, y1: cuts.profit, xref: 'paper', x0: 0, x1: 1, line },
        ],
      },
      language,
    }),
  )
}

/** Profit of a segment over the horizon, and what of it is at risk, with its interval where that is known. */
export type SegmentBar = Pick<SegmentProfile, 'segment' | 'profitInHorizon' | 'profitAtRisk'> &
  Partial<Pick<SegmentProfile, 'profitAtRiskInterval'>>

/**
 * Profit of each segment over the horizon, parted into what is at risk and what is safe, with whiskers where intervals are
 * known.
 *
 * @param months of the horizon
 */
export function segmentProfitFigure(
  segments: readonly SegmentBar[],
  months: number,
  language: Language = 'en',
): Figure {
  const texts = wordsIn(language).figures.segments.profit
  const period = monthsInWords(months, language)
  const money = (value: number) => formatMoney(value, language)
  const names = segments.map(({ segment }) => wrapLabel(segmentTitles[segment][language]))
  const widest = Math.max(0, ...segments.map(({ profitInHorizon }) => profitInHorizon))
  const intervals = segments.flatMap(({ profitAtRiskInterval }) => profitAtRiskInterval ?? [])
  const hasIntervals = segments.length > 0 && intervals.length === segments.length
  const bar = (name: string, values: readonly number[], color: string): Trace => ({
    type: 'bar',
    orientation: 'h',
    name,
    y: names,
    x: values,
    marker: { color },
    customdata: values.map(money),
    hovertemplate: `%{y}: %{customdata} (${name})<extra></extra>`,
  })
  return figure({
    title: texts.title(period),
    description: segments
      .map(({ segment, profitInHorizon, profitAtRisk }) =>
        texts.segment({
          title: segmentTitles[segment][language],
          atRisk: money(profitAtRisk),
          profit: money(profitInHorizon),
        }),
      )
      .join('; '),
    traces: [
      bar(
        texts.atRisk,
        segments.map(({ profitAtRisk }) => profitAtRisk),
        palette.declines,
      ),
      bar(
        texts.safe,
        segments.map(({ profitInHorizon, profitAtRisk }) => profitInHorizon - profitAtRisk),
        palette.soft,
      ),
      {
        type: 'scatter',
        mode: 'text',
        y: names,
        // Beside the bars and their whiskers.
        x: segments.map(({ profitInHorizon, profitAtRiskInterval }) =>
          Math.max(profitInHorizon, profitAtRiskInterval?.upper ?? 0),
        ),
        text: segments.map(
          ({ profitInHorizon, profitAtRisk }) =>
            `\u00a0\u00a0${texts.ofProfit({ atRisk: money(profitAtRisk), profit: money(profitInHorizon) })}`,
        ),
        textposition: 'middle right',
        cliponaxis: false,
        hoverinfo: 'skip',
        showlegend: false,
      },
      ...(hasIntervals ? [whiskers(texts.interval, names, intervals)] : []),
    ],
    xTitle: texts.axis(period),
    height: 150 + 52 * segments.length,
    language,
    layout: {
      barmode: 'stack',
      legend: legendAbove,
      yaxis: listAxis,
      // Room for the numbers beside the bars.
      xaxis: { range: [0, 1.7 * Math.max(widest, 1e-9)], exponentformat: 'none' },
      forPhones: onPhones,
    },
  })
}

/** Intervals over the bars, which would hide whiskers of their own. */
function whiskers(name: string, y: readonly string[], intervals: readonly Interval[]): Trace {
  return {
    ...intervalDots(y, intervals, '#222'),
    name,
    marker: { symbol: 'line-ew-open', size: 8, color: '#222' },
    error_x: { ...errorBars(intervals), color: '#222' },
    hoverinfo: 'skip',
  }
}
