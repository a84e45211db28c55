import { type Figure, figure, palette } from '../figure'

/** Customers by the offer they get, parted by channel. */
export function offersFigure(
  counts: readonly { offer: string; channel: string; customers: number }[],
): Figure {
  const totals = new Map<string, number>()
  for (const { offer, customers } of counts) totals.set(offer, (totals.get(offer) ?? 0) + customers)
  const offers = [...totals].sort((a, b) => b[1] - a[1]).map(([offer]) => offer)
  const channels = [...new Set(counts.map(({ channel }) => channel))].sort()
  const names: Record<string, string> = { message: 'By message', site: 'On the site' }
  return figure({
    title: 'Offers to customers at risk',
    description: offers.map((offer) => `${offer}: ${totals.get(offer)}`).join('; '),
    traces: channels.map((channel) => ({
      type: 'bar',
      orientation: 'h',
      name: names[channel] ?? channel,
      y: offers,
      x: offers.map((offer) =>
        counts.reduce((sum, c) => sum + (c.offer === offer && c.channel === channel ? c.customers : 0), 0),
      ),
      marker: { color: channel === 'site' ? palette.holds : palette.declines },
      hovertemplate: '%{y}: %{x}<extra></extra>',
    })),
    xTitle: 'customers',
    height: 150 + 34 * offers.length,
    layout: { barmode: 'stack', yaxis: { autorange: 'reversed' } },
  })
}
