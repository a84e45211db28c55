import type { SegmentProfitFigure } from '../en/segment-profit-figure'

export const segmentProfitFigure: SegmentProfitFigure = {
  title: 'Где прибыль под угрозой',
  atRisk: 'Из неё под угрозой',
  interval: 'усы: 95 % интервал',
}
