import { takeCustomers } from '../../../lib/study/src/customers/feature-table'
import { drawArms } from '../../../lib/study/src/decisions/experiment/draw'
import { estimateQuarters } from '../../../lib/study/src/decisions/experiment/estimate-quarters'
import { planExperiment } from '../../../lib/study/src/decisions/experiment/experiment-plan'
import { rehearseQuarters, simulateOutcomes } from '../../../lib/study/src/decisions/experiment/rehearsal'
import { countOffers } from '../../../lib/study/src/decisions/offers/offer-counts'
import { reasonClusters } from '../../../lib/study/src/decisions/reason-clusters/reason-clusters'
import { assignSegments, horizonMonths } from '../../../lib/study/src/decisions/segments/segments'
import { compareContactRules } from '../../../lib/study/src/evaluation/contact-rules'
import { profitBand } from '../../../lib/study/src/evaluation/profit-threshold'
import { segmentErrors } from '../../../lib/study/src/evaluation/segment-errors'
import { spearmanOfFeatures } from '../../../lib/study/src/exploration/feature-associations'
import { categoryShares, numericDifferences } from '../../../lib/study/src/exploration/group-differences'
import { partByActivity } from '../../../lib/study/src/exploration/two-groups'
import * as figures from '../../../lib/study/src/notebook/notebook-figures'
import type { Figure } from '../../../lib/study/src/report/figure'
import { assumptionRows, policyRows } from '../../../lib/study/src/report/figures/budget-rows'
import type { Language } from '../../../lib/study/src/words/language'
import { moneyUnit } from '../../../lib/study/src/words/money-unit'
import { take } from '../../../lib/toolkit/core/src/matrix'
import { Random } from '../../../lib/toolkit/core/src/random'
import {
  calibrationBands,
  calibrationError,
} from '../../../lib/toolkit/learn/src/evaluation/calibration-bands'
import { conformalSets } from '../../../lib/toolkit/learn/src/evaluation/conformal'
import { stratifiedFolds, ungrouped } from '../../../lib/toolkit/learn/src/pipeline/folds'
import { madeCustomers } from '../decisions/experiment/made-customers'
import { estimateEffect } from '../decisions/experiment/one-look'
import { findingSources } from './management/study-findings'
import { studyValidation } from './study-results'

/** Titles, names of models and units that whoever calls gives in the language of the figure; letters here. */
const given = 'A'

/**
 * Every figure that notebooks draw, by its name, of made-up customers; the type lacks none.
 * @param language in which they are drawn
 */
