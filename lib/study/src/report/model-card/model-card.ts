import type { ModelCardContent } from './card-content'
import type { CardDocument } from './card-document'
import { cardHtml } from './card-html'
import { cardMarkdown } from './card-markdown'
import { dataSection, factors, intendedUse, metricsSection, modelDetails } from './details-sections'
import { ethics, limits, retraining } from './limits-sections'
import { dataOrigin } from './origin-section'
import { results } from './results-sections'

/** A model card in its two editions, which say the same. */
export interface ModelCard {
  /** One offline page without scripts. */
  readonly html: string
  readonly markdown: string
}

/**
 * The card of the study's model, after M. Mitchell et al., "Model Cards for Model Reporting", Proceedings of FAT*
 * 2019: what the model is, what it is for and not for, how it was judged and by what, where it errs, and when it is to
 * be fitted again.
 */
export function modelCard(content: ModelCardContent): ModelCard {
  const document = cardDocument(content)
  return { html: cardHtml(document), markdown: cardMarkdown(document) }
}

/** The card as headings, paragraphs, lists and tables. */
export function cardDocument(content: ModelCardContent): CardDocument {
  return {
    title: 'Model card: who buys less',
    blocks: [
      ...modelDetails(content),
      ...intendedUse(),
      ...factors(content),
      ...metricsSection(content),
      ...dataSection(content),
      ...dataOrigin(content),
      ...results(content),
      ...ethics(content),
      ...limits(content),
      ...retraining(content),
    ],
  }
}
