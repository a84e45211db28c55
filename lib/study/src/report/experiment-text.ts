import type { Interval } from '@one-click/statistics'
import type { ExperimentResult } from '../decisions/experiment/estimate'
import type { SequentialResult } from '../decisions/experiment/estimate-quarters'
import type { ArmOutcome } from '../decisions/experiment/known-outcomes'
import type { MoneyEffect } from '../decisions/experiment/money-effect'
import { formatCount, formatDecimal, formatMeasure, formatPercent, pInWords } from '../words/number-format'
import { toldConclusion } from './told/conclusions'

/** What the quarters' experiments found, as lines for the terminal. */
export function experimentText(result: SequentialResult): string[] {
  const { attrition, worth, measured, relative } = result
  return [
    ...quarterLines(result),
    `Treatment: ${armText(attrition.treatment)}`,
    `Control:   ${armText(attrition.control)}`,
    ...copyLines(result),
    ...attritionLines(result),
    ...repeatLines(result),
    ...missingLines(result),
    '',
    ...lookLines(result),
    `  ${methodText(result)}`,
    `  by the score test without the prediction: ${pointsText(result.plainReduction)}`,
    ...(relative ? [`  as a share of the control group's rate: ${percentText(relative)}`] : []),
    `  pays from ${formatDecimal(100 * worth.breakEven, 1)} points on; assumed were ` +
      `${formatDecimal(100 * worth.assumed.likely, 1)} points, which lies ${result.assumption}`,
    '',
    'By segment (intervals for each alone; p adjusted for their number, after Holm):',
    ...result.segments.map(
      ({ segment, counts: { treatment, control }, reduction: effect, adjustedPValue }) =>
        `  ${segment}: treatment ${treatment.events} of ${treatment.total} declined, control ` +
        `${control.events} of ${control.total}; reduction ${pointsText(effect)}, ${pInWords(adjustedPValue)}`,
    ),
    ...offerLines(result),
    '',
    'Money for each customer who gets an offer, over three months (intervals as wide as the look needs):',
    `  ${moneyText('kept, from activity and the assumed loss of a declining customer', result.kept)}`,
    ...(measured ? [`  ${moneyText('kept, from profit as measured', measured)}`] : []),
    '',
    ...decisionLines(result),
  ]
}

const isSequential = ({ plannedQuarters }: SequentialResult) => plannedQuarters > 1

function quarterLines(result: SequentialResult): string[] {
  const { quarters, plannedQuarters, designLevel } = result
  if (!isSequential(result)) return []
  return [
    `Quarters: ${quarters.length} of at most ${plannedQuarters} planned, one analysis after each; a benefit is claimed ` +
      `wrongly in at most ${formatPercent((1 - designLevel) / 2, 1)} of such experiments`,
    `By quarter (each alone, ${formatPercent(designLevel)} interval):`,
    ...quarters.map(
      ({ quarter, result: { attrition, reduction }, weight }) =>
        `  ${quarter}: treatment ${rateText(attrition.treatment)}, control ${rateText(attrition.control)}; reduction ` +
        `${pointsText(reduction)}, weight ${formatPercent(weight)}`,
    ),
    '',
    'All quarters together:',
  ]
}

function lookLines(result: SequentialResult): string[] {
  const { looks, reduction, designLevel } = result
  if (!isSequential(result)) {
    return [
      `Reduction of the decline rate: ${pointsText(reduction)} (${formatPercent(designLevel)} interval), ${pInWords(reduction.pValue)}`,
    ]
  }
  return [
    `Looks (all quarters so far; repeated intervals, which together hold the effect in ${formatPercent(designLevel)} of experiments):`,
    ...looks.map(
      ({ quarter, reduction: interval, z, bound, spent, information, decision }) =>
        `  after ${quarter}: reduction ${pointsText(interval)}; z ${formatDecimal(z, 2)} against the bound ` +
        `${formatDecimal(bound, 2)}, alpha spent ${formatPercent(spent, 3)}, information ${formatPercent(information)}: ${decision}`,
    ),
  ]
}

function copyLines({ attrition: { copies } }: ExperimentResult): string[] {
  if (copies === 0) return []
  return [
    `Copies of other participants, in the same arm and counted with them as one: ${formatCount(copies)}.`,
  ]
}

function repeatLines({ repeats: { customers, sameArm, expected, pValue } }: SequentialResult): string[] {
  if (customers === 0) return []
  const line = `Took part again: ${formatCount(customers)}, of whom ${formatCount(sameArm)} were drawn into the same arm (expected ${formatCount(Math.round(expected))}).`
  return pValue < 0.001
    ? [
        `${line} Warning: they were not drawn anew, so that the quarters are not independent and the intervals too short.`,
      ]
    : [line]
}

function missingLines({ missingQuarters }: SequentialResult): string[] {
  if (missingQuarters.length === 0) return []
  return [
    `Not given: ${missingQuarters.join(', ')}. If customers were drawn then, that quarter belongs here whatever it showed: leaving quarters out by their result makes the bounds worthless.`,
  ]
}

