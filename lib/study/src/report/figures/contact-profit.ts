import {
  type ContactComparison,
  type ContactRuleName,
  contactRuleNames,
} from '../../evaluation/contact-rules'
import type { ProfitAtCutOff } from '../../evaluation/profit-threshold'
import { fewInWords } from '../../study/few-customers'
import { formatMoney, formatPercent } from '../../words/number-format'
import { type Figure, figure, palette, type Trace } from '../figure'
import { intervalDots } from './interval-marks'

export interface ContactFigureOptions {
  /** The cut-off that the learned one is compared with. Default 0.5. */
  readonly naive?: number
  /** Months that the profit is counted over. */
  readonly months: number
}

/**
 * Profit by cut-off with its band, the cut-off learned on all customers with its interval, and the naive one.
 */
export function contactProfitFigure(
  band: readonly ProfitAtCutOff[],
  { cutOff }: Pick<ContactComparison, 'cutOff'>,
  { naive = 0.5, months }: ContactFigureOptions,
): Figure {
  const x = band.map((point) => hundred(point.cutOff))
  const edge = (side: 'lower' | 'upper') => band.map(({ profit }) => money(profit[side]))
  const lowest = Math.min(0, ...edge('lower'))
  const highest = Math.max(0, ...edge('upper'))
  const upright = (name: string, at: number, color: string, dash: string): Trace => ({
    type: 'scatter',
    mode: 'lines',
    name,
    x: [hundred(at), hundred(at)],
    y: [lowest, highest],
    line: { color, dash, width: 2 },
    hoverinfo: 'skip',
  })
  return figure({
    title: 'Profit by cut-off',
    description:
      `Profit kept less the cost of contacts, by the probability from which customers are contacted. Most at ` +
      `${formatPercent(cutOff.estimate)} (${formatPercent(cutOff.lower)} to ${formatPercent(cutOff.upper)}).`,
    traces: [
      { ...edgeLine, x, y: edge('lower'), showlegend: false },
      {
        ...edgeLine,
        x,
        y: edge('upper'),
        fill: 'tonexty',
        fillcolor: `${palette.soft}80`,
        showlegend: false,
      },
      {
        type: 'scatter',
        mode: 'lines',
        name: 'profit',
        x,
        y: band.map(({ profit }) => money(profit.estimate)),
        line: { color: palette.holds, width: 2.5 },
        customdata: band.map(({ contacted }) => contacted),
        hovertemplate: 'from %{x:.0f}%: %{customdata} contacted, profit %{y:,.0f}<extra></extra>',
      },
      upright(`learned, ${formatPercent(cutOff.estimate)}`, cutOff.estimate, palette.declines, 'solid'),
      upright(`naive, ${formatPercent(naive)}`, naive, palette.neutral, 'dash'),
    ],
    xTitle: 'contacted from this probability on (%)',
    yTitle: `money in ${months} months`,
    height: 460,
    layout: {
      xaxis: { range: [0, 100] },
      shapes: [
        {
          type: 'rect',
          x0: hundred(cutOff.lower),
          x1: hundred(cutOff.upper),
          yref: 'paper',
          y0: 0,
          y1: 1,
          fillcolor: palette.declines,
          opacity: 0.12,
          line: { width: 0 },
          layer: 'below',
        },
      ],
    },
  })
}

const edgeLine = { type: 'scatter', mode: 'lines', line: { width: 0 }, hoverinfo: 'skip' } as const

/** How many a rule contacts; of everyone and of no one the name says it. */
const contactedInWords = (rule: ContactRuleName, contacted: number) =>
  rule === 'everyone' || rule === 'no one' ? '' : `${fewInWords(contacted)} contacted, `

/** What each rule of whom to contact brings, with its interval. */
export function contactRulesFigure(
  { rules }: Pick<ContactComparison, 'rules'>,
  { naive = 0.5, months }: ContactFigureOptions,
): Figure {
  const names: Readonly<Record<ContactRuleName, string>> = {
    learned: 'learned cut-off',
    naive: `from ${formatPercent(naive)} on`,
    everyone: 'everyone',
    'no one': 'no one',
    'own worth': 'by own worth',
  }
  const ordered = contactRuleNames.flatMap((name) => rules.filter(({ rule }) => rule === name))
  return figure({
    title: 'Whom to contact: profit of five rules',
    description: ordered
      .map(
        ({ rule, contacted, profit }) =>
          `${names[rule]}: ${contactedInWords(rule, contacted)}profit ${formatMoney(profit.estimate)}`,
      )
      .join('; '),
    traces: [
      {
        ...intervalDots(
          ordered.map(({ rule }) => names[rule]),
          ordered.map(({ profit }) => profit),
          ordered.map(({ rule }) => (rule === 'learned' ? palette.declines : palette.holds)),
        ),
        customdata: ordered.map(({ rule, contacted }) => contactedInWords(rule, contacted)),
        hovertemplate: '%{y}: %{customdata}profit %{x:,.0f}<extra></extra>',
      },
    ],
    xTitle: `money in ${months} months`,
    height: 330,
    layout: { showlegend: false, yaxis: { autorange: 'reversed' } },
  })
}

const hundred = (share: number) => Number((100 * Math.min(1, share)).toFixed(2))
const money = (value: number) => Number(value.toFixed(2))
