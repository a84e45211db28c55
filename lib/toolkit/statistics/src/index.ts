/** Descriptive statistics, distributions, tests, associations, intervals, group-sequential designs and clustering. */
export { cramersV, riskDifference, type Share } from './association/association'
export {
  type BinnedColumn,
  type Binning,
  binColumn,
  contingencyTable,
  pearsonChiSquare,
} from './association/contingency'
export { cramersVInterval } from './association/cramers-v-interval'
export { cliffsDelta, cohensD, commonLanguageAuc } from './association/effect-size'
export { phiK, phiKFromTable, phiKMatrix } from './association/phi-k'
export {
  phiKSignificance,
  phiKSignificanceMatrix,
  type Significance,
  type SignificanceOptions,
} from './association/phi-k-significance'
export { varianceInflation } from './association/variance-inflation'
export { clusterMeans, distinctRows, type KMeans, kMeans, nearestCentres } from './clustering/k-means'
export { adjustedMutualInformation, adjustedRandIndex, crossTable } from './clustering/partition-agreement'
export { rowDistances, silhouette } from './clustering/silhouette'
export {
  mean,
  median,
  quantile,
  quantiles,
  sortedQuantile,
  standardDeviation,
  summarize,
  variance,
} from './descriptive'
export { gaussLegendre } from './distributions/bivariate-normal'
export { chiSquareSurvival, studentTwoSided } from './distributions/distributions'
export { normalCdf, normalQuantile } from './distributions/normal'
export { countQuantile, countTwoSided, poissonBinomialCdf } from './distributions/poisson-binomial'
export { brentRoot } from './distributions/root-search'
export { type AdjustedDifference, adjustedDifference } from './hypothesis/adjusted-difference'
export { fisherExactTest } from './hypothesis/fisher-exact'
export { benjaminiHochberg, mannWhitneyTest } from './hypothesis/group-tests'
export { holm } from './hypothesis/holm'
export { kolmogorovSmirnovInterval, kolmogorovSmirnovTest } from './hypothesis/kolmogorov-smirnov'
export { kruskalWallisTest } from './hypothesis/kruskal-wallis'
export { type OutcomeBlock, outcomeBlocks } from './hypothesis/outcome-blocks'
export { mantelHaenszelWeight, type PooledDifference, pooledDifference } from './hypothesis/pooled-difference'
export {
  checkControlShare,
  detectableStandardErrors,
  neymanControlShare,
  type PowerOptions,
  powerOfEffect,
  twoProportionPower,
  twoProportionSampleSize,
} from './hypothesis/power'
export { type RunsTestResult, runsTest } from './hypothesis/runs-test'
export { type StratumCounts, scoreDifference, type TestedDifference } from './hypothesis/score-difference'
export {
  bootstrapInterval,
  criticalValue,
  type Interval,
  type LevelOptions,
  studentCriticalValue,
  wilsonInterval,
} from './intervals'
export { populationStability, stabilityOfNumbers } from './population-stability'
export {
  averageRanks,
  correlationPValue,
  countBelow,
  countUpTo,
  pearsonCorrelation,
  pearsonMatrix,
  risingOrder,
  spearmanCorrelation,
  spearmanMatrix,
} from './rank'
export { obrienFlemingSpending } from './sequential/alpha-spending'
export { type SpendingBound, sequentialPower, spendingBounds } from './sequential/group-sequential'
export {
  type LookSchedule,
  lookSchedule,
  schedulePower,
  scheduleStandardErrors,
  unguardedClaims,
} from './sequential/look-schedule'
export { SequentialDensity } from './sequential/sequential-density'
