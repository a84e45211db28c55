import { pluralEn } from '../plural'
import type { Values } from '../values'

/** The key numbers and the one decision. */
export const summary = {
  /** Why an experiment comes first, by what is known of the effects. */
  openEffects: {
    assumed: 'the effect of the offers has not been measured yet',
    partly: 'the effect of some offers has not been measured yet',
    measured: 'the effects are measured with an error so far',
  },
  estimatedOpen:
    'For each customer of the report a model has estimated how likely it is that they begin to buy less.',
  estimatedRehearsal:
    'For each customer of the report a model that did not know the outcome has estimated how likely it was that they buy less.',
  decision: 'The decision to take.',
  inactive: 'bought nothing in at least one of these months',
  incomplete: (lackingTables: string) => `lack rows in ${lackingTables} and cannot be judged`,
  withoutProfit: 'bought in each month, but money.csv states no profit, so nothing is decided for them',
  or: ' or ',
  profitKnown: ', and their profit is known',
  activeOfTotal: ({ total, active, about }: Values<'total' | 'active' | 'about'> & { n: number }) =>
    `Of ${total}, ${active} bought in each of the three months of the tables${about}: the report is about them.`,
  active: ({ active, about }: Values<'active' | 'about'> & { n: number }) =>
    `${active} bought in each of the three months of the tables${about}: the report is about them.`,
  leftOut: ({ people, why }: Values<'people' | 'why'>) => `${people} ${why}`,
  others: 'The others',
  unit: (unit: string) => `Unit of all sums: ${unit}.`,
  noUnit:
    'The unit of the sums is not stated: write it into the file offers.json (at its beginning), for example “thousand roubles”. Until then it is the unit in which the finance department states profit.',
  atRisk: ({ months, profit, lostShare, loss }: Values<'months' | 'profit' | 'lostShare' | 'loss'>) =>
    `of profit at risk in ${months}, of ${profit}: an upper bound. The likely loss, if ${lostShare} of a customer’s profit goes, is ${loss}`,
  customersAtRisk: ({ share, riskFrom }: Values<'share' | 'riskFrom'> & { n: number }) =>
    `customers at risk (probability of decline ${riskFrom} or more); they account for ${share} of that sum`,
  nobodyAtRisk: (riskFrom: string) =>
    `customers at risk: nobody’s probability of decline reaches ${riskFrom}`,
  guessing:
    'The test does not show that the model does better than guessing: who is at risk here, why, and what the plan brings may be chance.',
  /** What follows where the plan makes no offers. */
  withoutOffers: {
    'nobody-at-risk': 'Nobody is at risk, so there is no one to make an offer to.',
    'nothing-pays':
      'By the assumptions of the file offers.json no offer to anyone brings back more than it costs: make none. Before that, let those who know the business look at the costs, the effects and the share of profit lost in that file.',
    limits:
      'There are offers that would pay, but the limits in the file offers.json leave no room for them. Look at the budget, the number of contacts and the limits of the channels there.',
  },
  rehearsedWithoutOffers: 'For customers whose outcome is open, make a plan of their own.',
  costAndKeptMeasured: 'cost → profit kept, by the measured effects',
  costAndKeptAssumed: 'cost → profit kept, if the assumptions are right',
  pairsRight: 'of pairs of customers were put in the right order when tested',
  precision: 'of customers whom the test put at risk did buy less',
  runExperiment: ({
    treated,
    ofCustomers,
    cost,
    months,
    unmeasured,
    wait,
  }: Values<'treated' | 'ofCustomers' | 'cost' | 'months' | 'unmeasured' | 'wait'>) =>
    `Run the experiment: ${treated} of ${ofCustomers} at risk, drawn by lot, get an offer, the others the usual news. It costs about ${cost} in ${months}. Spend no more before its result: ${unmeasured}.${wait}`,
  tooFewForExperiment: (cost: string) =>
    `There are too few customers for an experiment. The planned offers cost ${cost}; the data do not show whether they pay.`,
  rehearsedExperiment: ({
    customers,
    cost,
    treated,
    wait,
  }: Values<'customers' | 'cost' | 'treated' | 'wait'> & { n: number }) =>
    ` Were the outcome of these customers open, the experiment would take ${customers} and cost about ${cost}; ${treated} would get an offer, the others the usual news.${wait}`,
  rehearsedTooFew: ' Were the outcome of these customers open, they would be too few for an experiment.',
  rehearsed: ({ unmeasured, size }: Values<'unmeasured' | 'size'>) =>
    `Make such a plan for customers whose outcome is open, and begin with an experiment: ${unmeasured}.${size}`,
  moreThan: (share: string) => `more than ${share}`,
  wait: ({
    chance,
    shown,
    quarters,
    expectedQuarters,
  }: Values<'chance' | 'shown' | 'expectedQuarters'> & { quarters: number }) =>
    ` If the effect is as assumed, the experiment shows a benefit with a chance of ${chance} within ${shown} ${pluralEn(quarters, 'quarter')}; a decision takes ${expectedQuarters} of them on average.`,
}

export type SummaryWords = typeof summary
