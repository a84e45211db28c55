/** The figures of the study: each takes data and returns a plain Plotly figure, which a cell may change before it shows it. */

export {
  assumptionsFigure as assumptions,
  budgetCurveFigure as budgetCurve,
  budgetPoliciesFigure as budgetPolicies,
  netGainFigure as netGain,
} from '../report/figures/budget'
export { calibrationFigure as calibration } from '../report/figures/calibration'
export {
  contactProfitFigure as contactProfit,
  contactRulesFigure as contactRules,
} from '../report/figures/contact-profit'
export { heatmapFigure as heatmap, rankedBarsFigure as rankedBars } from '../report/figures/correlation'
export {
  riskProfitFigure as riskProfit,
  segmentProfitFigure as segmentProfit,
} from '../report/figures/decisions'
export {
  detectableEffectFigure as detectableEffect,
  experimentPowerFigure as experimentPower,
  experimentResultFigure as experimentResult,
} from '../report/figures/experiment'
export {
  experimentCourseFigure as experimentCourse,
  experimentLooksFigure as experimentLooks,
} from '../report/figures/experiment-course'
export { beeswarmFigure as beeswarm, waterfallFigure as waterfall } from '../report/figures/explanation'
export {
  categorySharesFigure as categoryShares,
  differencesFigure as differences,
  distributionsFigure as distributions,
  implausibleFigure as implausible,
  monthlyFigure as monthly,
  profitFigure as profit,
  targetBalanceFigure as targetBalance,
} from '../report/figures/exploration'
export { learningCurveFigure as learningCurve } from '../report/figures/learning-curve'
export { modelComparisonFigure as modelComparison, rocFigure as roc } from '../report/figures/models'
export { offersFigure as offers } from '../report/figures/offers'
export { outcomeOrderFigure as outcomeOrder } from '../report/figures/origin'
export { prevalenceFigure as prevalence } from '../report/figures/prevalence'
export { segmentErrorsFigure as segmentErrors } from '../report/figures/segment-errors'
export {
  clusterTableFigure as clusterTable,
  reasonHeatmapFigure as reasonHeatmap,
  segmentDifferencesFigure as segmentDifferences,
} from '../report/figures/segments'
export {
  conformalSetsFigure as conformalSets,
  metricIntervalsFigure as metricIntervals,
} from '../report/figures/uncertainty'
