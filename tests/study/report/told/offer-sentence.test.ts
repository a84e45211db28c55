import { describe, expect, it } from 'vitest'
import type { Finding } from '../../../../lib/study/src/decisions/offers/customer-decisions'
import { offerSentence } from '../../../../lib/study/src/report/told/offer-sentence'

const reason = { feature: 'pagesPerVisit', value: 3, usual: 8 }
const news = { ru: 'обычные новости', en: 'the usual news' }
const onSite = { ru: 'на сайте', en: 'on the site' }

describe('offerSentence', () => {
  it('names the reason, the offer and the way', () => {
    const text = { ru: 'подборку новинок', en: 'a selection of novelties' }
    const way = { ru: 'сообщением', en: 'by message' }
    expect(offerSentence({ verdict: 'offered', reason }, text, way)).toEqual({
      ru: 'Смотрит 3 страницы за визит, обычно смотрят 8: предложите подборку новинок, сообщением.',
      en: 'Looks at 3 pages a visit where 8 are usual: offer a selection of novelties, by message.',
    })
  })

  it.each<[Finding, string, string]>([
    [
      { verdict: 'outside plan', reason },
      'Смотрит 3 страницы за визит, обычно смотрят 8, но в бюджет и лимиты плана предложение не вошло: оставьте обычные новости, на сайте.',
      'Looks at 3 pages a visit where 8 are usual, but no offer fits the plan’s budget and limits: leave it at the usual news, on the site.',
    ],
    [
      { verdict: 'does not pay', reason },
      'Смотрит 3 страницы за визит, обычно смотрят 8, но ни одно предложение себя не окупит: оставьте обычные новости, на сайте.',
      'Looks at 3 pages a visit where 8 are usual, but no offer would pay for itself: leave it at the usual news, on the site.',
    ],
    [
      { verdict: 'control', reason },
      'Смотрит 3 страницы за визит, обычно смотрят 8, но клиент в контрольной группе эксперимента: оставьте обычные новости, на сайте.',
      'Looks at 3 pages a visit where 8 are usual, but the customer is in the experiment’s control group: leave it at the usual news, on the site.',
    ],
    [
      { verdict: 'nothing fits', probability: 0.724 },
      'Риск 72 %, но подходящего предложения нет: оставьте обычные новости, на сайте.',
      'The risk is 72%, but no offer fits: leave it at the usual news, on the site.',
    ],
    [
      { verdict: 'no profit', probability: 0.5 },
      'Риск 50 %, но прибыли клиент не приносит: оставьте обычные новости, на сайте.',
      'The risk is 50%, but the customer brings no profit: leave it at the usual news, on the site.',
    ],
    [
      { verdict: 'low risk', probability: 0.049 },
      'Не в группе риска (риск 5 %): оставьте обычные новости, на сайте.',
      'Not at risk (risk 5%): leave it at the usual news, on the site.',
    ],
  ])('says why there is no offer: %o', (finding, russian, english) => {
    const { ru, en } = offerSentence(finding, news, onSite)
    expect(ru.replaceAll('\u00a0', ' ')).toBe(russian)
    expect(en.replaceAll('\u00a0', ' ')).toBe(english)
  })
})
