import type { BudgetFigures } from '../en/budget-figures'

export const budget: BudgetFigures = {
  kept: 'сохранённая прибыль',
  cost: 'затраты',
  netGain: 'чистый выигрыш',
  policies: {
    title: 'План и простые правила в пределах одного бюджета',
    row: ({ name, kept, cost }) => `${name}: сохранит ${kept}, стоит ${cost}`,
    axis: 'сохранённая прибыль и затраты',
  },
  curve: {
    title: 'Сколько сохранит план при разном бюджете',
    point: ({ budget: amount, kept }) => `бюджет ${amount}: сохранено ${kept}`,
    afterCost: 'за вычетом затрат',
    axis: 'бюджет',
    plan: 'план',
    planIsBest: 'план: выгоднее всего',
    limit: 'бюджет',
    best: 'выгоднее всего',
  },
  assumptions: {
    title: 'От каких предположений зависит выигрыш',
    row: ({ name, low, high }) => `${name}: от ${low} до ${high}`,
    atWorst: 'в худшем случае',
    atBest: 'в лучшем случае',
    replanned: 'с новым планом',
  },
  uncertain: {
    title: 'Чистый выигрыш плана при неопределённости',
    probability: 'неизвестны только вероятности',
    combined: 'неизвестны и эффекты, и потери',
    pays: 'окупается в',
    share: 'доля случаев (%)',
  },
}
