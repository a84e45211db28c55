import type { DifferenceFigure } from '../en/difference-figure'

export const differenceFigure: DifferenceFigure = {
  title: 'Чем отличается',
  numbers: 'дельта Клиффа',
  categories: 'разница долей',
  axis: 'меньше ← 0 → больше',
  from: 'от ',
  to: 'до',
  none: 'слишком мало клиентов для сравнения',
}
