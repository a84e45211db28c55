import { listed, type Phrase, type TrackedNumber } from './narrative'

/**
 * Sentences of the notebooks whose truth depends on the outcome, each with the words for every outcome: also for tables
 * of few customers, constant columns, no effect, or everyone at risk.
 */

/** `3 more than`, `3 less than`, `as much as` where the quote, a size, is written as 0. */
export function comparedWith(size: TrackedNumber, difference: number): Phrase {
  return size.value === 0 ? 'as much as' : [size, difference < 0 ? ' less than' : ' more than']
}

/** The phrase as the start of a sentence: its first letter is a capital. */
export function sentenceStart({ text, ...quote }: TrackedNumber): TrackedNumber {
  return { ...quote, text: text.charAt(0).toUpperCase() + text.slice(1) }
}

/** Whether a ROC-AUC with this interval is more than guessing. */
export function skillInWords({ lower }: { readonly lower: number }): string {
  return lower > 0.5
    ? 'That is better than guessing.'
    : 'These customers do not show that it is better than guessing.'
}

/** What the answer of notebook 04 leads to: reasons of single customers mean something only where the model ranks. */
export function nextStepInWords({ lower }: { readonly lower: number }): string {
  return lower > 0.5
    ? 'Notebook 5 says, customer by customer, what drives the risk.'
    : 'The figure that counts does not show that this is better than guessing: what the following notebooks say of single customers, their reasons and their offers may be chance.'
}

/**
 * What the last step of a learning curve tells.
 *
 * @param before log loss with fewer customers @param all with all of them, and its 95% interval
 */
export function learningInWords({
  lower,
  upper,
}: {
  readonly lower: number
  readonly upper: number
}): string {
  if (upper < 0) return 'The curve still falls there: more customers would help.'
  if (lower > 0) return 'With more customers it became worse here: more of them need not help.'
  return 'The interval holds zero: whether still more customers would help, these folds cannot tell.'
}

/** Customers whose conformal set is empty. */
export function emptySetsInWords(neither: TrackedNumber): Phrase {
  if (neither.value === 0) return 'Nobody has an empty set.'
  return [
    neither,
    ' customers have an empty set: their probability is unusual for those who decline and for those who hold, and they count as misses.',
  ]
}

/** The group with the largest and the one with the least log loss. */
export function hardestInWords(
  hardest: { readonly group: string; readonly loss: TrackedNumber },
  easiest: { readonly group: string; readonly loss: TrackedNumber },
): Phrase {
  if (hardest.group === easiest.group)
    return ['All groups are as hard: ', hardest.group, ' has a log loss of ', hardest.loss, '.']
  return [
    'Hardest: ',
    hardest.group,
    ' (log loss ',
    hardest.loss,
    '); easiest: ',
    easiest.group,
    ' (',
    easiest.loss,
    ').',
  ]
}

/** What shuffling related features together adds to shuffling the strongest of them alone. */
export function togetherInWords(names: string, together: TrackedNumber, alone: TrackedNumber): Phrase {
  const figures: Phrase = [
    names,
    ': shuffled together they cost ',
    together,
    ', the strongest of them alone ',
    alone,
  ]
  return together.value > alone.value
    ? [figures, '. What they share, one alone does not show.']
    : [figures, '. Together they cost no more than one alone.']
}

/** Reasons of one customer, largest first. */
export function raisedBy(reasons: readonly string[]): string {
  return reasons.length === 0
    ? 'Nothing raises the risk above that of customers in general.'
    : `What raises the risk: ${reasons.join('; ')}.`
}

/** Reasons that are typical of a segment, with the share of its customers for whom each is the largest. */
export function typicalReasons(
  reasons: readonly { readonly label: string; readonly largest: TrackedNumber }[],
): Phrase {
  const told = reasons.filter(({ largest }) => largest.value > 0).slice(0, 2)
  if (told.length === 0)
    return 'No reason is typical of them: for none of them does a feature raise the risk.'
  return [
    'Typical of them as reasons: ',
    listed(
      told.map(({ label, largest }, i) => [label, i === 0 ? ' (the largest one of ' : ' (', largest, ')']),
    ),
    '.',
  ]
}

/** What reason clusters add to a segment, a share of which lies outside its most frequent cluster. */
export function clustersAdd(outside: TrackedNumber, segment: string): Phrase {
  return outside.value > 0
    ? [
        'The clusters add what an offer needs: ',
        outside,
        ` of «${segment}» have other main reasons than its most frequent cluster, and one offer would not fit them.`,
      ]
    : `All of «${segment}» share the main reasons of one cluster: there the clusters add nothing.`
}

/** Which of the two assumptions that a plan's gain depends on most the experiment measures: it measures effects alone. */
export function measuredFirst(
  assumptions: readonly { readonly name: string; readonly isEffect: boolean }[],
): string {
  const effects = assumptions.filter(({ isEffect }) => isEffect).map(({ name }) => `«${name}»`)
  if (effects.length === 0)
    return 'The experiment measures neither: both are for those who know the business to confirm.'
  if (effects.length === assumptions.length) return 'These are what the experiment has to measure first.'
  return `Of the two the experiment measures ${effects.join(' and ')}; the other is for those who know the business to confirm.`
}

/** Why no experiment can be drawn, and what would change that. */
export function tooFewInWords({
  atRisk,
  offered,
}: {
  readonly atRisk: number
  readonly offered: number
}): string {
  if (atRisk > offered)
    return 'too few of those at risk get an offer from the plan. Take more customers, or see in offers.json which offers, costs and limits keep the plan from making more'
  return 'too few of them are at risk. Take more customers, or lower riskFrom in offers.json'
}

/** `1 contact`, `12 contacts`, `fewer than 5 contacts`: as the quote is written. */
export function contactsInWords(contacts: TrackedNumber): Phrase {
  return [contacts, contacts.text === '1' ? ' contact' : ' contacts']
}
