import { isFew, minShownCustomers, pointsToShow } from '../../customers/small-groups'
import {
  type ContactComparison,
  type ContactRuleName,
  contactRuleNames,
} from '../../evaluation/contact-rules'
import type { ProfitAtCutOff } from '../../evaluation/profit-threshold'
import { type Language, wordsIn } from '../../words/language'
import { formatCount, formatMoney, formatPercent } from '../../words/number-format'
import { type Figure, figure, palette, type Trace } from '../figure'
import { intervalDots } from './interval-marks'

export interface ContactFigureOptions {
  /** The cut-off that the learned one is compared with. Default 0.5. */
  readonly naive?: number
  /** Months that the profit is counted over. */
  readonly months: number
  readonly language?: Language
}

/**
 * Profit by cut-off, where no step of the curve tells of few customers, with its band, the cut-off learned on all customers with its interval, and the naive one.
 */
export function contactProfitFigure(
  all: readonly ProfitAtCutOff[],
  { cutOff }: Pick<ContactComparison, 'cutOff'>,
  { naive = 0.5, months, language = 'en' }: ContactFigureOptions,
): Figure {
  const { money: moneyIn, profit: texts } = wordsIn(language).figures.contacts
  const percent = (share: number) => formatPercent(share, 0, language)
  // Down from the highest cut-off, from which few are contacted.
  const falling = [...all].reverse()
  const shown = pointsToShow([[0], ...falling.map(({ contacted }) => [contacted])])
  const band = falling.filter((_, i) => shown.includes(i + 1)).reverse()
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
    title: texts.title,
    description: texts.description({
      cutOff: percent(cutOff.estimate),
      from: percent(cutOff.lower),
      to: percent(cutOff.upper),
    }),
    language,
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
        name: texts.profit,
        x,
        y: band.map(({ profit }) => money(profit.estimate)),
        line: { color: palette.holds, width: 2.5 },
        customdata: band.map(({ contacted }) => contacted),
        hovertemplate: texts.hover,
      },
      upright(texts.learned(percent(cutOff.estimate)), cutOff.estimate, palette.declines, 'solid'),
      upright(texts.naive(percent(naive)), naive, palette.neutral, 'dash'),
    ],
    xTitle: texts.axis,
    yTitle: moneyIn(months),
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
function contactedInWords(rule: ContactRuleName, contacted: number, language: Language): string {
  if (rule === 'everyone' || rule === 'no one') return ''
  const texts = wordsIn(language).figures.contacts.rules
  const shown = formatCount(isFew(contacted) ? minShownCustomers : contacted, language)
  return texts.contacted(isFew(contacted) ? texts.fewerThan(shown) : shown)
}

/** What each rule of whom to contact brings, with its interval. */
export function contactRulesFigure(
  { rules }: Pick<ContactComparison, 'rules'>,
  { naive = 0.5, months, language = 'en' }: ContactFigureOptions,
): Figure {
  const { money: moneyIn, rules: texts } = wordsIn(language).figures.contacts
  const names: Readonly<Record<ContactRuleName, string>> = {
    learned: texts.learned,
    naive: texts.naive(formatPercent(naive, 0, language)),
    everyone: texts.everyone,
    'no one': texts.noOne,
    'own worth': texts.ownWorth,
  }
  const ordered = contactRuleNames.flatMap((name) => rules.filter(({ rule }) => rule === name))
  return figure({
    title: texts.title,
    description: ordered
      .map(({ rule, contacted, profit }) =>
        texts.rule({
          name: names[rule],
          contacted: contactedInWords(rule, contacted, language),
          profit: formatMoney(profit.estimate, language),
        }),
      )
      .join('; '),
    language,
    traces: [
      {
        ...intervalDots(
          ordered.map(({ rule }) => names[rule]),
          ordered.map(({ profit }) => profit),
          ordered.map(({ rule }) => (rule === 'learned' ? palette.declines : palette.holds)),
        ),
        customdata: ordered.map(({ rule, contacted }) => contactedInWords(rule, contacted, language)),
        hovertemplate: texts.hover,
      },
    ],
    xTitle: moneyIn(months),
    height: 330,
    layout: { showlegend: false, yaxis: { autorange: 'reversed' } },
  })
}

const hundred = (share: number) => Number((100 * Math.min(1, share)).toFixed(2))
const money = (value: number) => Number(value.toFixed(2))
