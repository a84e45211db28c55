import { readOfferCatalogue } from '../../../lib/study/src/decisions/offers/read-catalogue'
import {
  type DecisionInput,
  planOfferExperiment,
  planOfferResults,
  segmentCustomers,
} from '../../../lib/study/src/study/decision-results'
import { take } from '../../../lib/toolkit/core/src/matrix'
import { testOffers } from '../../support/offers'
import { studyCustomers, studyRisk, studyValidation } from './study-results'

/** All decisions on the sixty made-up customers, as the study makes them. */
export async function studyDecisions() {
  const customers = studyCustomers()
  const declines = take(customers.declines!, customers.trainingRows)
  const probability = Float64Array.from(declines, (label, i) => (60 * label + ((37 * i) % 97)) / 160)
  const validation = studyValidation('Chosen', probability, 0.9)
  const input: DecisionInput = {
    customers,
    risk: studyRisk(customers),
    evidence: { declines, repeats: validation.probability },
    catalogue: readOfferCatalogue(testOffers),
    seed: 1,
  }
  const segmentation = segmentCustomers(input, validation)
  const offers = await planOfferResults(input, segmentation, { draws: 5, assumptionDraws: 1, points: 4 })
  return { input, segmentation, offers, experiment: planOfferExperiment(input, segmentation, offers) }
}
