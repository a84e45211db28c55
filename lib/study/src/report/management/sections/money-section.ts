import { assumptionsFigure, budgetCurveFigure, budgetPoliciesFigure } from '../../figures/budget'
import { chartMarkup } from '../chart'
import { effectsKnown, type ManagementFindings, type MoneyFindings, type StakeFindings } from '../findings'
import { html } from '../html'
import { type PlanOutcome, planOutcome } from '../situation'
import type { Speaker } from '../speaker'
import type { Section } from './section'

/** What it brings and costs. */
export function moneySection(findings: ManagementFindings, words: Speaker): Section {
  const { money, stake, months } = findings
  const outcome = planOutcome(findings)
  if (outcome !== 'offers') return withoutOffers(outcome, money, words)
  const { texts, about, percent } = words
  const { cost, kept, net, chanceToPay, independent, sharedError, effects } = money
  const measured = effectsKnown(effects) === 'measured'
  const period = words.months(months)
  const shared = measured
    ? ''
    : texts.money.sharedError({
        sharedError: percent(sharedError),
        chanceToPay: percent(independent.chanceToPay),
        lower: about(independent.lower),
      })
  return {
    name: 'money',
    short: texts.money.short,
    heading: measured
      ? texts.money.headingMeasured({ cost: about(cost), kept: about(kept) })
      : texts.money.headingAssumed({ cost: about(cost), kept: about(kept) }),
    body: html`<p>${effectsInWords(money, words)}${cost > 0 && ` ${texts.money.eachUnit({ units: words.decimal(kept / cost), period })}`} ${scaleInWords(money, stake, words)}</p>
<p>${budgetInWords(money, words)}</p>
<p>${texts.money.uncertain({ lower: about(net.lower), upper: about(net.upper), chanceToPay: percent(chanceToPay), shared })}${breakEvenInWords(money, words)}${lowEndInWords(money, words)}</p>
${money.policies.length > 0 && policiesMarkup(money, words)}
${money.curve.length > 1 && curveMarkup(money, words)}
${money.assumptions.length > 0 && assumptionsMarkup(money, words)}`,
  }
}

/** A plan without offers: nothing is gained, so nothing is said of gains and chances. */
function withoutOffers(
  outcome: Exclude<PlanOutcome, 'offers'>,
  { statedBudget, budget }: MoneyFindings,
  words: Speaker,
): Section {
  const { texts } = words
  return {
    name: 'money',
    short: texts.money.short,
    heading: texts.money.headingNothing,
    body: html`<p>${statedBudgetInWords({ statedBudget, budget }, words)} ${texts.money.withoutOffers[outcome]}</p>`,
  }
}

/** What is known of the effects, and what they rest on. */
function effectsInWords(
  { effects: { planned, measured } }: MoneyFindings,
  { texts, count }: Speaker,
): string {
  const prior = texts.money.ranking
  if (measured === 0) {
    return texts.money.effectsAssumed(prior)
  }
  if (measured === planned) {
    return texts.money.effectsMeasured
  }
  return texts.money.effectsPartly({ measured: count(measured), planned: count(planned), prior })
}

function breakEvenInWords({ breakEven }: MoneyFindings, { texts, percent }: Speaker): string {
  if (breakEven === undefined) return ''
  return breakEven <= 1
    ? texts.money.paysDown(percent(breakEven))
    : texts.money.paysOnlyAt(percent(breakEven))
}

/** What the plan keeps against what is at risk and against all profit. */
function scaleInWords(
  { cost, kept }: MoneyFindings,
  { atRisk, profit }: StakeFindings,
  { texts, about, percent }: Speaker,
): string {
  if (!(atRisk > 0 && profit > 0)) return ''
  return texts.money.scale({
    ofRisk: percent(kept / atRisk, 1),
    ofProfit: percent(kept / profit, 1),
    left: about(kept - cost),
  })
}

/** Where the budget comes from, and how much of it the plan spends. */
function budgetInWords(money: MoneyFindings, words: Speaker): string {
  const { budget, cost } = money
  const { texts, about } = words
  const spent = cost < 0.98 * budget ? texts.money.spendsPart(about(cost)) : texts.money.spendsAll
  return statedBudgetInWords(money, words) + spent
}

function statedBudgetInWords(
  { budget, statedBudget }: Pick<MoneyFindings, 'budget' | 'statedBudget'>,
  { texts, about, percent }: Speaker,
): string {
  return 'share' in statedBudget
    ? texts.money.budgetShare({ share: percent(statedBudget.share, 1), budget: about(budget) })
    : texts.money.budgetAmount(about(budget))
}

/** What is left if every effect is at the low end of what is assumed. */
function lowEndInWords({ lowEnd, effects: { planned } }: MoneyFindings, words: Speaker): string {
  const { texts, about, count } = words
  const { net, paying, anyPays } = lowEnd
  const result = net < 0 ? texts.money.loses(about(-net)) : texts.money.gains(about(net))
  if (!anyPays) {
    return texts.money.lowEndNobody(result)
  }
  if (paying === 0) {
    return texts.money.lowEndNone(result)
  }
  return texts.money.lowEndSome({ paying: count(paying), planned: count(planned), result })
}

function policiesMarkup(money: MoneyFindings, words: Speaker) {
  const { texts, money: sum, language } = words
  return html`${chartMarkup(
    {
      name: 'policies',
      figure: budgetPoliciesFigure(money.policies, { language }),
      table: {
        head: [texts.money.rule, texts.money.cost, texts.money.keeps, texts.money.gain],
        rows: money.policies.map(({ name, cost, kept }) => [
          name[language],
          sum(cost),
          sum(kept),
          sum(kept - cost),
        ]),
      },
    },
    words,
  )}`
}

function curveMarkup(money: MoneyFindings, words: Speaker) {
  const { texts, about, money: sum } = words
  const { worthwhileBudget, cost, budget, curve } = money
  return html`<p>${
    worthwhileBudget > 1.02 * budget
      ? texts.money.raiseBudget({ worthwhileBudget: about(worthwhileBudget), budget: about(budget) })
      : texts.money.bestSpent(about(cost))
  }</p>
${chartMarkup(
  {
    name: 'budget',
    figure: budgetCurveFigure(money, { language: words.language }),
    table: {
      head: [texts.money.budget, texts.money.spent, texts.money.kept, texts.money.gain],
      rows: curve.map(({ budget, cost, kept }) => [sum(budget), sum(cost), sum(kept), sum(kept - cost)]),
    },
  },
  words,
)}`
}

function assumptionsMarkup(money: MoneyFindings, words: Speaker) {
  const { texts, money: sum, language } = words
  const [widest] = money.assumptions
  return html`<p>${texts.money.widest(widest.name[language])}</p>
${chartMarkup(
  {
    name: 'assumptions',
    figure: assumptionsFigure(money.assumptions, money.kept - money.cost, { language }),
    table: {
      head: [texts.money.assumption, texts.money.gainAtWorst, texts.money.gainAtBest],
      rows: money.assumptions.map(({ name, low, high }) => [name[language], sum(low), sum(high)]),
    },
  },
  words,
)}
<p class="note">${texts.money.assumptionsNote}</p>`
}
