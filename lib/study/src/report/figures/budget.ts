import type { BudgetAnalysis } from '../../decisions/budget/analysis'
import type { BudgetPoint } from '../../decisions/budget/curve'
import type { Distribution } from '../../decisions/budget/plan-uncertainty'
import type { PolicyName } from '../../decisions/budget/policies'
import type { TornadoBar, TornadoEnd } from '../../decisions/budget/tornado'
import { budgetFigures as budgetFiguresEn } from '../../words/en/budget-figures'
import { policyNames as policyNamesEn } from '../../words/en/policy-names'
import type { Bilingual, Language } from '../../words/language'
import { formatDecimal, formatMoney, formatPercent, percentSign } from '../../words/number-format'
import { pairedTexts } from '../../words/paired-texts'
import { budgetFigures as budgetFiguresRu } from '../../words/ru/budget-figures'
import { policyNames as policyNamesRu } from '../../words/ru/policy-names'
import { escapeLabel, type Figure, figure, palette, type Trace } from '../figure'
import { dashedAt } from './interval-marks'

/** Words of the figures. */
const words = pairedTexts({ ru: budgetFiguresRu, en: budgetFiguresEn })

/** Plain policies in words. */
export const policyTitles: Readonly<Record<PolicyName, Bilingual>> = pairedTexts({
  ru: policyNamesRu,
  en: policyNamesEn,
})

/**
 * Profit kept and kept − cost by budget, with the plan and the best plan without a budget, beyond which a unit of money
 * returns less than a unit.
 * @param unit of money
 */
export function budgetCurveFigure(
  { curve, plan, net }: Pick<BudgetAnalysis, 'curve' | 'plan' | 'net'>,
  unit: Bilingual,
  language: Language = 'en',
): Figure {
  const say = (key: keyof typeof words) => words[key][language]
  const line = (name: string, of: (point: BudgetPoint) => number, color: string): Trace => ({
    type: 'scatter',
    mode: 'lines+markers',
    name,
    x: curve.points.map(({ budget }) => cents(budget)),
    y: curve.points.map((point) => cents(of(point))),
    line: { color, width: 2.5 },
    marker: { size: 5 },
    hovertemplate: `${say('budget')} %{x:,.1f}: ${name} %{y:,.1f}<extra></extra>`,
  })
  const mark = (
    name: string,
    x: number,
    kept: number,
    gain: number,
    color: string,
    symbol: string,
  ): Trace => ({
    type: 'scatter',
    mode: 'markers',
    name,
    x: [cents(x), cents(x)],
    y: [cents(kept), cents(gain)],
    marker: { size: 13, color, symbol },
    hovertemplate: `${name}: %{x:,.1f} → %{y:,.1f}<extra></extra>`,
  })
  const { worthwhile } = curve
  return figure({
    language,
    title: say('curve'),
    description:
      `${say('plan')}: ${say('cost')} ${formatMoney(plan.cost, language)}, ${say('kept')} ` +
      `${formatMoney(plan.kept, language)}; ${say('worthwhile')}: ${say('budget')} ` +
      `${formatMoney(worthwhile.budget, language)}, ${say('net')} ${formatMoney(worthwhile.net, language)}.`,
    traces: [
      line(say('kept'), ({ kept }) => kept, palette.holds),
      line(say('net'), (point) => point.net, palette.highlight),
      mark(say('plan'), plan.cost, plan.kept, net, palette.declines, 'diamond'),
      mark(say('worthwhile'), worthwhile.budget, worthwhile.kept, worthwhile.net, palette.neutral, 'star'),
    ],
    xTitle: `${say('budget')}, ${unit[language]}`,
    yTitle: unit[language],
    height: 460,
  })
}

/** What the plan and the plain policies keep and cost. */
export function budgetPoliciesFigure(
  { plan, policies }: Pick<BudgetAnalysis, 'plan' | 'policies'>,
  unit: Bilingual,
  language: Language = 'en',
): Figure {
  const say = (key: keyof typeof words) => words[key][language]
  const rows = [
    { name: say('plan'), ...plan },
    ...policies.map((result) => ({ ...result, name: policyTitles[result.policy][language] })),
  ]
  const bars = (key: 'kept' | 'cost', color: string): Trace => ({
    type: 'bar',
    orientation: 'h',
    name: say(key),
    y: rows.map(({ name }) => name),
    x: rows.map((row) => cents(row[key])),
    marker: { color },
    hovertemplate: `%{y}: ${say(key)} %{x:,.1f}<extra></extra>`,
  })
  return figure({
    language,
    title: say('policies'),
    description: rows
      .map(
        ({ name, kept, cost }) =>
          `${name}: ${say('kept')} ${formatMoney(kept, language)}, ${say('cost')} ${formatMoney(cost, language)}`,
      )
      .join('; '),
    traces: [bars('kept', palette.holds), bars('cost', palette.soft)],
    xTitle: unit[language],
    height: 130 + 56 * rows.length,
    layout: { barmode: 'group', yaxis: { autorange: 'reversed' } },
  })
}

