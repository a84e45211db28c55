import { escapeLabel, type Figure, figure, palette } from '../../figure'
import type { OfferFinding } from '../findings'
import type { Speaker } from '../speaker'
import { legendAbove, listAxis, onPhones, wrapLabel } from './labels'

const channelColors = [palette.holds, palette.declines, palette.highlight, palette.neutral, palette.soft]

/** Customers by the offer they get, parted by channel. */
export function planFigure(offers: readonly OfferFinding[], words: Speaker): Figure {
  const { texts, count, language } = words
  const names = offers.map(({ name }) => name[language])
  const customersBy = (offer: OfferFinding, channel: string) =>
    offer.channels.find(({ name }) => name[language] === channel)?.customers ?? 0
  const total = (channel: string) => offers.reduce((sum, offer) => sum + customersBy(offer, channel), 0)
  const channels = [
    ...new Set(offers.flatMap((offer) => offer.channels.map((channel) => channel.name[language]))),
  ].sort((a, b) => total(b) - total(a))
  return figure({
    title: texts.figures.offers,
    description: offers.map(({ name, customers }) => `${name[language]}: ${count(customers)}`).join('; '),
    traces: channels.map((channel, i) => ({
      type: 'bar',
      orientation: 'h',
      name: escapeLabel(channel),
      y: names.map((name) => wrapLabel(name)),
      x: offers.map((offer) => customersBy(offer, channel)),
      marker: { color: channelColors[i % channelColors.length] },
      hovertemplate: '%{y}, %{fullData.name}: %{x}<extra></extra>',
    })),
    xTitle: texts.figures.customers,
    height: 150 + 42 * offers.length,
    language,
    layout: { barmode: 'stack', legend: legendAbove, yaxis: listAxis, forPhones: onPhones },
  })
}
