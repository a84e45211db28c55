import type { RiskMapFigure } from '../en/risk-map-figure'

export const riskMapFigure: RiskMapFigure = {
  title: 'Риск и прибыль каждого клиента',
  description: 'Точки: вероятность снижения и прибыль в месяц, цвет — сегмент, границы —',
  risk: 'риск',
  profit: 'прибыль',
  riskAxis: 'вероятность снижения (%)',
  profitAxis: 'прибыль (в месяц)',
}
