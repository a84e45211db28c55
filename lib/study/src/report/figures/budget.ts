import type { BudgetAnalysis } from '../../decisions/budget/analysis'
import type { Distribution } from '../../decisions/budget/plan-uncertainty'
import type { Bilingual, Language } from '../../words/language'
import { wordsIn } from '../../words/language'
import { formatMoney, formatPercent, percentSign } from '../../words/number-format'
import { type Figure, figure, palette, type Trace } from '../figure'
import { legendAbove, listAxis, onPhones } from './axes'
import type { AssumptionRow, PolicyRow } from './budget-rows'
import { dashedAt } from './interval-marks'
import { wrapLabel } from './wrap-label'

export interface BudgetFigureOptions {
  /** Of money, named at the axis. Default: not named. */
  readonly unit?: Bilingual
  readonly language?: Language
}

/** What each rule keeps and costs on the same options and limits. */
export function budgetPoliciesFigure(
  policies: readonly PolicyRow[],
  { unit, language = 'en' }: BudgetFigureOptions = {},
): Figure {
  const texts = wordsIn(language).figures.budget
  const money = (value: number) => formatMoney(value, language)
  const names = policies.map(({ name }) => wrapLabel(name[language]))
  const bars = (key: 'kept' | 'cost', color: string): Trace => ({
    type: 'bar',
    orientation: 'h',
    name: texts[key],
    y: names,
    x: policies.map((policy) => cents(policy[key])),
    marker: { color },
    text: policies.map((policy) => money(policy[key])),
    textposition: 'outside',
    cliponaxis: false,
    hovertemplate: `%{y}: %{text} (${texts[key]})<extra></extra>`,
  })
  return figure({
    title: texts.policies.title,
    description: policies
      .map(({ name, cost, kept }) =>
        texts.policies.row({ name: name[language], kept: money(kept), cost: money(cost) }),
      )
      .join('; '),
    traces: [bars('kept', palette.highlight), bars('cost', palette.soft)],
    xTitle: withUnit(texts.policies.axis, unit, language),
    height: 150 + 64 * policies.length,
    language,
    layout: {
      legend: legendAbove,
      yaxis: listAxis,
      xaxis: { range: [0, 1.25 * Math.max(1e-9, ...policies.flatMap(({ kept, cost }) => [kept, cost]))] },
      forPhones: onPhones,
    },
  })
}

/** A plan among the plans at other budgets. */
export interface BudgetCurveData {
  readonly curve: readonly { readonly budget: number; readonly cost: number; readonly kept: number }[]
  /** What the plan spends. */
  readonly cost: number
  /** What it may spend. */
  readonly budget: number
  /** What the best plan without a budget spends. */
  readonly worthwhileBudget: number
}

/**
 * Profit kept by budget, and the gain after cost. Marked are what the plan spends, and where they differ from it, the
 * budget and the amount that would be best.
 */
export function budgetCurveFigure(
  { curve, budget, cost, worthwhileBudget }: BudgetCurveData,
  { unit, language = 'en' }: BudgetFigureOptions = {},
): Figure {
  const texts = wordsIn(language).figures.budget
  const money = (value: number) => formatMoney(value, language)
  const x = curve.map((point) => cents(point.budget))
  const line = (name: string, y: readonly number[], color: string, dash = 'solid'): Trace => ({
    type: 'scatter',
    mode: 'lines',
    name,
    x,
    y: y.map(cents),
    line: { color, width: 3, dash },
    hovertemplate: `%{x:,.0f} → %{y:,.0f} (${name})<extra></extra>`,
  })
  const label = (at: number, text: string, y: number, side: 'left' | 'right') => ({
    x: at,
    y,
    yref: 'paper',
    text,
    showarrow: false,
    xanchor: side === 'left' ? 'right' : 'left',
    xshift: side === 'left' ? -4 : 4,
    bgcolor: '#ffffffd0',
  })
  const last = x[x.length - 1]
  const isBest = worthwhileBudget <= 1.02 * cost
  const marks = [
    { at: cost, text: isBest ? texts.curve.planIsBest : texts.curve.plan, color: palette.declines },
    { at: budget, text: texts.curve.limit, color: palette.neutral },
    { at: worthwhileBudget, text: texts.curve.best, color: palette.holds },
  ].filter(({ at }, i) => at <= last && (i === 0 || Math.abs(at - cost) > 0.02 * cost))
  return figure({
    title: texts.curve.title,
    description: curve
      .filter((_, i) => i % 3 === 0)
      .map((point) => texts.curve.point({ budget: money(point.budget), kept: money(point.kept) }))
      .join('; '),
    traces: [
      line(
        texts.kept,
        curve.map(({ kept }) => kept),
        palette.highlight,
      ),
      line(
        texts.curve.afterCost,
        curve.map(({ kept, cost: spent }) => kept - spent),
        palette.holds,
        'dot',
      ),
    ],
    xTitle: withUnit(texts.curve.axis, unit, language),
    yTitle: unit?.[language],
    height: 400,
    language,
    layout: {
      xaxis: { rangemode: 'tozero' },
      yaxis: { rangemode: 'tozero' },
      shapes: marks.map(({ at, color }) => ({ ...dashedAt(at), line: { dash: 'dash', color, width: 1.5 } })),
      annotations: marks.map(({ at, text }, i) =>
        label(at, text, 0.08 + 0.12 * i, i === 0 && at > last / 3 ? 'left' : 'right'),
      ),
      forPhones: onPhones,
    },
  })
}

