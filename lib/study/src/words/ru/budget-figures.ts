import type { BudgetFigures } from '../en/budget-figures'

export const budgetFigures: BudgetFigures = {
  curve: 'Сохранённая прибыль по бюджету',
  budget: 'бюджет',
  kept: 'сохранённая прибыль',
  net: 'сохранено минус расходы',
  plan: 'план',
  worthwhile: 'выгоднее всего без ограничения',
  policies: 'План и простые правила',
  cost: 'расходы',
  tornado: 'От чего зависит чистый выигрыш',
  low: 'на нижней границе',
  high: 'на верхней границе',
  replanned: 'с новым планом',
  netGain: 'чистый выигрыш',
  uncertain: 'Чистый выигрыш плана при неопределённости',
  probability: 'неизвестны только вероятности',
  combined: 'неизвестны и эффекты, и потери',
  share: 'доля случаев (%)',
  pays: 'окупается в',
}
