import type { SegmentErrorFigures } from '../en/segment-error-figures'

export const segmentErrors: SegmentErrorFigures = {
  logLoss: { title: 'Логистические потери по группам клиентов', unit: 'логистические потери' },
  brier: { title: 'Оценка Брайера по группам клиентов', unit: 'оценка Брайера' },
  rocAuc: { title: 'ROC-AUC по группам клиентов', unit: 'ROC-AUC' },
  deviation: {
    title: 'Наблюдалось минус предсказано, по группам',
    unit: 'наблюдалось − предсказано (пункты)',
  },
  axis: (unit) => `${unit}, пунктир: все`,
  hold: 'вероятности верны',
  off: 'расходятся сильнее шума',
}
