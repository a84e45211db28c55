import type { ModelFigures } from '../en/model-figures'

export const models: ModelFigures = {
  metrics: {
    rocAuc: 'ROC-AUC (больше — лучше)',
    logLoss: 'логистические потери (меньше — лучше)',
    brier: 'оценка Брайера (меньше — лучше)',
  },
  interval: ({ middle, from, to }) => `${middle} (от ${from} до ${to})`,
  rocAuc: ({ model, value }) => `${model}: ROC-AUC ${value}`,
  comparison: { title: 'Модели на клиентах, которых они не видели' },
  roc: {
    title: 'ROC-кривые на отложенных клиентах',
    description:
      'Доля найденных среди снизивших активность против доли ошибочно отобранных среди тех, кто покупает как прежде.',
    chance: 'Случайный отбор',
    wrongAxis: '% ошибочно отобранных среди покупающих как прежде',
    foundAxis: '% найденных среди снизивших активность',
  },
  learningCurve: {
    title: 'Что даёт больше клиентов',
    point: ({ customers, rocAuc, logLoss }) =>
      `${customers} клиентов: ROC-AUC ${rocAuc}, логистические потери ${logLoss}`,
    hover: '%{x} клиентов: %{y:.3f}<extra></extra>',
    axis: 'клиентов в обучении',
  },
  intervals: { title: 'Насколько точны метрики' },
  sets: {
    names: { declines: 'снизит', unsure: 'неясно', neither: 'ни то ни другое', holds: 'не снизит' },
    title: 'Что можно сказать о каждом клиенте',
    description: (sets) => `Клиенты по вероятности спада: ${sets}.`,
    hover: (set) => `%{customdata} клиентов: ${set}<extra></extra>`,
    probabilityAxis: 'предсказанная вероятность спада (%)',
    customersAxis: 'клиентов на пять пунктов',
  },
  coverage: {
    title: 'Покрытие множеств предсказаний',
    all: 'все клиенты',
    declined: 'снизившие активность',
    held: 'покупающие как прежде',
    fold: (number) => `блок ${number}`,
    axis: 'покрытие (%), пунктир: к чему стремились',
  },
}
