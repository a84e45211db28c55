/** Texts of the figure of another share of declines. */
export const prevalenceFigure = {
  title: 'What other shares of declining customers would mean',
  share: 'share of customers who decline',
  atRisk: 'customers at risk',
  profitAtRisk: 'profit at risk',
  net: 'net gain of the plan',
  segments: 'customers of the segment',
  meanProbability: 'mean probability of decline',
  ofStore: 'the store’s customers',
  ofTables: 'customers of the tables',
}

export type PrevalenceFigure = typeof prevalenceFigure
