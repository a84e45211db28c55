import type { AssumptionNames } from '../en/assumption-names'

export const assumptionNames: AssumptionNames = {
  effect: 'Эффект',
  reach: 'Охват',
  profitLost: 'Доля теряемой прибыли',
  cost: 'Все расходы',
  probability: 'Вероятность снижения',
  points: 'Как риск делится между причинами',
  budget: 'Бюджет',
  contacts: 'Число контактов',
  channel: 'Лимит канала',
}
