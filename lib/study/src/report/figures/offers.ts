import { compareText } from '@one-click/core'
import { cellsToWithhold, mergeSmallGroups } from '../../customers/small-groups'
import type { OfferCount } from '../../decisions/offers/offer-counts'
import type { Language } from '../../words/language'
import { wordsIn } from '../../words/language'
import { formatCount } from '../../words/number-format'
import { escapeLabel, type Figure, figure, palette } from '../figure'
import { legendAbove, listAxis, onPhones } from './axes'
import { wrapLabel } from './wrap-label'

/** Colours of the channels that the catalogue begins with; others take the colours that are left. */
const channelColors: Readonly<Record<string, string>> = {
  site: palette.holds,
  message: palette.declines,
  call: palette.highlight,
}

interface OfferBar {
  readonly id: string
  readonly name: string
  readonly customers: number
}

/**
 * Customers by the offer they get, parted by channel; the most frequent offer on top. Offers of fewer than five customers
 * stand together, and channels are not told apart where they would tell of fewer than five.
 */
export function offersFigure(counts: readonly OfferCount[], language: Language = 'en'): Figure {
  const texts = wordsIn(language).figures.offers
  const totals = new Map<string, OfferBar>()
  for (const { offer: id, offerName, customers } of counts) {
    totals.set(id, { id, name: offerName[language], customers: (totals.get(id)?.customers ?? 0) + customers })
  }
  const merged = mergeSmallGroups([...totals.values()], (small) => ({
    id: '',
    name: texts.others,
    customers: small.reduce((sum, { customers }) => sum + customers, 0),
  }))
  const offers = merged.sort((a, b) => b.customers - a.customers)
  const channels = [
    ...new Map(counts.map(({ channel, channelName }) => [channel, channelName[language]])),
  ].sort(([a], [b]) => Number(a === '') - Number(b === '') || compareText(a, b))
  const isOf = ({ id }: OfferBar, { offer }: OfferCount) =>
    id === offer || (id === '' && !offers.some((other) => other.id === offer))
  const table = offers.map((bar) =>
    channels.map(([channel]) =>
      counts.reduce((sum, one) => sum + (isOf(bar, one) && one.channel === channel ? one.customers : 0), 0),
    ),
  )
  const withheld = cellsToWithhold(table)
  const shown = table.map((row, i) => row.map((count, j) => (withheld[i][j] ? 0 : count)))
  const rest = table.map((row, i) => row.reduce((sum, count, j) => sum + (withheld[i][j] ? count : 0), 0))
  const colours = palette.series.filter((color) => !Object.values(channelColors).includes(color))
  const bars = (name: string, x: readonly number[], color: string) => ({
    type: 'bar',
    orientation: 'h',
    name: escapeLabel(name),
    y: offers.map((offer) => wrapLabel(offer.name)),
    x,
    marker: { color },
    hovertemplate: `%{y}, ${escapeLabel(name)}: %{x:,}<extra></extra>`,
  })
  return figure({
    title: texts.title,
    description: offers
      .map(({ name, customers }) => `${name}: ${formatCount(customers, language)}`)
      .join('; '),
    traces: [
      ...channels.map(([channel, name], j) =>
        bars(
          name,
          shown.map((row) => row[j]),
          channel === '' ? palette.soft : (channelColors[channel] ?? colours[j % colours.length]),
        ),
      ),
      ...(rest.some((count) => count > 0) ? [bars(texts.anyChannel, rest, palette.soft)] : []),
    ],
    xTitle: texts.customers,
    height: 150 + 42 * offers.length,
    layout: { barmode: 'stack', legend: legendAbove, yaxis: listAxis, forPhones: onPhones },
    language,
  })
}
