import type { OfferCount } from '../../decisions/offers/offer-counts'
import type { Bilingual, Language } from '../../util/language'
import { formatCount } from '../../util/numbers'
import { escapeLabel, type Figure, figure, palette } from '../figure'

const titles: Bilingual = { en: 'Offers by number of customers', ru: 'Предложения по числу клиентов' }
const customersAxis: Bilingual = { en: 'customers', ru: 'клиентов' }

/** Colours of the channels that the catalogue begins with; others take the colours that are left. */
const channelColors: Readonly<Record<string, string>> = {
  site: palette.holds,
  message: palette.declines,
  call: palette.highlight,
}

/** Customers by the offer they get, parted by channel; the most frequent offer on top. */
export function offersFigure(counts: readonly OfferCount[], language: Language = 'en'): Figure {
  const totals = new Map<string, { name: string; customers: number }>()
  for (const { offer, offerName, customers } of counts) {
    const before = totals.get(offer)?.customers ?? 0
    totals.set(offer, { name: offerName[language], customers: before + customers })
  }
  const offers = [...totals].sort((a, b) => b[1].customers - a[1].customers)
  const channels = new Map(counts.map(({ channel, channelName }) => [channel, channelName[language]]))
  const others = palette.series.filter((color) => !Object.values(channelColors).includes(color))
  return figure({
    title: titles[language],
    description: offers
      .map(([, { name, customers }]) => `${name}: ${formatCount(customers, language)}`)
      .join('; '),
    traces: [...channels].sort().map(([channel, name], i) => ({
      type: 'bar',
      orientation: 'h',
      name: escapeLabel(name),
      y: offers.map(([, offer]) => escapeLabel(offer.name)),
      x: offers.map(([id]) =>
        counts.reduce((sum, c) => sum + (c.offer === id && c.channel === channel ? c.customers : 0), 0),
      ),
      marker: { color: channelColors[channel] ?? others[i % others.length] },
      hovertemplate: `%{y}, ${escapeLabel(name)}: %{x:,}<extra></extra>`,
    })),
    xTitle: customersAxis[language],
    height: 150 + 34 * offers.length,
    layout: { barmode: 'stack', yaxis: { autorange: 'reversed' } },
    language,
  })
}
