import { describe, expect, it } from 'vitest'
import type { OfferCount } from '../../../../lib/study/src/decisions/offers/offer-counts'
import { offersFigure } from '../../../../lib/study/src/report/figures/offers'
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
const counts = [count('B', 'site', 1204), count('A', 'message', 30), count('A', 'site', 20)]

describe('offersFigure', () => {
  it('stacks channels, the most frequent offer on top', () => {
    const figure = offersFigure(counts)
    expectReadable(figure, ['xaxis'])
    const offers = ['Offer B', 'Offer A']
    expect(traceOf(figure, 'Message')).toMatchObject({ y: offers, x: [0, 30] })
    expect(traceOf(figure, 'Site')).toMatchObject({ y: offers, x: [1204, 20] })
    expect(figure.layout.meta).toEqual({ description: 'Offer B: 1,204; Offer A: 50' })
  })

  it('tells of no fewer than five customers, neither by offer nor by channel', () => {
    const few = [
      ...counts,
      count('A', 'site', 0),
      count('C', 'site', 3),
      count('D', 'message', 4),
      count('E', 'site', 90),
    ]
    const figure = offersFigure([...few, count('E', 'message', 2)])
    expect(figure.layout.meta).toEqual({
      description: 'Offer B: 1,204; Offer E: 92; Offer A: 50; Other offers: 7',
    })
    const told = figure.data.flatMap(({ x }) => x as number[])
    expect(told.every((customers) => customers === 0 || customers >= 5)).toBe(true)
    expect(told.reduce((sum, customers) => sum + customers, 0)).toBe(1204 + 50 + 92 + 7)
  })

  it('speaks Russian throughout', () => {
    const figure = offersFigure(counts, 'ru')
    expect(traceOf(figure, 'Сообщение')).toMatchObject({ y: ['Предложение B', 'Предложение A'], x: [0, 30] })
    expect(figure.layout).toMatchObject({
      title: { text: 'Кому какое предложение и по какому каналу' },
      meta: { description: 'Предложение B: 1\u00a0204; Предложение A: 50' },
      xaxis: { title: { text: 'клиентов' } },
      separators: ',\u00a0',
    })
    expect(JSON.stringify(figure.data)).not.toMatch(/Offer|Site|Message/)
  })

  it('puts channels that are merged already last, in quiet grey', () => {
    const merged = { ...count('A', 'site', 9), channel: '', channelName: { en: 'Other', ru: 'Прочие' } }
    const figure = offersFigure([merged, ...counts])
    expect(figure.data.map(({ name }) => name)).toEqual(['Message', 'Site', 'Other'])
    expect(traceOf<{ marker: object }>(figure, 'Other').marker).toEqual({ color: '#b8c4ce' })
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
