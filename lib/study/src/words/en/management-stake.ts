import type { Values } from '../values'

/** What is at stake. */
export const stake = {
  short: 'What is at stake',
  heading: ({ share, atRisk, period }: Values<'share' | 'atRisk' | 'period'>) =>
    `At stake: ${share} of profit, about ${atRisk} in ${period}`,
  headingNone: 'No profit is at stake',
  profit: ({ active, period, profit }: Values<'active' | 'period' | 'profit'>) =>
    `The profit from ${active} in ${period} is about ${profit}.`,
  expected: (expected: string) => `About ${expected} of them are expected to begin to buy less.`,
  expectedAndDeclined: ({ expected, declined }: Values<'expected' | 'declined'>) =>
    `By the model’s estimate about ${expected} of them should have bought less; by the tables ${declined} did.`,
  atRisk: ({ atRisk, lower, upper, loss }: Values<'atRisk' | 'lower' | 'upper' | 'loss'>) =>
    `Profit at risk is a customer’s profit times the probability of decline. For all customers it comes to ${atRisk}; another set of customers like these would give between ${lower} and ${upper}. It is an upper bound as long as the other customers lose nothing: whoever buys less still buys. ${loss}`,
  shareOfProfit: (share: string) => `, ${share} of profit`,
  likelyLoss: ({
    lostShare,
    low,
    high,
    loss,
    lossLow,
    lossHigh,
    ofProfit,
  }: Values<'lostShare' | 'low' | 'high' | 'loss' | 'lossLow' | 'lossHigh' | 'ofProfit'>) =>
    `Which share of the profit such a customer takes away the data do not show; the assumption of the file offers.json is ${lostShare} (${low} to ${high}). The likely loss is then about ${loss} (${lossLow} to ${lossHigh})${ofProfit}.`,
  concentrated: ({ customers, atRisk }: Values<'customers' | 'atRisk'>) =>
    `The losses are concentrated: ${customers} of customers account for ${atRisk} of the profit at risk. So there is no need to work on everyone.`,
  spread: ({ customers, atRisk }: Values<'customers' | 'atRisk'>) =>
    `The losses are spread rather evenly: ${customers} of customers account for ${atRisk} of the profit at risk. Work on these alone leaves most of it at risk.`,
  shareOfCustomers: 'share of customers',
  shareOfRisk: 'share of profit at risk',
}

export type StakeWords = typeof stake