function offerLines({ offers }: SequentialResult): string[] {
  if (offers.length === 0 || offers.every(({ effect }) => effect === undefined)) return []
  return [
    '',
    'By offer (uplift among those it was chosen for; intervals for each alone; p adjusted for their number, after Holm):',
    ...offers.map(
      ({ offer, treatment, control, reduction, adjustedPValue, assumed }) =>
        `  ${offer}: treatment ${formatCount(treatment)}, control ${formatCount(control)} customers; reduction ` +
        `${pointsText(reduction)}, ${pInWords(adjustedPValue)}; assumed ${formatDecimal(100 * assumed, 1)}`,
    ),
  ]
}

function decisionLines(result: SequentialResult): string[] {
  const { looks, ended, decision } = result
  const look = looks[ended ?? looks.length - 1]
  const conclusion = toldConclusion(look.conclusion)
  const conclusionLine = `Conclusion: ${conclusion.title.en} (${conclusion.when.en}).`
  if (!isSequential(result)) {
    return [conclusionLine, `What to do: ${conclusion.decision.en}.`, ...finalLines(result)]
  }
  const earlier =
    ended !== undefined && ended < looks.length - 1
      ? [`The rule ended the experiment after ${look.quarter}; what later quarters add is shown above.`]
      : []
  return [
    ...earlier,
    conclusionLine,
    `Decision: ${decision}. ${decision === 'end' ? 'The planned quarters are over and no benefit is shown: do not make these offers to everyone' : `What to do: ${conclusion.decision.en}`}.`,
    ...finalLines(result),
  ]
}

function finalLines({ looks, ended, decision, final, designLevel }: SequentialResult): string[] {
  if (ended === undefined || final === undefined) return []
  const plain = looks[ended].reduction.estimate
  const interval = `the interval is that of the look that decided and holds in at least ${formatPercent(designLevel)} of experiments`
  if (decision !== 'roll out') return [`Estimate at the end: ${pointsText(final)}; ${interval}.`]
  return [
    `Estimate at the end, with the bias of the decision reduced: ${pointsText(final)}; ${interval}.`,
    `The plain estimate, ${formatDecimal(100 * plain, 1)} points, is too large on average after a roll-out, as roll-outs follow ` +
      'from large estimates. A part of that bias is taken off; where the true effect is small another remains.',
  ]
}

function armText({ drawn, known, declined }: ArmOutcome): string {
  const share = known > 0 ? ` (${formatPercent(declined / known, 1)})` : ''
  return `${formatCount(drawn)} drawn, ${formatCount(known)} with an outcome, ${formatCount(declined)} declined${share}`
}

const rateText = ({ known, declined }: ArmOutcome) =>
  `${formatCount(declined)} of ${formatCount(known)} declined`

function attritionLines({ attrition }: ExperimentResult): string[] {
  const { treatment, control, notDrawn, bounds, pValue } = attrition
  const missing = treatment.drawn - treatment.known + control.drawn - control.known
  const foreign =
    notDrawn > 0
      ? [`Left aside, as they took no part: ${formatCount(notDrawn)} customers of the outcome file.`]
      : []
  if (missing === 0) return foreign
  const verdict =
    pValue < 0.05
      ? 'Warning: more are missing in one arm than chance explains, which can bias the result.'
      : 'The arms miss alike.'
  return [
    ...foreign,
    `Left out, as their outcome is not known: ${formatCount(missing)} of those drawn (equal shares: ${pInWords(pValue)}). ${verdict}`,
    `If all of them had gone against the offers, or for them: ${formatDecimal(100 * bounds.lower, 1)} to ${formatDecimal(100 * bounds.upper, 1)} points.`,
  ]
}

function methodText({ method, varianceSaved }: ExperimentResult): string {
  if (method === 'score') {
    return 'by the score test: too few declines or holds are to be expected for an adjustment'
  }
  return varianceSaved >= 0
    ? `adjusted for the predicted probability, which saved ${formatPercent(varianceSaved)} of the variance`
    : `adjusted for the predicted probability, which cost ${formatPercent(-varianceSaved)} of the variance`
}

function pointsText(interval: Interval): string {
  return `${percentText(interval, '')} points`
}

function percentText({ estimate, lower, upper }: Interval, unit = '%'): string {
  const [middle, from, to] = [estimate, lower, upper].map((value) => formatDecimal(100 * value, 1))
  return `${middle}${unit} (${from} to ${to})`
}

function moneyText(what: string, { kept, net }: MoneyEffect): string {
  const written = ({ estimate, lower, upper }: Interval) =>
    `${formatMeasure(estimate)} (${formatMeasure(lower)} to ${formatMeasure(upper)})`
  return `${what}: ${written(kept)}; after the offer's cost ${written(net)}`
}
