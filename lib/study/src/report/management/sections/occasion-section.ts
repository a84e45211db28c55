import type { ModelOccasion } from '../../../study/occasion'
import type { ManagementFindings } from '../findings'
import { type Html, html } from '../html'
import type { Speaker } from '../speaker'

/**
 * What the report is about, above everything else: a rehearsal on the past or customers whose outcome is open; and for
 * a plan by a model file, whether the model still fits these customers and what it has seen of them.
 */
export function occasionNotice({ occasion, stake, openPlan }: ManagementFindings, words: Speaker): Html {
  const { texts } = words
  const { kind, byModel } = occasion
  const prevalence = occasion.prevalence ?? byModel?.prevalence
  const sentences = [
    ...(byModel ? [verdict(byModel, words)] : []),
    kind === 'open' ? openInWords(byModel, words) : rehearsalInWords(stake.declined, words),
    ...(byModel ? [...learnedInWords(byModel, words), ...measuredInWords(byModel, words)] : []),
    ...(prevalence === undefined ? [] : [prevalenceInWords({ prevalence, occasion, stake }, words)]),
  ]
  return html`<div class="occasion ${byModel?.drift?.conclusion ?? 'keep'}" role="note">
${sentences.map(
  (sentence) => html`<p>${sentence}</p>
`,
)}${
  openPlan !== undefined &&
  html`<p><a href="${openPlan}">${texts.occasion.openPlan}</a></p>
`
}</div>`
}

/** The drift check in one sentence; its page says more. */
function verdict({ drift }: ModelOccasion, { texts, count }: Speaker): Html {
  if (!drift) {
    return html`<strong>${texts.occasion.tooFewToCheck}</strong>`
  }
  const conclusion = {
    keep: texts.occasion.keep,
    watch: texts.occasion.watch(count(drift.alarms)),
    retrain: texts.occasion.retrain(count(drift.alarms)),
  }[drift.conclusion]
  return html`<strong>${conclusion}</strong> <a href="drift.html">${texts.occasion.details}</a>`
}

function openInWords(byModel: ModelOccasion | undefined, words: Speaker): string {
  const { texts } = words
  const quarter = byModel?.quarter
  const learned = byModel ? learnedFrom(byModel, words) : ''
  const period = quarter ? texts.occasion.quarter(quarter) : ''
  return texts.occasion.open({ period, learned })
}

/** How many it learned from is not said: beside the counts of its study's report it would tell whom it was kept from. */
function learnedFrom({ model }: ModelOccasion, { texts, customers }: Speaker): string {
  return model.earlier === undefined ? '' : texts.occasion.learnedFromEarlier(customers(model.earlier))
}

function rehearsalInWords(declined: number | undefined, words: Speaker): string {
  const { texts } = words
  const known =
    declined === undefined
      ? ''
      : texts.occasion.declined({
          customers: words.customers(declined),
          ofCustomers: words.ofCustomers(declined),
        })
  return texts.occasion.rehearsal(known)
}

function learnedInWords({ learned }: ModelOccasion, words: Speaker): string[] {
  const { texts, people } = words
  if (!learned) {
    return [texts.occasion.learnedUnknown]
  }
  const { same, changed } = learned
  return [
    ...(same > 0
      ? [texts.occasion.learnedSame({ customers: words.customers(same), people: people(same), count: same })]
      : []),
    ...(changed > 0
      ? [texts.occasion.learnedChanged({ customers: words.customers(changed), people: people(changed) })]
      : []),
  ]
}

function measuredInWords({ measured }: ModelOccasion, { texts, percent }: Speaker): string[] {
  if (!measured) return []
  const { estimate, lower, upper } = measured.rocAuc
  const range = `${percent(lower)}–${percent(upper)}`
  return [texts.occasion.measured({ estimate: percent(estimate), range })]
}

/** From this difference on the mean probability is said to be another share than the stated one. */
const sameShare = 0.01

/** The share that the store states, and how many of the customers themselves are expected to decline. */
function prevalenceInWords(
  { prevalence, occasion, stake }: Pick<ManagementFindings, 'occasion' | 'stake'> & { prevalence: number },
  words: Speaker,
): string {
  const { texts, percent, count } = words
  const mean = stake.expected / stake.active
  const counted = texts.occasion.countedOnce({
    active: words.customers(stake.active),
    expected: count(stake.expected),
    share: percent(mean),
  })
  const difference = mean - prevalence
  return [
    texts.occasion.prevalence(percent(prevalence)),
    counted,
    ...(Math.abs(difference) < sameShare
      ? []
      : [
          difference > 0 ? texts.occasion.moreThanStated : texts.occasion.fewerThanStated,
          ...(occasion.byModel ? [texts.occasion.wholeStore] : []),
        ]),
  ].join(' ')
}
