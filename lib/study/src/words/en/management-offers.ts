import type { Values } from '../values'

/** What to do: the offers of the plan. */
export const offers = {
  short: 'What to do',
  heading: ({ people, atRisk }: Values<'people' | 'atRisk' | 'toCustomers'>) =>
    `The plan: offers to ${people} of the ${atRisk} customers at risk, each chosen by the customer’s own signs`,
  headingNone: {
    'nobody-at-risk': 'There is no one to make an offer to: nobody is at risk',
    'nothing-pays': 'No offer pays for itself',
    limits: 'No offers: the limits of the plan leave no room for those that would pay',
  },
  howChosen:
    'An offer is chosen by the customer’s own signs, favourite category, consent to messages and how often the store has been in touch already.',
  othersGetNews: 'All others get the usual news.',
  allGetNews: 'All get the usual news.',
  mostFrequent: ({ name, customers }: Values<'name' | 'customers'>) =>
    ` The most frequent offer is “${name}”: ${customers}.`,
  contacts: ({ contacts, limit }: Values<'contacts' | 'limit'>) =>
    `It takes ${contacts} messages and calls${limit}.`,
  noContacts: 'It takes no messages and no calls.',
  consent: (siteOnly: string) => `No one is messaged or called without consent${siteOnly}.`,
  duringExperiment: ({
    treated,
    customers,
    cost,
    kept,
  }: Values<'treated' | 'customers' | 'cost' | 'kept' | 'ofCustomers'>) =>
    `The plan begins with an experiment, which shows whether offers work. While the experiment runs, ${treated} of ${customers}, drawn by lot, get an offer: cost about ${cost}, profit kept about ${kept}. The others, the control group, get the usual news. The list of customers and offers.csv show just that; the figures below are those of the whole plan.`,
  atMost: (count: string) => `at most ${count}`,
  withoutConsent: ({ customers }: Values<'customers'> & { n: number }) =>
    `: ${customers} without consent see the offer on the site`,
  ofPossible: (limit: string) => ` of the ${limit} possible`,
  offer: 'offer',
  customers: 'customers',
  cost: 'cost',
  keeps: 'keeps',
  planned: 'Offers of the plan',
  addresses: 'addresses',
}

export type OffersWords = typeof offers
