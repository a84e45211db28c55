import type { ExplorationFigures } from '../en/exploration-figures'

export const exploration: ExplorationFigures = {
  classes: { declines: 'Стали покупать меньше', holds: 'Покупают как прежде' },
  ofClass: '% класса',
  balance: {
    title: 'Клиенты по активности',
    description: ({ declines, holds }) =>
      `${declines} клиентов стали покупать меньше, ${holds} сохраняют прежний уровень.`,
    axis: '% клиентов',
  },
  distributions: (labels) => `Гистограммы по классам: ${labels}.`,
  categories: {
    title: (feature) => `Доля снизивших активность, по признаку «${feature}»`,
    hover: '%{y}: %{x:.0f} % из %{customdata} клиентов<extra></extra>',
    axis: '% снизивших активность, 95%-ный интервал (пунктир: все клиенты)',
  },
  monthly: {
    description: (months) =>
      `Ящики с усами по месяцам и классам, усы от 10-го до 90-го процентиля: ${months}.`,
    axis: 'месяц',
  },
  profit: {
    title: 'Прибыль с клиента в месяц',
    description: 'Гистограммы прибыли в месяц по классам.',
    axis: 'прибыль в месяц (деньги, среднее за 3 месяца)',
  },
  differences: {
    axis: (group) => `дельта Клиффа, 95%-ный интервал; вправо — больше, если ${group}`,
  },
  implausible: {
    title: (feature) => `${feature}: одно значение выделяется`,
    description: (bound) => `Значения всех активных клиентов; граница правдоподобных значений — ${bound}.`,
    axis: (feature) => `${feature}, логарифмическая шкала (пунктир: граница правдоподобных значений)`,
  },
}
