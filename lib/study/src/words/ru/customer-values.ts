import type { CustomerValues } from '../en/customer-values'
import { pluralRu } from '../plural'

export const customerValues: CustomerValues = {
  listedWord: ({ label, word }) => `${label}: ${word}`,
  listedNumber: ({ label, value, usual }) => `${label} ${value} (у других обычно ${usual})`,
  points: (shown, points) => `+${shown} ${pluralRu(points, ['пункт', 'пункта', 'пунктов'])}`,
  lessThanAPoint: 'меньше пункта',
  word: ({ label, word }) => `${label} — «${word}»`,
  number: ({ label, value }) => `${label} — ${value}`,
  usual: (usual) => `у других обычно ${usual}`,
  asUsual: (value) => `${value}, это обычное значение`,
  besideUsual: ({ value, usual }) => `${value}, ${usual}`,
}
