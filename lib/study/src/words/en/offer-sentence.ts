import type { Values } from '../values'

/** Why a customer gets what is decided, and what it is. */
export const offerSentence = {
  /** Verdicts that follow a clause on the customer's value. */
  besideReason: {
    offered: (reason: string) => reason,
    control: (reason: string) => `${reason}, but the customer is in the experiment’s control group`,
    'outside plan': (reason: string) => `${reason}, but no offer fits the plan’s budget and limits`,
    'does not pay': (reason: string) => `${reason}, but no offer would pay for itself`,
  },
  /** Verdicts of which the probability of decline is told. */
  byRisk: {
    'nothing fits': (risk: string) => `The risk is ${risk}, but no offer fits`,
    'no profit': (risk: string) => `The risk is ${risk}, but the customer brings no profit`,
    'low risk': (risk: string) => `Not at risk (risk ${risk})`,
  },
  offer: ({ finding, text, way }: Values<'finding' | 'text' | 'way'>) => `${finding}: offer ${text}, ${way}.`,
  leave: ({ finding, text, way }: Values<'finding' | 'text' | 'way'>) =>
    `${finding}: leave it at ${text}, ${way}.`,
}

export type OfferSentence = typeof offerSentence
