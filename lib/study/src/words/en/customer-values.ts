import { pluralEn } from '../plural'
import type { Values } from '../values'

/** A customer's value of a feature beside the usual one. */
export const customerValues = {
  /** In a list of reasons. */
  listedWord: ({ label, word }: Values<'label' | 'word'>) => `${label}: ${word}`,
  listedNumber: ({ label, value, usual }: Values<'label' | 'value' | 'usual'>) =>
    `${label} ${value} (typical ${usual})`,
  points: (shown: string, points: number) => `+${shown} ${pluralEn(points, 'point')}`,
  lessThanAPoint: 'less than a point',
  /** As the beginning of a sentence, where the feature has no phrase. */
  word: ({ label, word }: Values<'label' | 'word'>) => `${label}: “${word}”`,
  number: ({ label, value }: Values<'label' | 'value'>) => `${label} ${value}`,
  usual: (usual: string) => `${usual} is usual`,
  asUsual: (value: string) => `${value}, a usual value`,
  besideUsual: ({ value, usual }: Values<'value' | 'usual'>) => `${value} where ${usual}`,
}

export type CustomerValues = typeof customerValues
