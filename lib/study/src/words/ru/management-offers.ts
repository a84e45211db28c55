import type { OffersWords } from '../en/management-offers'
import { pluralRu } from '../plural'
import { gets } from './gets'

export const offers: OffersWords = {
  short: 'Что делать',
  heading: ({ atRisk, toCustomers }) =>
    `План: предложение ${toCustomers} из ${atRisk} в группе риска — каждому по его признакам`,
  headingNone: {
    'nobody-at-risk': 'Предлагать некому: в группе риска никого нет',
    'nothing-pays': 'Предложений, которые окупаются, нет',
    limits: 'Предложений нет: для тех, которые окупились бы, ограничения плана не оставляют места',
  },
  howChosen:
    'Предложение выбирается по собственным признакам клиента, его любимой категории, его согласию на сообщения и по тому, как часто ему уже пишут.',
  othersGetNews: 'Остальные получают обычную рассылку.',
  allGetNews: 'Все получают обычную рассылку.',
  mostFrequent: ({ name, customers }) => ` Чаще других — «${name}»: ${customers}.`,
  contacts: ({ contacts, limit }) => `Сообщений и звонков понадобится ${contacts}${limit}.`,
  noContacts: 'Сообщений и звонков не понадобится.',
  consent: (siteOnly) => `Без согласия никому не пишут и не звонят${siteOnly}.`,
  duringExperiment: ({ treated, cost, kept, ofCustomers }) =>
    `План начинают с эксперимента: так видно, действуют ли предложения. Пока он идёт, предложения ${gets(treated)} ${treated} из ${ofCustomers}, по случайному выбору: затраты около ${cost}, сохранённая прибыль около ${kept}. Остальным — контрольной группе — отправляют обычные новости. Список клиентов и offers.csv показывают именно это; числа ниже — план целиком.`,
  atMost: (count) => `не больше ${count}`,
  withoutConsent: ({ customers, n }) =>
    `: ${customers} без согласия ${pluralRu(Math.max(n, 5), ['увидит', 'увидят', 'увидят'])} предложение на сайте`,
  ofPossible: (limit) => ` из ${limit} возможных`,
  offer: 'предложение',
  customers: 'клиентов',
  cost: 'затраты',
  keeps: 'сохранит',
  planned: 'Предложения по плану',
  addresses: 'по признаку',
}
