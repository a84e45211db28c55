/** What the notebooks compute with, piece by piece. */

export { take } from '@one-click/core'
export { importanceOverFolds } from '@one-click/explain'
export {
  calibrationBands,
  calibrationError,
  conformalCoverage,
  conformalThresholds,
  crossConformalSets,
  firstOfGroups,
  foldOfRows as foldOfCustomers,
  metrics,
} from '@one-click/learn'
export { cliffsDelta, mean, median, neymanControlShare, standardDeviation } from '@one-click/statistics'
export { featureFrame } from '../customers/customers'
export { featureSets } from '../customers/feature-sets'
export { selectFeatures, takeCustomers } from '../customers/feature-table'
export { featureDictionary, featureOf, features, modelFeatures } from '../customers/features'
export { minShownCustomers } from '../customers/small-groups'
export { standingTable } from '../customers/standing'
export { conclusionNames } from '../decisions/experiment/conclusions'
export { rollOutProbability } from '../decisions/experiment/course'
export { estimateQuarters } from '../decisions/experiment/estimate-quarters'
export { tryExperiments } from '../decisions/experiment/experiment-trials'
export { rehearseQuarters } from '../decisions/experiment/rehearsal'
export { contactEconomics } from '../decisions/offers/contact-economics'
export { mayBeContacted } from '../decisions/offers/contact-permission'
export { countOffers, offersBySegment } from '../decisions/offers/offer-counts'
export { offerUplifts } from '../decisions/offers/offer-uplift'
export { horizonMonths } from '../decisions/segments/segments'
export { simplestWithinOneError } from '../evaluation/choice'
export { foldTasks, meanOutOfFold } from '../evaluation/cross-validation'
export { bestOfOtherKinds, describeSettings, pairedDifference } from '../evaluation/model-comparison'
export { chooseInFolds } from '../evaluation/nested-choice'
export { chosenProcedure } from '../evaluation/procedures'
export { profitBand, withKnownProfit } from '../evaluation/profit-threshold'
export { foldParts, metricIntervals } from '../evaluation/resampled-metrics'
export { segmentErrors, valueBands } from '../evaluation/segment-errors'
export { tableOrigin, tellingOrder } from '../evaluation/table-origin'
export { typicalCustomers } from '../explanation/customer-risk'
export { permutationRepeats } from '../explanation/fold-explanation'
export { meanContributions } from '../explanation/mean-contributions'
export { pointAccuracy } from '../explanation/point-accuracy'
export { reasonsOf, typicalValues } from '../explanation/reasons'
export {
  phiKOfFeatures,
  phiKWithTarget,
  spearmanOfFeatures,
  varianceInflationOfFeatures,
} from '../exploration/feature-associations'
export { categoryAssociation, categoryShares, numericDifferences } from '../exploration/group-differences'
export { akaikeLevel } from '../exploration/screening'
export { strongestPairs } from '../exploration/strongest-pairs'
export { partByActivity, valuesOfGroups } from '../exploration/two-groups'
export { assumptionRows, policyRows } from '../report/figures/budget-rows'
export { studySeed as seed, studySplits as splits } from '../study/study-settings'
export { versions } from '../study/versions'
export { tableSchemas } from '../tables/schema'
export { moneyUnit } from '../words/money-unit'
