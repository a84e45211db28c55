import type { CustomerDecision } from '../../decisions/offers/customer-decisions'
import type { OfferCatalogue } from '../../decisions/offers/offer-catalogue'
import type { Reason } from '../../explanation/reasons'
import { type Bilingual, byLanguage } from '../../words/language'
import { categoryIn } from './category-in'
import { offerSentence } from './offer-sentence'
import { reasonText } from './reason-text'

/** A decision with what people are told of it. */
export interface ToldDecision extends CustomerDecision {
  /** What is offered, with the customer's favourite category. */
  readonly text: Bilingual
  /** A sentence for the person who makes the offer. */
  readonly why: Bilingual
  readonly reasons: readonly (Reason & { readonly text: Bilingual })[]
}

/**
 * Decisions in words.
 * @param catalogue that the decisions were made with
 */
export function tellDecisions(
  decisions: readonly CustomerDecision[],
  { offers, otherwise, channels }: Pick<OfferCatalogue, 'offers' | 'otherwise' | 'channels'>,
): ToldDecision[] {
  const textOf = new Map([...offers, otherwise].map(({ id, text }) => [id, text]))
  const wayOf = new Map(channels.map(({ id, way }) => [id, way]))
  return decisions.map((decision) => {
    const { offer, channel, category, finding, reasons } = decision
    const text = withCategory(textOf.get(offer)!, category)
    return {
      ...decision,
      text,
      why: offerSentence(finding, text, wayOf.get(channel)!),
      reasons: reasons.map((reason) => ({ ...reason, text: reasonText(reason) })),
    }
  })
}

function withCategory(text: Bilingual, category: string): Bilingual {
  return byLanguage((_, language) =>
    text[language].replaceAll('{category}', () => categoryIn(language, 'favouriteCategory', category)),
  )
}
