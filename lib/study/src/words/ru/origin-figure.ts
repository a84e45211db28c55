import type { OriginFigure } from '../en/origin-figure'

export const originFigure: OriginFigure = {
  title: 'Доля снизивших активность по ходу файла',
  place: 'место в файле (%)',
  share: 'снизили активность (%)',
  blocks: 'найденные участки',
  window: 'соседи по файлу вместе',
}
