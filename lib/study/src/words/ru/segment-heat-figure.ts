import type { SegmentHeatFigure } from '../en/segment-heat-figure'

export const segmentHeatFigure: SegmentHeatFigure = {
  title: 'Из чего складывается риск групп: средний вклад, логарифм шансов',
  description: 'Средний вклад в повышение риска, логарифм шансов; сильнейший у каждой группы:',
}
