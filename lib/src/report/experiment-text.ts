import type { ExperimentResult } from '../decisions/experiment/estimate'
import type { ArmOutcome } from '../decisions/experiment/known-outcomes'
import type { MoneyEffect } from '../decisions/experiment/money-effect'
import type { Interval } from '../statistics/intervals'
import { escapeHidden } from '../tables/problems'
import { formatCount, formatDecimal, formatMeasure, formatPercent, formatPValue } from '../util/numbers'

/** What an experiment found, as text of a command. */
export function experimentText(result: ExperimentResult): string {
  const { attrition, reduction, worth, conclusion, measured, relative, level } = result
  const lines = [
    `Treatment: ${armText(attrition.treatment)}`,
    `Control:   ${armText(attrition.control)}`,
    ...attritionLines(result),
    '',
    `Reduction of the decline rate: ${pointsText(reduction)} (${formatPercent(level)} interval), p ${pValueText(reduction.pValue)}`,
    `  ${methodText(result)}`,
    `  by the score test without the prediction: ${pointsText(result.plainReduction)}`,
    ...(relative ? [`  as a share of the control group's rate: ${percentText(relative)}`] : []),
    `  pays from ${formatDecimal(100 * worth.breakEven, 1)} points on; assumed were ` +
      `${formatDecimal(100 * worth.assumed.likely, 1)} points, which lies ${result.assumption}`,
    '',
    'By segment (intervals for each alone; p adjusted for their number, after Holm):',
    ...result.segments.map(
      ({ segment, counts: { treatment, control }, reduction: effect, adjustedPValue }) =>
        `  ${escapeHidden(segment)}: treatment ${treatment.events} of ${treatment.customers} declined, control ` +
        `${control.events} of ${control.customers}; reduction ${pointsText(effect)}, p ${pValueText(adjustedPValue)}`,
    ),
    '',
    'Money for each customer who gets an offer, over three months:',
    `  ${moneyText('kept, from activity and the assumed loss of a declining customer', result.kept)}`,
    ...(measured ? [`  ${moneyText('kept, from profit as measured', measured)}`] : []),
    '',
    `Conclusion: ${conclusion.title.en} (${conclusion.when.en}).`,
    `What to do: ${conclusion.decision.en}.`,
  ]
  return `${lines.join('\n')}\n`
}

function armText({ drawn, known, declined }: ArmOutcome): string {
  const share = known > 0 ? ` (${formatPercent(declined / known, 1)})` : ''
  return `${formatCount(drawn)} drawn, ${formatCount(known)} with an outcome, ${formatCount(declined)} declined${share}`
}

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
    `Left out, as their outcome is not known: ${formatCount(missing)} of those drawn (p of equal shares ${formatPValue(pValue)}). ${verdict}`,
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

const pValueText = (value: number) => (value < 0.001 ? formatPValue(value) : `= ${formatPValue(value)}`)

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
