import type { CorrelationFigures } from '../en/correlation-figures'

export const correlation: CorrelationFigures = {
  description: ({ size, measure, strongest }) =>
    `Матрица ${size} × ${size}: ${measure}; сильнейшая пара: ${strongest}.`,
  pair: ({ first, second, value }) => `${first} и ${second}, ${value}`,
}
