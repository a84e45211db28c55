/** Texts of the map of risk and profit. */
export const riskMapFigure = {
  title: 'Risk and profit of every customer',
  description: 'Scatter plot of probability of decline against profit a month, coloured by segment, cut at',
  risk: 'risk',
  profit: 'profit',
  riskAxis: 'probability of decline (%)',
  profitAxis: 'profit (money a month)',
}

export type RiskMapFigure = typeof riskMapFigure
