import type { Values } from '../values'

/** Why they are at risk. */
export const why = {
  ownThreshold: ' That threshold is set in the file offers.json (field riskFrom).',
  otherCut: (probability: string) =>
    ` It is not the cut of the segments above (${probability}), which is found by how profit and risk are spread.`,
  short: 'Why',
  headingDoing: (named: string) => `The main signs: they ${named}`,
  headingSigns: (named: string) => `The main signs: ${named}`,
  headingNoSign: 'No sign stands out: none raises the risk by a point on average',
  headingTooFew: 'Too few customers are at risk to speak of reasons',
  headingNobody: 'Nobody is at risk',
  atRisk: ({ customers, riskFrom, share }: Values<'customers' | 'riskFrom' | 'share'>) =>
    `${customers} are at risk: their probability of decline is ${riskFrom} or more. They account for ${share} of all profit at risk.`,
  everyone: ({ customers, riskFrom }: Values<'customers' | 'riskFrom'>) =>
    `All customers of this report are at risk (${customers}): their probability of decline is ${riskFrom} or more. So there is no one to compare them with.`,
  nobody: (riskFrom: string) =>
    `Customers count as at risk from a probability of decline of ${riskFrom} on; none has one so high.`,
  signsNotCauses:
    'These are signs, not proven causes: the model shows how customers at risk differ from the others. Only a trial can show whether a customer changes when a sign is changed.',
  sign: 'sign',
  points: 'points',
  strongestFor: 'strongest for',
  withheld: '“—” in the table: the number is withheld, so that no single customer can be told from it.',
  slightHidden: 'Signs that change the risk by less than a point are not shown.',
  measure: 'measure (median)',
  groupAtRisk: 'at risk',
  others: 'others',
  differ: 'How customers at risk differ from the others',
  medianNote: 'The median is the value with half of the customers above it and half below.',
  signsOfAllNotCauses:
    'These are signs, not proven causes. Only a trial can show whether a customer changes when a sign is changed.',
  oneKind: 'By their signs the customers at risk form one group.',
  kinds: 'Customers with similar signs form groups; no single offer would suit them all.',
  signs: 'signs',
  customers: 'customers',
  meanRisk: 'mean risk',
  profitAtRisk: 'profit at risk',
  kindsCaption: 'Groups by similar signs',
}

export type WhyWords = typeof why
