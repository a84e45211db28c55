import type { ReasonNames } from '../en/reason-names'

export const reasonNames: ReasonNames = {
  less: (label) => `${label}: меньше обычного`,
  more: (label) => `${label}: больше обычного`,
  none: 'Нет одной сильной причины',
}
