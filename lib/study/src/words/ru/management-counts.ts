import type { CountsWords } from '../en/management-counts'
import { pluralRu } from '../plural'

export const counts: CountsWords = {
  fewerThan: (shown) => `менее ${shown}`,
  customers: (shown, n) => `${shown}\u00a0${pluralRu(n, ['клиент', 'клиента', 'клиентов'])}`,
  ofCustomers: (shown, n) => `${shown}\u00a0${pluralRu(n, ['клиента', 'клиентов', 'клиентов'])}`,
  toCustomers: (shown, n) => `${shown}\u00a0${pluralRu(n, ['клиенту', 'клиентам', 'клиентам'])}`,
  aboutHalf: 'примерно половина',
  smallNumbers: ['один', 'два', 'три', 'четыре', 'пять', 'шесть'],
  months: (shown, n) => `${shown}\u00a0${pluralRu(n, ['месяц', 'месяца', 'месяцев'])}`,
  and: 'и',
}