/** The net gain with each assumption at its low and high, widest on top; open marks show plans made anew. */
export function tornadoFigure(
  { tornado, net }: Pick<BudgetAnalysis, 'tornado' | 'net'>,
  unit: Bilingual,
  language: Language = 'en',
): Figure {
  const say = (key: keyof typeof words) => words[key][language]
  const names = tornado.map(({ name }) => escapeLabel(name[language]))
  const shown = ({ samePlan, replanned }: TornadoEnd) => samePlan ?? replanned
  const side = (end: 'low' | 'high', color: string): Trace => ({
    type: 'bar',
    orientation: 'h',
    name: say(end),
    y: names,
    base: cents(net),
    x: tornado.map((bar) => cents(shown(bar[end]) - net)),
    marker: { color },
    customdata: tornado.map((bar) => [assumed(bar, bar[end], language), cents(shown(bar[end]))]),
    hovertemplate: `%{y}, %{customdata[0]}: ${say('netGain')} %{customdata[1]:,.1f}<extra></extra>`,
  })
  const anew = tornado.flatMap((bar, row) =>
    [bar.low, bar.high].map((end) => ({ name: names[row], value: cents(end.replanned) })),
  )
  return figure({
    language,
    title: say('tornado'),
    description: tornado
      .slice(0, 4)
      .map(
        ({ name, low, high }) =>
          `${name[language]}: ${formatMoney(shown(low), language)} … ${formatMoney(shown(high), language)}`,
      )
      .concat(`${say('plan')}: ${formatMoney(net, language)}`)
      .join('; '),
    traces: [
      side('low', palette.declines),
      side('high', palette.holds),
      {
        type: 'scatter',
        mode: 'markers',
        name: say('replanned'),
        y: anew.map(({ name }) => name),
        x: anew.map(({ value }) => value),
        marker: { symbol: 'line-ns-open', size: 14, color: palette.series[7] },
        hovertemplate: `%{y}, ${say('replanned')}: %{x:,.1f}<extra></extra>`,
      },
    ],
    xTitle: `${say('netGain')}, ${unit[language]}`,
    height: 150 + 28 * tornado.length,
    layout: {
      barmode: 'overlay',
      yaxis: { autorange: 'reversed' },
      shapes: [dashedAt(cents(net))],
    },
  })
}

/** The assumption's value at an end, as people read it. */
function assumed({ kind }: TornadoBar, { value, label }: TornadoEnd, language: Language): string {
  if (label) return label[language]
  if (kind === 'cost') return `× ${formatDecimal(value, 2, language)}`
  if (kind === 'budget') return formatMoney(value, language)
  return kind === 'contacts' || kind === 'channel'
    ? formatMoney(Math.floor(value), language)
    : formatPercent(value, 1, language)
}

const bins = 24

/** The plan's net gain over the draws, with only the probabilities uncertain and with the assumptions too. */
export function netGainFigure(
  { probability, combined, net }: Pick<BudgetAnalysis, 'probability' | 'combined' | 'net'>,
  unit: Bilingual,
  language: Language = 'en',
): Figure {
  const say = (key: keyof typeof words) => words[key][language]
  const lists = [probability.net.values, combined.net.values]
  // Too many draws for the arguments of a call.
  const from = Math.min(net, ...lists.map((values) => values.reduce((a, b) => Math.min(a, b))))
  const step =
    (Math.max(net, ...lists.map((values) => values.reduce((a, b) => Math.max(a, b)))) - from) / bins || 1
  const bars = (key: 'probability' | 'combined', { values }: Distribution, color: string): Trace => {
    const counts = Array<number>(bins).fill(0)
    for (const value of values) counts[Math.min(bins - 1, Math.floor((value - from) / step))]++
    return {
      type: 'bar',
      name: say(key),
      x: counts.map((_, bin) => cents(from + (bin + 0.5) * step)),
      y: counts.map((count) => cents((100 * count) / values.length)),
      marker: { color, opacity: 0.7 },
      hovertemplate: `${say('netGain')} %{x:,.1f}: %{y:.1f}${percentSign[language]}<extra></extra>`,
    }
  }
  const inWords = (key: 'probability' | 'combined', pays: number, one: Distribution) =>
    `${say(key)}: ${formatMoney(one.median, language)} (${formatMoney(one.lower, language)} … ` +
    `${formatMoney(one.upper, language)}), ${say('pays')} ${formatPercent(pays, 0, language)}`
  return figure({
    language,
    title: say('uncertain'),
    description: [
      inWords('probability', probability.pays, probability.net),
      inWords('combined', combined.pays, combined.net),
    ].join('; '),
    traces: [
      bars('combined', combined.net, palette.holds),
      bars('probability', probability.net, palette.declines),
    ],
    xTitle: `${say('netGain')}, ${unit[language]}`,
    yTitle: say('share'),
    layout: { barmode: 'overlay', bargap: 0.05, shapes: [dashedAt(0)] },
  })
}

const cents = (value: number) => Number(value.toFixed(2))
