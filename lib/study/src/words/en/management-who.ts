import type { Values } from '../values'

/** Who is at risk, in which segments. */
export const who = {
  short: 'Who is at risk',
  heading: ({ segment, customers, share }: Values<'segment' | 'customers' | 'share'>) =>
    `Most is lost in “${segment}”: ${customers}, ${share} of all profit at risk`,
  headingNone: 'No group stands out',
  headingHidden: 'The groups are too small to tell of each',
  headingOne: (segment: string) => `All customers are in one group: “${segment}”`,
  divided: ({ risk, profit }: Values<'risk' | 'profit'>) =>
    `Customers are divided into four groups: by risk (cut of the segments: ${risk}) and by profit (${profit} a month).`,
  /** Where the cuts come from; a notebook. */
  derived: 'How the cuts of the segments are found',
  givenCuts:
    'The cuts are those of the study that made the model, so that the groups of different quarters can be compared.',
  learnedCuts: (changed: string) =>
    `Another set of customers like these would shift the cuts a little, and on average ${changed} of customers would fall into another group.`,
  group: 'group',
  customers: 'customers',
  risk: 'risk',
  atRisk: 'at risk',
  range: 'range',
  groups: 'Groups of customers',
  groupsNote:
    'Risk is the mean probability of decline. At risk: profit times risk. The range is where that sum would lie for another set of customers like these, in 95 cases out of 100.',
  hiddenCells: 'Cells with fewer than five customers are not shown',
  hiddenCustomers: (customers: string) => ` (they hold ${customers})`,
}

export type WhoWords = typeof who
