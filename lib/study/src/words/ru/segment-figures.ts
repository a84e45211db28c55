import type { SegmentFigures } from '../en/segment-figures'

export const segments: SegmentFigures = {
  profit: {
    title: (period) => `Прибыль за ${period}: какая её часть под угрозой`,
    segment: ({ title, atRisk, profit }) => `${title}: под угрозой ${atRisk} из ${profit}`,
    atRisk: 'под угрозой',
    interval: '95-процентный интервал',
    ofProfit: ({ atRisk, profit }) => `${atRisk} из ${profit}`,
    safe: 'вне угрозы',
    axis: (period) => `прибыль за ${period}`,
  },
  everyone: {
    title: 'Риск и прибыль каждого клиента',
    description: ({ risk, profit }) =>
      `Точки: вероятность снижения и прибыль в месяц, цвет — сегмент, границы — ${risk}, ${profit}.`,
    hover: (segment) => `${segment}: риск %{x:.0f}\u00a0%, прибыль %{y:.1f}<extra></extra>`,
    riskAxis: 'вероятность снижения (%)',
    profitAxis: 'прибыль (в месяц)',
  },
  map: {
    title: 'Сколько клиентов при каком риске и какой прибыли',
    most: ({ customers, from, to, profit }) =>
      `Карта: риск по горизонтали, прибыль по вертикали. Больше всего клиентов (${customers}) с риском ${from}–${to} и прибылью в месяц ${profit}.`,
    hover: 'риск %{x} %, прибыль %{y}: %{hovertext}<extra></extra>',
    any: 'любая',
    under: (to) => `до ${to}`,
    from: (from) => `от ${from}`,
    riskAxis: 'риск: вероятность спада, %',
    profitAxis: 'прибыль в месяц',
  },
}
