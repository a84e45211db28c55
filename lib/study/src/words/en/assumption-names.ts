/** What a plan rests on that nobody has measured; some are followed by the name of an offer or channel. */
export const assumptionNames = {
  effect: 'Effect',
  reach: 'Reach',
  profitLost: 'Share of profit lost',
  cost: 'All costs',
  probability: 'Probability of decline',
  points: 'How points of risk are counted',
  budget: 'Budget',
  contacts: 'Contact capacity',
  channel: 'Limit of channel',
}

export type AssumptionNames = typeof assumptionNames
