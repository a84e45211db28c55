import type { Values } from '../values'

/** What the plan brings and costs. */
export const money = {
  sharedError: ({ sharedError, chanceToPay, lower }: Values<'sharedError' | 'chanceToPay' | 'lower'>) =>
    ` Here ${sharedError} of what is not known of the effects is common to all offers: if they do less than thought, they are likely to do so together. If they erred independently, the plan would pay in ${chanceToPay} of cases, with a lower end of ${lower}.`,
  short: 'What it brings and costs',
  headingMeasured: ({ cost, kept }: Values<'cost' | 'kept'>) =>
    `The plan costs ${cost} and, by what experiments measured, keeps about ${kept}`,
  headingAssumed: ({ cost, kept }: Values<'cost' | 'kept'>) =>
    `The plan costs ${cost} and keeps about ${kept}, if the assumed effects are right`,
  headingNothing: 'The plan spends nothing',
  /** Why, where the plan makes no offers. */
  withoutOffers: {
    'nobody-at-risk': 'The plan spends none of it: nobody is at risk.',
    'nothing-pays':
      'The plan spends none of it: by the assumptions of the same file no offer to anyone brings back more than it costs.',
    limits:
      'The plan spends none of it: there are offers that would pay, but the limits in the same file leave no room for them.',
  },
  eachUnit: ({ units, period }: Values<'units' | 'period'>) =>
    `On these figures each unit of money spent keeps ${units} units of profit in ${period}.`,
  uncertain: ({ lower, upper, chanceToPay, shared }: Values<'lower' | 'upper' | 'chanceToPay' | 'shared'>) =>
    `Effects, losses and risks are known only roughly. If the assumed ranges are right, the gain after cost lies between ${lower} and ${upper} (in 95 cases out of 100); the plan pays for itself in ${chanceToPay} of cases.${shared} The ranges themselves are untested.`,
  ranking:
    'Effects are counted from reasons that go with the risk; whether an offer takes away the risk itself only the experiment will show. Until then these figures are an order of priority, whom to offer what first, and no promise.',
  effectsAssumed: (prior: string) =>
    `The effect of the offers has not been measured: costs and effects are assumptions from the file offers.json. ${prior}`,
  effectsMeasured:
    'The effects of all offers of the plan were measured by experiments, with an error; costs come from the file offers.json.',
  effectsPartly: ({ measured, planned, prior }: Values<'measured' | 'planned' | 'prior'>) =>
    `Experiments measured the effect of ${measured} of the plan’s ${planned} kinds of offers; the other effects and the costs are assumptions from the file offers.json. ${prior}`,
  paysDown: (breakEven: string) =>
    ` It still pays for itself if every effect is ${breakEven} of what is assumed.`,
  paysOnlyAt: (breakEven: string) =>
    ` To pay for itself, every effect would have to be ${breakEven} of what is assumed.`,
  scale: ({ ofRisk, ofProfit, left }: Values<'ofRisk' | 'ofProfit' | 'left'>) =>
    `That is ${ofRisk} of the profit at risk and ${ofProfit} of all profit; about ${left} is left after cost.`,
  budgetShare: ({ share, budget }: Values<'share' | 'budget'>) =>
    `The budget is ${share} of the profit at risk, about ${budget}, as the file offers.json states it.`,
  budgetAmount: (budget: string) => `The budget is ${budget}, as the file offers.json states it.`,
  spendsPart: (cost: string) => ` The plan spends ${cost} of it: as much as pays for itself.`,
  spendsAll: ' The plan spends all of it.',
  loses: (sum: string) => `the plan loses about ${sum}`,
  gains: (sum: string) => `the plan gains about ${sum}`,
  lowEndNobody: (result: string) =>
    ` If all effects are at the low end of their ranges, no offer to anyone pays, and ${result}.`,
  lowEndNone: (result: string) =>
    ` If all effects are at the low end of their ranges, none of the plan’s kinds of offers pays, and ${result}.`,
  lowEndSome: ({ paying, planned, result }: Values<'paying' | 'planned' | 'result'>) =>
    ` If all effects are at the low end of their ranges, ${paying} of the plan’s ${planned} kinds of offers pay, and ${result}.`,
  rule: 'rule',
  cost: 'cost',
  keeps: 'keeps',
  gain: 'gain',
  raiseBudget: ({ worthwhileBudget, budget }: Values<'worthwhileBudget' | 'budget'>) =>
    `The best amount to spend would be about ${worthwhileBudget}: up to there each further unit brings back more than a unit. The budget is ${budget}: raising it would pay.`,
  bestSpent: (cost: string) =>
    `The plan spends the best amount, about ${cost}: beyond that, each further unit brings back less than a unit.`,
  budget: 'budget',
  spent: 'spent',
  kept: 'kept',
  widest: (name: string) => `The result depends most on one assumption: “${name}”.`,
  assumption: 'assumption',
  gainAtWorst: 'gain at its worst',
  gainAtBest: 'at its best',
  assumptionsNote:
    'Effect: the part of the risk that an offer takes away; reach: the share of customers who notice it. The worst and best values come from the file offers.json; where it states none, they lie a quarter below and above. Points of risk can be counted in several ways; shown are the one by which the plan gains least and the one by which it gains most.',
}

export type MoneyWords = typeof money
