import { offerSentence, type Verdict } from 'one-click'
import { describe, expect, it } from 'vitest'

const parts = {
  probability: 0.724,
  reason: {
    ru: 'Смотрит 3 страницы за визит, обычно смотрят 8',
    en: 'Looks at 3 pages a visit where 8 are usual',
  },
  text: { ru: 'подборку новинок', en: 'a selection of novelties' },
  channel: { way: { ru: 'сообщением', en: 'by message' } },
}
const news = { ru: 'обычные новости', en: 'the usual news' }
const site = { way: { ru: 'на сайте', en: 'on the site' } }

describe('offerSentence', () => {
  it.each<[Verdict, string, string]>([
    [
      'outside plan',
      'Смотрит 3 страницы за визит, обычно смотрят 8, но в бюджет и лимиты плана предложение не вошло: оставьте обычные новости, на сайте.',
      'Looks at 3 pages a visit where 8 are usual, but no offer fits the plan’s budget and limits: leave it at the usual news, on the site.',
    ],
    [
      'nothing fits',
      'Риск 72 %, но подходящего предложения нет: оставьте обычные новости, на сайте.',
      'The risk is 72 %, but no offer fits: leave it at the usual news, on the site.',
    ],
    [
      'no profit',
      'Риск 72 %, но прибыли клиент не приносит: оставьте обычные новости, на сайте.',
      'The risk is 72 %, but the customer brings no profit: leave it at the usual news, on the site.',
    ],
    [
      'low risk',
      'Риск невысок, 72 %: оставьте обычные новости, на сайте.',
      'The risk is low, 72 %: leave it at the usual news, on the site.',
    ],
  ])('says why there is no offer: %s', (verdict, russian, english) => {
    const { ru, en } = offerSentence({ ...parts, verdict, text: news, channel: site })
    expect(ru.replaceAll('\u00a0', ' ')).toBe(russian)
    expect(en.replaceAll('\u00a0', ' ')).toBe(english)
  })

  it('names the reason, the offer and the way', () => {
    expect(offerSentence({ ...parts, verdict: 'offered' })).toEqual({
      ru: 'Смотрит 3 страницы за визит, обычно смотрят 8: предложите подборку новинок, сообщением.',
      en: 'Looks at 3 pages a visit where 8 are usual: offer a selection of novelties, by message.',
    })
  })
})
