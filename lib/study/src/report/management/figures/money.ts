import { type Figure, figure, palette } from '../../figure'
import type { MoneyFindings } from '../findings'
import type { Speaker } from '../speaker'
import { legendAbove, listAxis, onPhones, wrapLabel } from './labels'

/** What each rule keeps and costs on the same options and limits. */
export function policiesFigure({ policies }: MoneyFindings, words: Speaker): Figure {
  const { texts, money, language } = words
  const names = policies.map(({ name }) => wrapLabel(name[language]))
  const bar = (name: string, values: readonly number[], color: string) => ({
    type: 'bar',
    orientation: 'h',
    name,
    y: names,
    x: values,
    marker: { color },
    text: values.map(money),
    textposition: 'outside',
    cliponaxis: false,
    hovertemplate: `%{y}: %{text} (${name})<extra></extra>`,
  })
  return figure({
    title: texts.figures.policies,
    description: policies
      .map(({ name, cost, kept }) =>
        texts.figures.policy({ name: name[language], kept: money(kept), cost: money(cost) }),
      )
      .join('; '),
    traces: [
      bar(
        texts.figures.kept,
        policies.map(({ kept }) => kept),
        palette.highlight,
      ),
      bar(
        texts.figures.cost,
        policies.map(({ cost }) => cost),
        palette.soft,
      ),
    ],
    xTitle: texts.figures.keptAndCost,
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

/**
 * Profit kept by budget, and the gain after cost. Marked are what the plan spends, and where they differ from it, the
 * budget and the amount that would be best.
 */
export function budgetFigure(findings: MoneyFindings, words: Speaker): Figure {
  const { texts, money, language } = words
  const { curve, budget, cost, worthwhileBudget } = findings
  const x = curve.map((point) => point.budget)
  const line = (name: string, y: readonly number[], color: string, dash = 'solid') => ({
    type: 'scatter',
    mode: 'lines',
    name,
    x,
    y,
    line: { color, width: 3, dash },
    hovertemplate: `%{x:,.0f} → %{y:,.0f} (${name})<extra></extra>`,
  })
  const mark = (at: number, color: string) => ({
    type: 'line',
    x0: at,
    x1: at,
    yref: 'paper',
    y0: 0,
    y1: 1,
    line: { dash: 'dash', color, width: 1.5 },
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
    {
      at: cost,
      text: isBest ? texts.figures.planIsBest : texts.figures.plan,
      color: palette.declines,
    },
    { at: budget, text: texts.figures.budgetMark, color: palette.neutral },
    { at: worthwhileBudget, text: texts.figures.best, color: palette.holds },
  ].filter(({ at }, i) => at <= last && (i === 0 || Math.abs(at - cost) > 0.02 * cost))
  return figure({
    title: texts.figures.budgetCurve,
    description: curve
      .filter((_, i) => i % 3 === 0)
      .map((point) => texts.figures.budgetPoint({ budget: money(point.budget), kept: money(point.kept) }))
      .join('; '),
    traces: [
      line(
        texts.figures.kept,
        curve.map(({ kept }) => kept),
        palette.highlight,
      ),
      line(
        texts.figures.afterCost,
        curve.map(({ kept, cost }) => kept - cost),
        palette.holds,
        'dot',
      ),
    ],
    xTitle: texts.figures.budget,
    height: 400,
    language,
    layout: {
      xaxis: { rangemode: 'tozero' },
      yaxis: { rangemode: 'tozero' },
      shapes: marks.map(({ at, color }) => mark(at, color)),
      annotations: marks.map(({ at, text }, i) =>
        label(at, text, 0.08 + 0.12 * i, i === 0 && at > last / 3 ? 'left' : 'right'),
      ),
      forPhones: onPhones,
    },
  })
}

/** How the gain moves when one assumption goes to its ends (a tornado plot). */
export function assumptionsFigure({ assumptions, cost, kept }: MoneyFindings, words: Speaker): Figure {
  const { texts, money, language } = words
  const gain = kept - cost
  const names = assumptions.map(({ name }) => wrapLabel(name[language], 22))
  const bar = (name: string, ends: readonly number[], color: string) => ({
    type: 'bar',
    orientation: 'h',
    name,
    y: names,
    base: gain,
    x: ends.map((end) => end - gain),
    marker: { color },
    customdata: ends.map(money),
    hovertemplate: `%{y}: %{customdata} (${name})<extra></extra>`,
  })
  return figure({
    title: texts.figures.assumptions,
    description: assumptions
      .map(({ name, low, high }) =>
        texts.figures.assumption({ name: name[language], low: money(low), high: money(high) }),
      )
      .join('; '),
    traces: [
      bar(
        texts.figures.atWorst,
        assumptions.map(({ low }) => low),
        palette.declines,
      ),
      bar(
        texts.figures.atBest,
        assumptions.map(({ high }) => high),
        palette.holds,
      ),
    ],
    xTitle: texts.figures.gain,
    height: 150 + 44 * assumptions.length,
    language,
    layout: {
      barmode: 'overlay',
      legend: legendAbove,
      yaxis: listAxis,
      shapes: [
        { type: 'line', x0: gain, x1: gain, yref: 'paper', y0: 0, y1: 1, line: { color: '#222', width: 1 } },
      ],
      forPhones: onPhones,
    },
  })
}
