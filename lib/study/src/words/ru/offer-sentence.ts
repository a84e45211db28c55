import type { OfferSentence } from '../en/offer-sentence'

export const offerSentence: OfferSentence = {
  besideReason: {
    offered: (reason) => reason,
    control: (reason) => `${reason}, но клиент в контрольной группе эксперимента`,
    'outside plan': (reason) => `${reason}, но в бюджет и лимиты плана предложение не вошло`,
    'does not pay': (reason) => `${reason}, но ни одно предложение себя не окупит`,
  },
  byRisk: {
    'nothing fits': (risk) => `Риск ${risk}, но подходящего предложения нет`,
    'no profit': (risk) => `Риск ${risk}, но прибыли клиент не приносит`,
    'low risk': (risk) => `Не в группе риска (риск ${risk})`,
  },
  offer: ({ finding, text, way }) => `${finding}: предложите ${text}, ${way}.`,
  leave: ({ finding, text, way }) => `${finding}: оставьте ${text}, ${way}.`,
}
