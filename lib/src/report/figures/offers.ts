import type { OfferCount } from '../../decisions/customer-decisions'
import type { Bilingual, Language } from '../../util/language'
import { formatCount } from '../../util/numbers'
import { type Figure, figure, palette } from '../figure'

const words: Readonly<Record<'title' | 'customers', Bilingual>> = {
  title: { en: 'Offers to customers at risk', ru: 'Предложения клиентам с высоким риском' },
  customers: { en: 'customers', ru: 'клиентов' },
}

/** Customers by the offer they get, parted by channel. */
export function offersFigure(counts: readonly OfferCount[], language: Language = 'en'): Figure {
  const totals = new Map<string, number>()
  for (const { offerName, customers } of counts) {
    totals.set(offerName[language], (totals.get(offerName[language]) ?? 0) + customers)
  }
  const offers = [...totals].sort((a, b) => b[1] - a[1]).map(([offer]) => offer)
  const channels = new Map(counts.map(({ channel, channelName }) => [channel, channelName[language]]))
  const colors = [palette.holds, palette.declines, palette.soft, palette.neutral]
  return figure({
    title: words.title[language],
    description: offers.map((offer) => `${offer}: ${formatCount(totals.get(offer)!, language)}`).join('; '),
    traces: [...channels].sort().map(([channel, name], i) => ({
      type: 'bar',
      orientation: 'h',
      name,
      y: offers,
      x: offers.map((offer) =>
        counts.reduce(
          (sum, c) => sum + (c.offerName[language] === offer && c.channel === channel ? c.customers : 0),
          0,
        ),
      ),
      marker: { color: colors[i % colors.length] },
      hovertemplate: `%{y}, ${name}: %{x}<extra></extra>`,
    })),
    xTitle: words.customers[language],
    height: 150 + 34 * offers.length,
    layout: { barmode: 'stack', yaxis: { autorange: 'reversed' } },
    language,
  })
}
