import { conclusionNames } from '../../../decisions/experiment/conclusions'
import type { Occasion } from '../../../study/occasion'
import { toldConclusion } from '../../told/conclusions'
import { dataTable } from '../chart'
import {
  type ExperimentFindings,
  effectsKnown,
  type ManagementFindings,
  type MoneyFindings,
} from '../findings'
import { type Html, html } from '../html'
import type { Speaker } from '../speaker'
import type { Section } from './section'

/** What was not done, and the experiment that would do it. */
export function experimentSection(
  { experiment, money, months, occasion }: ManagementFindings,
  words: Speaker,
): Section {
  const { texts } = words
  const { heading, text } = openQuestion(words, money.effects)
  return {
    name: 'open',
    short: texts.experiment.short,
    heading,
    body: html`<p>${text}</p>
${occasion.kind === 'rehearsal' && experiment && rehearsedInWords(words)}
${experiment ? experimentMarkup(experiment, months, words) : html`<p>${texts.experiment.tooFew}</p>`}
<h3>${texts.experiment.limitsHeading}</h3>
<ul>${limits(occasion, words).map(
      (limit) => html`<li>${limit}</li>
`,
    )}</ul>`,
  }
}

/** What is not known of the offers' effects. */
function openQuestion(
  { texts }: Speaker,
  effects: MoneyFindings['effects'],
): { heading: string; text: string } {
  switch (effectsKnown(effects)) {
    case 'assumed':
      return {
        heading: texts.experiment.assumedHeading,
        text: texts.experiment.assumedText,
      }
    case 'partly':
      return {
        heading: texts.experiment.partlyHeading,
        text: texts.experiment.partlyText,
      }
    case 'measured':
      return {
        heading: texts.experiment.measuredHeading,
        text: texts.experiment.measuredText,
      }
  }
}

/** With these customers there is nothing left to try. */
function rehearsedInWords({ texts }: Speaker): Html {
  return html`<p>${texts.experiment.rehearsed}</p>`
}

function experimentMarkup(experiment: ExperimentFindings, months: number, words: Speaker): Html {
  const { texts, count, percent, about, language } = words
  const { treated, control, declineRate, worthwhile, assumed, detectable, power, quarters, falseClaim } =
    experiment
  const points = (share: number) => words.decimal(100 * share)
  return html`<h3>${texts.experiment.planHeading}</h3>
<ul>
<li>${texts.experiment.who({ customers: words.customers(treated + control), treated: words.treated(experiment) })}</li>
<li>${texts.experiment.length({ months: words.months(months), cost: about(experiment.cost), shown: count(quarters), quarters })}</li>
<li>${texts.experiment.looks(percent(falseClaim, 1))}</li>
<li>${texts.experiment.compared({ declineRate: percent(declineRate), worthwhile: points(worthwhile), assumed: points(assumed) })}</li>
${
  detectable > 0 &&
  html`<li>${texts.experiment.detectable({ detectable: points(detectable), power: percent(power), missed: missedInWords(power, words) })}</li>`
}
</ul>
${courseTable(experiment, words)}
${dataTable(
  {
    head: [texts.experiment.outcome, texts.experiment.toDo],
    rows: conclusionNames
      .map(toldConclusion)
      .map(({ title, decision }) => [title[language], decision[language]]),
  },
  texts.experiment.decisions,
  { isCaptioned: true, numbers: false },
)}`
}

function missedInWords(power: number, { texts, percent }: Speaker): string {
  return texts.experiment.missed(percent(1 - power))
}

/** Chances of each end, for a fall as assumed, half of it and none. */
function courseTable({ courses }: ExperimentFindings, { texts, percent, decimal }: Speaker): Html {
  const names = [texts.experiment.asAssumed, texts.experiment.halfOfIt, texts.experiment.noEffect]
  return dataTable(
    {
      head: [
        texts.experiment.whatOffersDo,
        texts.experiment.fall,
        texts.experiment.rolledOut,
        texts.experiment.stopped,
        texts.experiment.nothingShown,
        texts.experiment.meanQuarters,
      ],
      rows: courses.map(({ fall, rollOut, stop, end, expectedQuarters }, i) => [
        names[i],
        decimal(100 * fall),
        percent(rollOut, 1),
        percent(stop, 1),
        percent(end, 1),
        decimal(expectedQuarters),
      ]),
    },
    texts.experiment.courses,
    { isCaptioned: true },
  )
}

function limits({ byModel }: Occasion, { texts }: Speaker): string[] {
  return [
    byModel ? texts.experiment.oneSnapshotOfModel : texts.experiment.oneSnapshot,
    texts.experiment.leftOut,
    texts.experiment.assumptions,
    texts.experiment.noCauses,
    texts.experiment.moneyUnit,
  ]
}
