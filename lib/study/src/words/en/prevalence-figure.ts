/** Texts of the figure of another share of declines. */
export const prevalenceFigure = {
  title: 'What other shares of declining customers would mean',
  share: 'share of customers who decline',
  atRisk: 'customers at risk',
  profitAtRisk: 'profit at risk',
  net: 'net gain of the plan',
}

export type PrevalenceFigure = typeof prevalenceFigure
