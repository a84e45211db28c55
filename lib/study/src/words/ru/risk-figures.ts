import type { RiskFigures } from '../en/risk-figures'

export const risk: RiskFigures = {
  concentration: {
    title: 'Как прибыль под угрозой распределена между клиентами',
    points: (points) =>
      `Доля прибыли под угрозой по доле клиентов, начиная с тех, у кого под угрозой больше всего: ${points}.`,
    hover: '%{x:.0f} % клиентов: %{y:.0f} % прибыли под угрозой<extra></extra>',
    customersAxis: 'доля клиентов, %',
    riskAxis: 'доля прибыли под угрозой, %',
  },
  themes: {
    title: 'Что повышает риск у клиентов группы риска',
    points: 'процентных пунктов',
  },
  calibration: {
    title: 'Предсказано и произошло',
    point: ({ predicted, happened }) => `предсказано ${predicted}, произошло ${happened}`,
    error: ({ error, byChance }) =>
      `ожидаемая ошибка калибровки ${error}, при одной лишь случайности ${byChance}`,
    fullAgreement: 'полное совпадение',
    group: 'группа клиентов',
    inside: (groups) => `в полосе (${groups})`,
    outside: (groups) => `вне полосы (${groups})`,
    chance: 'случайность, если вероятности верны',
    hover: 'предсказано %{x:.0f} %, произошло %{y:.0f} %<extra></extra>',
    hoverOf: 'предсказано %{x:.0f} %, произошло %{y:.0f} % из %{customdata}<extra></extra>',
    predictedAxis: 'предсказанная вероятность спада, %',
    happenedAxis: 'стали покупать меньше, %',
  },
}
