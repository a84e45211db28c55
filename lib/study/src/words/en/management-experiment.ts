import type { Values } from '../values'

/** What was not done, and the experiment that would do it. */
export const experiment = {
  short: 'What was not done',
  tooFew: 'Too few customers at risk get an offer from the plan for an experiment.',
  limitsHeading: 'What else limits the findings',
  assumedHeading: 'The effect of the offers has not been measured: only an experiment can show it',
  assumedText:
    'For no customer do the data show that an offer was made and what followed. So the sums under “keeps” are calculated from assumptions; they are not results.',
  partlyHeading: 'The effects of some offers have not been measured: the experiment goes on',
  partlyText:
    'For offers without a measured effect the sums under “keeps” are calculated from assumptions; they are not results.',
  measuredHeading: 'The effects of the offers are measured, with an error: the experiment goes on',
  measuredText:
    'The sums under “keeps” are calculated from effects measured on earlier customers; what offers do to these the next experiment will show.',
  rehearsed:
    'Below is a rehearsal: what the experiment with these customers would have been, had their outcome been open. The real one is run with customers whose outcome is still to come; a plan made for such customers draws them.',
  planHeading: 'The experiment',
  who: ({ customers, treated }: Values<'customers' | 'treated'>) =>
    `Who: ${customers} at risk to whom the plan makes an offer. Drawn by lot within each group, ${treated} get the offer and the others the usual news.`,
  length: ({ months, cost, shown }: Values<'months' | 'cost' | 'shown'> & { quarters: number }) =>
    `How long and how much: a quarter takes ${months}, with about ${cost} spent on offers; at most ${shown} quarters, each drawn anew.`,
  looks: (falseClaim: string) =>
    `When the result is read: once after each quarter, on all quarters together. The bounds are fixed beforehand and allow for all looks: if offers do nothing, a benefit is claimed in at most ${falseClaim} of such experiments. Looking more often is not allowed.`,
  compared: ({ declineRate, worthwhile, assumed }: Values<'declineRate' | 'worthwhile' | 'assumed'>) =>
    `What is compared: the share of customers who buy less (without offers, ${declineRate} are expected to). Offers pay if it falls by at least ${worthwhile} percentage points; the assumed fall is ${assumed}.`,
  detectable: ({ detectable, power, missed }: Values<'detectable' | 'power' | 'missed'>) =>
    `What will be seen: a fall of ${detectable} points or more is shown with a chance of at least ${power}. That is not certain: ${missed}.`,
  outcome: 'outcome',
  toDo: 'what to do',
  decisions: 'What to decide in each case (decided beforehand)',
  missed: (share: string) => `in ${share} of cases such a fall remains unproven`,
  asAssumed: 'as assumed',
  halfOfIt: 'half of it',
  noEffect: 'no effect',
  whatOffersDo: 'what offers do',
  fall: 'fall, points',
  rolledOut: 'rolled out',
  stopped: 'stopped',
  nothingShown: 'nothing shown',
  meanQuarters: 'quarters on average',
  courses: 'How the experiment ends',
  oneSnapshotOfModel:
    'The model learned from one snapshot: three months of revenue and one outcome. How right it is for other customers and in another season, only their outcome can show.',
  oneSnapshot:
    'The data are one snapshot: three months of revenue and one outcome. Which of them came first, the tables do not say; the prediction has not been tried on a later quarter, and whether another season looks the same is not known.',
  leftOut:
    'Customers who bought nothing in at least one of the three months, and those whose rows the tables lack, were left out: the first need another approach, the second complete tables.',
  assumptions:
    'Costs of offers, the share of profit lost and effects not yet measured are assumptions; those who know the business should confirm them (file offers.json). The experiment does not measure the share of profit lost.',
  noCauses:
    'Signs of risk are not causes. The model knows only what the tables hold: nothing of competitors’ prices or the customer’s life.',
  moneyUnit:
    'The tables do not name the unit of money; profit and cost are in the finance department’s unit. Revenue may be in another and is not compared with profit.',
}

export type ExperimentWords = typeof experiment
