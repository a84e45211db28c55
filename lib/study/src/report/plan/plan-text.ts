import type { Interval } from '@one-click/statistics'
import type { Customers } from '../../customers/customers'
import { countStandings } from '../../customers/standing'
import type { ExpectedMeasures } from '../../evaluation/training-reference'
import { conclusionTitles } from '../../study/drift-summary'
import { moneyUnit } from '../../words/money-unit'
import { formatCount, formatDecimal, formatMoney, formatPercent } from '../../words/number-format'
import { pluralEn } from '../../words/plural'
import type { PlannedTables } from './plan-tables'

/** The plan as a few lines for the terminal, the drift check first. */
export function planText({ decided, drift, modelOccasion }: PlannedTables): string[] {
  const { occasion, customers, risk, offers, experiment, catalogue, placed } = decided
  const { plan } = offers.budget
  const { measured } = modelOccasion
  return [
    drift
      ? `${drift.report.conclusion.toUpperCase()}: ${conclusionTitles[drift.report.conclusion]} (drift.html says why)`
      : 'Too few customers to compare with the training data.',
    occasion.kind === 'open'
      ? 'The outcome of these customers is open.'
      : 'The outcome of these customers is in the tables: this plan is a rehearsal on the past.',
    ...(measured ? [measuresInWords(measured)] : []),
    `${formatCount(risk.rows.length)} of ${formatCount(customers.count)} customers judged${leftOut(customers)}; segments cut at ` +
      `${formatPercent(placed.cuts.probability)} and ${formatMoney(placed.cuts.profit)} a month, ` +
      (modelOccasion.cuts === 'training' ? 'as in the study of the model' : 'learned from these customers'),
    `${formatCount(offers.budget.customers.offered)} ${pluralEn(offers.budget.customers.offered, 'offer')}: cost ` +
      `${formatMoney(plan.cost)}, keeps ${formatMoney(plan.kept)} if the assumptions are right (${moneyUnit(catalogue).en})`,
    experiment
      ? `Experiment: ${formatCount(experiment.drawn.ids.length)} customers drawn into two arms`
      : 'Too few customers for an experiment.',
  ]
}

/** Why the others are not among them. */
function leftOut({ standing, activeRows, decisionRows }: Customers): string {
  const { inactive, incomplete } = countStandings(standing)
  const parts = [
    { count: inactive, why: 'bought nothing in some month' },
    { count: incomplete, why: 'lack rows in a table' },
    { count: activeRows.length - decisionRows.length, why: 'have no profit in money.csv' },
  ].filter(({ count }) => count > 0)
  return parts.length === 0
    ? ''
    : ` (${parts.map(({ count, why }) => `${formatCount(count)} ${why}`).join(', ')})`
}

/** How good the probabilities were, in one line. */
function measuresInWords({ rocAuc, logLoss, brier }: ExpectedMeasures): string {
  const words = ({ estimate, lower, upper }: Interval) =>
    `${formatDecimal(estimate)} (${formatDecimal(lower)} to ${formatDecimal(upper)})`
  return `Judged by it: ROC-AUC ${words(rocAuc)}, log loss ${words(logLoss)}, Brier score ${words(brier)}`
}
