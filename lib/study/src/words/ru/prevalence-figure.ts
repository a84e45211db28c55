import type { PrevalenceFigure } from '../en/prevalence-figure'

export const prevalenceFigure: PrevalenceFigure = {
  title: 'Что значила бы другая доля снизивших активность',
  share: 'доля снизивших активность',
  atRisk: 'клиентов в группе риска',
  profitAtRisk: 'прибыль под угрозой',
  net: 'чистый выигрыш плана',
  segments: 'клиентов в группе',
  meanProbability: 'средняя вероятность снижения',
  ofStore: 'клиенты магазина',
  ofTables: 'клиенты из таблиц',
}
