import { leftOutGroups, toldPopulation } from '../../../customers/told-counts'
import {
  type ExperimentFindings,
  effectsKnown,
  type ManagementFindings,
  type StakeFindings,
} from '../findings'
import { type Html, html } from '../html'
import { likelyLoss } from '../likely-loss'
import { isBetterThanGuessing, type PlanOutcome, planOutcome } from '../situation'
import type { Speaker } from '../speaker'

interface Tile {
  readonly value: string
  readonly label: string
}

/** What a manager has to know who reads nothing else: the key numbers and the one decision. */
export function summary(findings: ManagementFindings, words: Speaker): Html {
  const { stake, occasion } = findings
  const { texts } = words
  const estimated = occasion.kind === 'open' ? texts.summary.estimatedOpen : texts.summary.estimatedRehearsal
  return html`<p class="lede">${everyoneInWords(stake, words)} ${estimated}</p>
<ul class="tiles">${tiles(findings, words).map(
    ({ value, label }) => html`<li><strong>${value}</strong> <span>${label}</span></li>
`,
  )}</ul>
${
  !isBetterThanGuessing(findings.certainty) &&
  html`<p><strong>${texts.summary.guessing}</strong></p>
`
}<p class="note">${unitInWords(findings, words)}</p>
<div class="decision"><p><strong>${texts.summary.decision}</strong> ${decision(findings, words)}</p></div>`
}

/**
 * Whom the report is about, and why the others of the tables are not among them; together they are all. Where a
 * reason has too few customers, all are counted together, and where even these are too few, how many the tables hold is not said.
 */
function everyoneInWords(
  { total, active, withoutProfit, inactive, incomplete, lackingTables }: StakeFindings,
  words: Speaker,
): string {
  const { texts, people } = words
  const others = leftOutGroups([
    { customers: inactive, reason: texts.summary.inactive },
    { customers: incomplete, reason: texts.summary.incomplete(words.list(lackingTables)) },
    { customers: withoutProfit, reason: texts.summary.withoutProfit },
  ])
  const isTotalTold = toldPopulation({ decided: active, active, total, learned: active }).total !== undefined
  const about = withoutProfit > 0 ? texts.summary.profitKnown : ''
  const start = isTotalTold
    ? texts.summary.activeOfTotal({
        total: words.ofCustomers(total),
        active: words.count(active),
        about,
        n: active,
      })
    : texts.summary.active({ active: words.customers(active), about, n: active })
  const parts = others.map(({ customers, reasons }) =>
    texts.summary.leftOut({ people: people(customers), why: reasons.join(texts.summary.or) }),
  )
  return others.length === 0 ? start : `${start} ${texts.summary.others}: ${parts.join('; ')}.`
}

/** The unit of all sums, or where to state it. */
function unitInWords({ unit }: ManagementFindings, { texts, language }: Speaker): string {
  if (unit) return texts.summary.unit(unit[language])
  return texts.summary.noUnit
}

function tiles(findings: ManagementFindings, words: Speaker): Tile[] {
  const { stake, why, money, certainty, months } = findings
  const { texts, about, people, percent } = words
  const share = (part: number) => percent(stake.atRisk > 0 ? part / stake.atRisk : 0)
  return [
    {
      value: about(stake.atRisk),
      label: texts.summary.atRisk({
        months: words.months(months),
        profit: about(stake.profit),
        lostShare: percent(stake.lostShare.likely),
        loss: about(likelyLoss(stake)),
      }),
    },
    {
      value: people(why.customers),
      label:
        why.customers > 0
          ? texts.summary.customersAtRisk({
              share: share(why.atRisk),
              riskFrom: percent(why.riskFrom),
              n: why.customers,
            })
          : texts.summary.nobodyAtRisk(percent(why.riskFrom)),
    },
    accuracy(certainty, words),
    ...(planOutcome(findings) === 'offers'
      ? [
          {
            value: `${about(money.cost)} → ${about(money.kept)}`,
            label:
              effectsKnown(money.effects) === 'measured'
                ? texts.summary.costAndKeptMeasured
                : texts.summary.costAndKeptAssumed,
          },
        ]
      : []),
  ]
}

function accuracy(
  { precision, rightPairs }: ManagementFindings['certainty'],
  { texts, percent }: Speaker,
): Tile {
  return precision === undefined
    ? {
        value: percent(rightPairs.estimate),
        label: texts.summary.pairsRight,
      }
    : {
        value: percent(precision),
        label: texts.summary.precision,
      }
}

function decision(findings: ManagementFindings, words: Speaker): string {
  const { occasion, experiment, money, months } = findings
  const { texts, about } = words
  const outcome = planOutcome(findings)
  if (outcome !== 'offers') return withoutOffers(outcome, occasion.kind, words)
  if (occasion.kind === 'rehearsal')
    return rehearsed(experiment, words.texts.summary.openEffects[effectsKnown(money.effects)], words)
  if (experiment) {
    const unmeasured = words.texts.summary.openEffects[effectsKnown(money.effects)]
    return texts.summary.runExperiment({
      treated: words.treated(experiment),
      ofCustomers: words.ofCustomers(experiment.treated + experiment.control),
      cost: about(experiment.cost),
      months: words.months(months),
      unmeasured,
      wait: waitInWords(experiment, words),
    })
  }
  return texts.summary.tooFewForExperiment(about(money.cost))
}

/** What is to be decided where the plan makes no offers. */
function withoutOffers(
  outcome: Exclude<PlanOutcome, 'offers'>,
  kind: ManagementFindings['occasion']['kind'],
  { texts }: Speaker,
): string {
  const why = texts.summary.withoutOffers[outcome]
  return kind === 'rehearsal' ? `${why} ${texts.summary.rehearsedWithoutOffers}` : why
}

/** What a rehearsal leads to: nothing can be decided for its own customers. */
function rehearsed(experiment: ExperimentFindings | undefined, unmeasured: string, words: Speaker): string {
  const { texts, about } = words
  const size = experiment
    ? texts.summary.rehearsedExperiment({
        customers: words.customers(experiment.treated + experiment.control),
        cost: about(experiment.cost),
        treated: words.treated(experiment),
        wait: waitInWords(experiment, words),
        n: experiment.treated + experiment.control,
      })
    : texts.summary.rehearsedTooFew
  return texts.summary.rehearsed({ unmeasured, size })
}

/** How surely and how soon the answer comes if the assumption is right. */
function waitInWords(
  { quarters, courses: [{ rollOut, expectedQuarters }] }: ExperimentFindings,
  { texts, count, percent, decimal }: Speaker,
): string {
  // Nothing is quite certain: more than 99% is said as such.
  const sure = rollOut > 0.99
  const chance = sure ? texts.summary.moreThan(percent(0.99)) : percent(rollOut)
  return texts.summary.wait({
    chance,
    shown: count(quarters),
    quarters,
    expectedQuarters: decimal(expectedQuarters),
  })
}
