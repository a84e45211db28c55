import type { OffersFigure } from '../en/offers-figure'

export const offers: OffersFigure = {
  title: 'Кому какое предложение и по какому каналу',
  customers: 'клиентов',
  others: 'Другие предложения',
  anyChannel: 'канал не указан',
}
