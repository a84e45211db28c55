import { analyseBudget } from '../../../../lib/study/src/decisions/budget/analysis'
import {
  type ExperimentPlan,
  planExperiment,
} from '../../../../lib/study/src/decisions/experiment/experiment-plan'
import { experimentCustomers } from '../../../../lib/study/src/decisions/experiment/participants'
import { decideOffers } from '../../../../lib/study/src/decisions/offers/customer-decisions'
import { limitsOf } from '../../../../lib/study/src/decisions/offers/offer-limits'
import { offerOptions } from '../../../../lib/study/src/decisions/offers/offer-options'
import { readOfferCatalogue } from '../../../../lib/study/src/decisions/offers/read-catalogue'
import { reasonClusters } from '../../../../lib/study/src/decisions/reason-clusters/reason-clusters'
import { profileSegments } from '../../../../lib/study/src/decisions/segments/segment-profiles'
import { segmentStability } from '../../../../lib/study/src/decisions/segments/segment-stability'
import {
  assignSegments,
  profitAtRisk,
  type SegmentCuts,
} from '../../../../lib/study/src/decisions/segments/segments'
import { certaintyOfStudy } from '../../../../lib/study/src/report/management/build/certainty-findings'
import {
  buildFindings,
  type FindingSources,
} from '../../../../lib/study/src/report/management/build-findings'
import type { ManagementFindings } from '../../../../lib/study/src/report/management/findings'
import { evaluateModels } from '../../../../lib/study/src/study/evaluation-results'
import { take } from '../../../../lib/toolkit/core/src/matrix'
import { ungrouped } from '../../../../lib/toolkit/learn/src/pipeline/folds'
import { testOffers } from '../../../support/offers'
import { hostileText, studyCustomers, studyRisk, studyValidation } from '../study-results'

const seed = 3
const cuts: SegmentCuts = { probability: 0.5, profit: 4 }

/** Everything that the report is made of, from sixty made-up customers, one of whose categories is markup. */
export async function studyFindings(): Promise<ManagementFindings> {
  return buildFindings(await findingSources())
}

/** What the report's findings are built from. */
export async function findingSources(): Promise<FindingSources> {
  const customers = studyCustomers()
  const risk = studyRisk(customers)
  const profit = take(customers.profit, risk.rows)
  const segments = assignSegments(risk.probability, profit, cuts)
  const catalogue = readOfferCatalogue(testOffers)
  const options = offerOptions(customers, risk, catalogue)
  const atRisk = profitAtRisk(risk.probability, profit)
  const whole = atRisk.reduce((sum, value) => sum + value, 0)
  const limits = limitsOf(catalogue, risk.rows.length, whole)
  const declines = take(customers.declines!, customers.trainingRows)
  const probability = Float64Array.from(declines, (label, i) => (60 * label + ((37 * i) % 97)) / 160)
  const chosen = studyValidation('Chosen', probability, 0.9)
  const budget = await analyseBudget(
    {
      problem: options.problem,
      limits,
      catalogue,
      customers: { probability: risk.probability, profitAtRisk: atRisk },
      evidence: { declines, repeats: chosen.probability },
    },
    { seed, draws: 5, assumptionDraws: 1, points: 4 },
  )
  return {
    occasion: { kind: 'rehearsal' },
    customers,
    risk,
    cuts,
    profiles: profileSegments(segments, risk, profit, customers.features, { seed, replicates: 50 }),
    stability: segmentStability(risk.probability, profit, { seed, replicates: 20 }),
    clusters: reasonClusters(risk, profit, customers.features, segments, { riskFrom: 0.5, seed }),
    catalogue,
    budget,
    decisions: decideOffers(customers, risk, segments, catalogue, options, budget.plan),
    experiment: experimentOf(),
    certainty: certaintyOfStudy(
      evaluateModels(
        [chosen],
        chosen,
        { declines, groups: ungrouped(declines.length) },
        { splits: { folds: 2, repeats: 2 }, seed },
      ),
    ),
    seed,
    notebooks: [{ name: '01-data', title: '1. The data', question: `Which ${hostileText}?` }],
  }

  function experimentOf(): ExperimentPlan {
    const people = {
      ids: take(customers.ids, risk.rows),
      segment: segments,
      probability: risk.probability,
      profit,
    }
    const planned = { ...options, chosen: budget.plan.chosen }
    return planExperiment(experimentCustomers(people, planned, catalogue), { seed, quarter: '2026-Q4' })
  }
}
