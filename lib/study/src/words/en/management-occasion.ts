import type { Values } from '../values'

/** What the report is about: a rehearsal, or customers whose outcome is open. */
export const occasion = {
  openPlan: 'The plan for customers whose outcome is open',
  tooFewToCheck: 'There are too few customers to check whether the model still fits them.',
  keep: 'The model fits: these customers do not differ noticeably from those it learned from.',
  watch: (alarms: string) =>
    `Watch: the customers have changed (${alarms} of the comparisons raise an alarm), but the model may still hold.`,
  retrain: (alarms: string) =>
    `Train the model again: the customers have changed too much (${alarms} of the comparisons raise an alarm). The figures below cannot be relied on.`,
  details: 'Details',
  quarter: (quarter: string) => `Quarter ${quarter}. `,
  open: ({ period, learned }: Values<'period' | 'learned'>) =>
    `${period}The outcome of these customers is still open: the plan can be carried out. The model learned where the outcome is known${learned}.`,
  learnedFromEarlier: (earlier: string) => `, also from earlier quarters (${earlier})`,
  declined: ({ customers }: Values<'customers' | 'ofCustomers'>) =>
    ` Activity has declined for ${customers}, and no offer can change that.`,
  rehearsal: (known: string) =>
    `This is a rehearsal on the past: the outcome of these customers is known and stands in the tables.${known} The report shows the plan that the model would have made without knowing it. To act, make a plan for customers whose outcome is open.`,
  learnedUnknown:
    'Whether the model learned from some of these customers cannot be told from its file; if so, its answers are too sure.',
  learnedSame: ({ customers }: Values<'customers' | 'people'> & { count: number }) =>
    `The model learned from ${customers} with these very data: for them the answers are those of models that had not seen them.`,
  learnedChanged: ({ customers }: Values<'customers' | 'people'>) =>
    `The model learned from ${customers} as they were before: it may remember their former outcome, and be too sure of them.`,
  measured: ({ estimate, range }: Values<'estimate' | 'range'>) =>
    `Tested on these customers: of two, one who declined and one who did not, the model puts the first higher in ${estimate} of cases (${range}).`,
  prevalence: (prevalence: string) =>
    `The probabilities were moved to a share of declines of ${prevalence}, as the store states it.`,
  countedOnce: ({ active, expected, share }: Values<'active' | 'expected' | 'share'>) =>
    `All figures below concern the ${active} of these tables, each counted once: about ${expected} of them (${share}) are expected to buy less.`,
  moreThanStated:
    'That is more than the stated share: more of the customers in these tables look like declining than in a store with that share. For the store as a whole the totals below are too high.',
  fewerThanStated:
    'That is less than the stated share: fewer of the customers in these tables look like declining than in a store with that share. For the store as a whole the totals below are too low.',
  wholeStore: 'If these are all customers of the store, the stated share and the model do not agree.',
}

export type OccasionWords = typeof occasion
