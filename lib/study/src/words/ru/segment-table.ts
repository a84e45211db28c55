import type { SegmentTable } from '../en/segment-table'

export const segmentTable: SegmentTable = {
  title: 'Сегменты и причины: клиенты группы риска, доля сегмента',
  description: 'Клиенты группы риска по сегменту и группе причин:',
}