/**
 * How the gain after cost moves when one assumption goes to its ends (a tornado plot). Where it is known what plans made
 * anew would gain there, marks show it.
 *
 * @param gain of the plan
 */
export function assumptionsFigure(
  assumptions: readonly AssumptionRow[],
  gain: number,
  { unit, language = 'en' }: BudgetFigureOptions = {},
): Figure {
  const texts = wordsIn(language).figures.budget
  const money = (value: number) => formatMoney(value, language)
  const names = assumptions.map(({ name }) => wrapLabel(name[language], 22))
  const bars = (end: 'low' | 'high', name: string, color: string): Trace => ({
    type: 'bar',
    orientation: 'h',
    name,
    y: names,
    base: cents(gain),
    x: assumptions.map((row) => cents(row[end] - gain)),
    marker: { color },
    customdata: assumptions.map((row) => {
      const assumed = row.assumed?.[end](language)
      return `${assumed === undefined ? '' : `${assumed}: `}${money(row[end])}`
    }),
    hovertemplate: `%{y}: %{customdata} (${name})<extra></extra>`,
  })
  const anew = assumptions.flatMap(({ replanned = [] }, row) =>
    replanned.map((value) => ({ name: names[row], value: cents(value) })),
  )
  return figure({
    title: texts.assumptions.title,
    description: assumptions
      .map(({ name, low, high }) =>
        texts.assumptions.row({ name: name[language], low: money(low), high: money(high) }),
      )
      .join('; '),
    traces: [
      bars('low', texts.assumptions.atWorst, palette.declines),
      bars('high', texts.assumptions.atBest, palette.holds),
      ...(anew.length > 0 ? [replannedMarks(anew, texts.assumptions.replanned)] : []),
    ],
    xTitle: withUnit(texts.netGain, unit, language),
    height: 150 + 44 * assumptions.length,
    language,
    layout: {
      barmode: 'overlay',
      legend: legendAbove,
      yaxis: listAxis,
      shapes: [{ ...dashedAt(cents(gain)), line: { color: '#222', width: 1 } }],
      forPhones: onPhones,
    },
  })
}

const replannedMarks = (
  marks: readonly { readonly name: string; readonly value: number }[],
  title: string,
): Trace => ({
  type: 'scatter',
  mode: 'markers',
  name: title,
  y: marks.map(({ name }) => name),
  x: marks.map(({ value }) => value),
  marker: { symbol: 'line-ns-open', size: 14, color: palette.series[7] },
  hovertemplate: `%{y}, ${title}: %{x:,.1f}<extra></extra>`,
})

const bins = 24

/** The plan's net gain over the draws, with only the probabilities uncertain and with the assumptions too. */
export function netGainFigure(
  { probability, combined, net }: Pick<BudgetAnalysis, 'probability' | 'combined' | 'net'>,
  { unit, language = 'en' }: BudgetFigureOptions = {},
): Figure {
  const { netGain, uncertain: texts } = wordsIn(language).figures.budget
  const lists = [probability.net.values, combined.net.values]
  // Too many draws for the arguments of a call.
  const from = Math.min(net, ...lists.map((values) => values.reduce((a, b) => Math.min(a, b))))
  const step =
    (Math.max(net, ...lists.map((values) => values.reduce((a, b) => Math.max(a, b)))) - from) / bins || 1
  const bars = (name: string, { values }: Distribution, color: string): Trace => {
    const counts = Array<number>(bins).fill(0)
    for (const value of values) counts[Math.min(bins - 1, Math.floor((value - from) / step))]++
    return {
      type: 'bar',
      name,
      x: counts.map((_, bin) => cents(from + (bin + 0.5) * step)),
      y: counts.map((count) => cents((100 * count) / values.length)),
      marker: { color, opacity: 0.7 },
      hovertemplate: `${netGain} %{x:,.1f}: %{y:.1f}${percentSign[language]}<extra></extra>`,
    }
  }
  const inWords = (name: string, pays: number, one: Distribution) =>
    `${name}: ${formatMoney(one.median, language)} (${formatMoney(one.lower, language)} … ` +
    `${formatMoney(one.upper, language)}), ${texts.pays} ${formatPercent(pays, 0, language)}`
  return figure({
    language,
    title: texts.title,
    description: [
      inWords(texts.probability, probability.pays, probability.net),
      inWords(texts.combined, combined.pays, combined.net),
    ].join('; '),
    traces: [
      bars(texts.combined, combined.net, palette.holds),
      bars(texts.probability, probability.net, palette.declines),
    ],
    xTitle: withUnit(netGain, unit, language),
    yTitle: texts.share,
    layout: { barmode: 'overlay', bargap: 0.05, shapes: [dashedAt(0)] },
  })
}

const withUnit = (title: string, unit: Bilingual | undefined, language: Language) =>
  unit ? `${title}, ${unit[language]}` : title

const cents = (value: number) => Number(value.toFixed(2))
