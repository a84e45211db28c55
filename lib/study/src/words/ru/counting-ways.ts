import type { CountingWays } from '../en/counting-ways'

export const countingWays: CountingWays = {
  probability: 'по вероятности',
  meanVote: 'по среднему голосу деревьев',
  logOdds: 'по логарифму шансов',
}