export async function everyFigure(
  language: Language,
): Promise<Readonly<Record<keyof typeof figures, Figure>>> {
  const sources = await findingSources()
  const { customers, risk, cuts, profiles, budget, catalogue } = sources
  const { features, trainingRows } = customers
  const unit = moneyUnit(catalogue)
  const profit = take(customers.profit, risk.rows)
  const segments = assignSegments(risk.probability, profit, cuts)
  const clusters = reasonClusters(risk, profit, features, segments, { riskFrom: 0.5, seed: 1 })!
  const groups = partByActivity(customers, trainingRows)
  const random = new Random(50)
  const probability = Float64Array.from({ length: 200 }, () => random.uniform())
  const declines = Uint8Array.from(probability, (p) => (random.uniform() < p ? 1 : 0))
  const models = [studyValidation(given, probability, 0.9)]
  const interval = { estimate: 0.8, lower: 0.7, upper: 0.9 }
  const metrics = { rocAuc: interval, logLoss: interval, brier: interval }
  const economics = { contactCost: 0.6, keptShare: 0.2, months: 3 }
  const fold = stratifiedFolds(declines, 4, 1)
  const worth = { declines, probability, profit: probability.map((p) => 3 + 2 * p), fold }
  const rules = compareContactRules(worth, economics, { seed: 1, replicates: 20 })
  const spearman = spearmanOfFeatures(takeCustomers(features, trainingRows))
  const [number] = features.features.filter(({ kind }) => kind === 'number')
  const people = madeCustomers([60, 50])
  const plan = planExperiment(people, { seed: 1, quarter: '2026' })
  const treated = drawArms(people.ids, people.segment, { seed: 1, quarter: '2026' })
  const drawn = { ...people, treated }
  const errors = segmentErrors(
    declines,
    [probability],
    [{ name: given, groups: Array.from(declines, (_, i) => (i % 2 === 0 ? '1' : '2')) }],
    { seed: 1, replicates: 20 },
  )
  const scenario = {
    share: 0.2,
    meanProbability: 0.2,
    meanInTables: 0.3,
    atRisk: 20,
    profitAtRisk: 100,
    segments: { 'Save now': 1, 'Win back cheaply': 2, 'Look after': 3, 'Leave as is': 4 },
    cost: 2,
    net: 6,
  }
  return {
    assumptions: figures.assumptions(assumptionRows(budget), budget.net, { unit, language }),
    beeswarm: figures.beeswarm(risk, features, { language }),
    budgetCurve: figures.budgetCurve(
      {
        curve: budget.curve.points,
        cost: budget.plan.cost,
        budget: budget.limits.budget,
        worthwhileBudget: budget.curve.worthwhile.cost,
      },
      { unit, language },
    ),
    budgetPolicies: figures.budgetPolicies(policyRows(budget), { unit, language }),
    calibration: figures.calibration(calibrationBands(declines, probability), {
      error: calibrationError(declines, probability, { seed: 1, groups: ungrouped(200) }),
      language,
    }),
    categoryShares: figures.categoryShares(
      'serviceTier',
      categoryShares(features.categories.serviceTier, groups),
      0.4,
      language,
    ),
    clusterTable: figures.clusterTable(clusters, language),
    conformalSets: figures.conformalSets(
      probability,
      conformalSets(probability, { positiveFrom: 0.3, negativeUpTo: 0.62 }),
      language,
    ),
    contactProfit: figures.contactProfit(profitBand(worth, economics, { seed: 1, replicates: 20 }), rules, {
      months: 3,
      language,
    }),
    contactRules: figures.contactRules(rules, { months: 3, language }),
    detectableEffect: figures.detectableEffect(plan, language),
    differences: figures.differences(numericDifferences(features, groups), given, given, language),
    distributions: figures.distributions(customers, groups, [number], given, language),
    experimentCourse: figures.experimentCourse(plan, language),
    experimentLooks: figures.experimentLooks(estimateQuarters(rehearseQuarters(plan, { seed: 1 })), {
      language,
      simulated: true,
    }),
    experimentPower: figures.experimentPower(plan, language),
    experimentResult: figures.experimentResult(estimateEffect(drawn, simulateOutcomes(drawn, { seed: 1 })), {
      language,
      simulated: true,
    }),
    heatmap: figures.heatmap(
      spearman.matrix,
      spearman.features.map((_, i) => String(i)),
      { title: given, measure: given, range: 'signed' },
      language,
    ),
    implausible: figures.implausible(customers, customers.implausible[0], language),
    learningCurve: figures.learningCurve([{ share: 1, customers: 1234, scores: metrics }], language),
    metricIntervals: figures.metricIntervals([{ name: given, metrics }], given, language),
    modelComparison: figures.modelComparison(models, given, language),
    monthly: figures.monthly(
      customers,
      groups,
      [{ feature: 'revenueCurrent', label: '1' }],
      given,
      given,
      language,
    ),
    netGain: figures.netGain(budget, { unit, language }),
    offers: figures.offers(countOffers(sources.decisions), language),
    outcomeOrder: figures.outcomeOrder(
      { blocks: [{ start: 0, end: 200, ones: 90 }] } as never,
      declines,
      language,
    ),
    prevalence: figures.prevalence([scenario], 0.2, unit, language),
    profit: figures.profit(groups, customers.profit, language),
    rankedBars: figures.rankedBars(['1', '2'], [1, 2], { title: given, xTitle: given }, language),
    reasonHeatmap: figures.reasonHeatmap(clusters, { language }),
    riskProfit: figures.riskProfit(segments, risk.probability, profit, cuts, language),
    roc: figures.roc(models, declines, given, language),
    segmentDifferences: figures.segmentDifferences(profiles[0], { language }),
    segmentErrors: figures.segmentErrors(errors, 'logLoss', 0.5, language),
    segmentProfit: figures.segmentProfit(profiles, horizonMonths, language),
    targetBalance: figures.targetBalance(groups, language),
    waterfall: figures.waterfall(risk, 0, features, given, { language }),
  }
}
