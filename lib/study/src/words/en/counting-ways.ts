/** Ways to count the points of a reason. */
export const countingWays = {
  probability: 'by the probability',
  meanVote: 'by the mean vote',
  logOdds: 'by the log-odds',
}

export type CountingWays = typeof countingWays
