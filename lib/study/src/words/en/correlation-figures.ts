import type { Values } from '../values'

/** Texts of the figures of associations. */
export const correlation = {
  description: ({ size, measure, strongest }: Values<'size' | 'measure' | 'strongest'>) =>
    `${size} × ${size} matrix of ${measure}; strongest pair: ${strongest}.`,
  pair: ({ first, second, value }: Values<'first' | 'second' | 'value'>) =>
    `${first} and ${second}, ${value}`,
}

export type CorrelationFigures = typeof correlation
