import { type OfferCount, offersFigure } from 'one-click'
import { describe, expect, it } from 'vitest'
import { expectReadable, traceOf } from './check-figure'

const names = {
  message: { en: 'Message', ru: 'Сообщение' },
  site: { en: 'Site', ru: 'Сайт' },
}
const count = (letter: string, channel: keyof typeof names, customers: number): OfferCount => ({
  offer: letter.toLowerCase(),
  offerName: { en: `Offer ${letter}`, ru: `Предложение ${letter}` },
  channel,
  channelName: names[channel],
  customers,
})
const counts = [count('B', 'site', 1204), count('A', 'message', 3), count('A', 'site', 2)]

describe('offersFigure', () => {
  it('stacks channels, the most frequent offer on top', () => {
    const figure = offersFigure(counts)
    expectReadable(figure, ['xaxis'])
    const offers = ['Offer B', 'Offer A']
    expect(traceOf(figure, 'Message')).toMatchObject({ y: offers, x: [0, 3] })
    expect(traceOf(figure, 'Site')).toMatchObject({ y: offers, x: [1204, 2] })
    expect(figure.layout.meta).toEqual({ description: 'Offer B: 1,204; Offer A: 5' })
  })

  it('speaks Russian throughout', () => {
    const figure = offersFigure(counts, 'ru')
    expect(traceOf(figure, 'Сообщение')).toMatchObject({ y: ['Предложение B', 'Предложение A'], x: [0, 3] })
    expect(figure.layout).toMatchObject({
      title: { text: 'Предложения по числу клиентов' },
      meta: { description: 'Предложение B: 1\u00a0204; Предложение A: 5' },
      xaxis: { title: { text: 'клиентов' } },
      separators: ',\u00a0',
    })
    expect(JSON.stringify(figure.data)).not.toMatch(/Offer|Site|Message/)
  })

  it('keeps a channel’s colour whichever offers are shown', () => {
    const colorOf = (some: OfferCount[]) => traceOf<{ marker: unknown }>(offersFigure(some), 'Site').marker
    expect(colorOf([counts[0]])).toEqual(colorOf(counts))
  })

  it('shows names as text', () => {
    const hostile = { ...counts[0], offerName: { en: '<b>Sale</b> & more', ru: 'x' } }
    const figure = offersFigure([hostile])
    expectReadable(figure, ['xaxis'])
    expect(traceOf(figure, 'Site')).toMatchObject({ y: ['&lt;b&gt;Sale&lt;/b&gt; &amp; more'] })
  })
})
