import { type Bilingual, pluralEn, pluralRu } from '../../../util/language'
import { type ExperimentFindings, effectsKnown, type ManagementFindings } from '../findings'
import { type Html, html } from '../html'
import type { Speaker } from '../speaker'

interface Tile {
  readonly value: string
  readonly label: string
}

/** What a manager has to know who reads nothing else: the key numbers and the one decision. */
export function summary(findings: ManagementFindings, words: Speaker): Html {
  const { stake, occasion } = findings
  const { say, count } = words
  const estimated =
    occasion.kind === 'open'
      ? say(
          'Для каждого из них модель оценила, насколько вероятно, что он начнёт покупать меньше.',
          'A model has estimated how likely each of them is to begin to buy less.',
        )
      : say(
          'Для каждого из них модель, которая не знала исхода, оценила, насколько вероятно, что он стал покупать меньше.',
          'A model that did not know the outcome has estimated how likely each of them was to buy less.',
        )
  return html`<p class="lede">${say(
    `Из ${words.ofCustomers(stake.total)} ${count(stake.active)} покупали в каждом из трёх месяцев в таблицах.`,
    `Of ${words.ofCustomers(stake.total)}, ${count(stake.active)} bought in each of the three months of the tables.`,
  )} ${estimated}</p>
<ul class="tiles">${tiles(findings, words).map(
    ({ value, label }) => html`<li><strong>${value}</strong> <span>${label}</span></li>
`,
  )}</ul>
<p class="note">${say('Единица всех сумм', 'Unit of all sums')}: ${findings.unit[words.language]}.</p>
<div class="decision"><p><strong>${say('Решение, которое нужно принять.', 'The decision to take.')}</strong> ${decision(findings, words)}</p></div>`
}

function tiles({ stake, why, money, certainty, months }: ManagementFindings, words: Speaker): Tile[] {
  const { say, about, count, percent } = words
  const share = (part: number) => percent(stake.atRisk > 0 ? part / stake.atRisk : 0)
  return [
    {
      value: about(stake.atRisk),
      label: say(
        `прибыли под угрозой за ${words.months(months)} из ${about(stake.profit)}`,
        `of profit at risk in ${words.months(months)}, of ${about(stake.profit)}`,
      ),
    },
    {
      value: count(why.customers),
      label: say(
        `клиентов в группе риска; на них ${share(why.atRisk)} этой суммы`,
        `customers at risk; they account for ${share(why.atRisk)} of that sum`,
      ),
    },
    accuracy(certainty, words),
    {
      value: `${about(money.cost)} → ${about(money.kept)}`,
      label:
        effectsKnown(money.effects) === 'measured'
          ? say(
              'затраты → сохранённая прибыль по измеренным эффектам',
              'cost → profit kept, by the measured effects',
            )
          : say(
              'затраты → сохранённая прибыль, если предположения верны',
              'cost → profit kept, if the assumptions are right',
            ),
    },
  ]
}

function accuracy(
  { precision, rightPairs }: ManagementFindings['certainty'],
  { say, percent }: Speaker,
): Tile {
  return precision === undefined
    ? {
        value: percent(rightPairs.estimate),
        label: say(
          'пар клиентов модель при проверке расставила верно',
          'of pairs of customers were put in the right order when tested',
        ),
      }
    : {
        value: percent(precision),
        label: say(
          'клиентов, отнесённых при проверке к группе риска, действительно стали покупать меньше',
          'of customers whom the test put at risk did buy less',
        ),
      }
}

/** Why an experiment comes first. */
const openEffects = {
  assumed: {
    ru: 'действие предложений пока не измерено',
    en: 'the effect of the offers has not been measured yet',
  },
  partly: {
    ru: 'действие части предложений пока не измерено',
    en: 'the effect of some offers has not been measured yet',
  },
  measured: {
    ru: 'действие предложений измерено пока с погрешностью',
    en: 'the effects are measured with an error so far',
  },
} as const

function decision({ occasion, experiment, money, months }: ManagementFindings, words: Speaker): string {
  const { say, about, count } = words
  if (occasion.kind === 'rehearsal')
    return rehearsed(experiment, openEffects[effectsKnown(money.effects)], words)
  if (experiment) {
    const unmeasured = openEffects[effectsKnown(money.effects)]
    return say(
      `Провести эксперимент: из ${words.ofCustomers(experiment.treated + experiment.control)} группы риска ${count(experiment.treated)}, выбранные случайно, получают предложение, остальные — обычную рассылку. Расходы — около ${about(experiment.cost)} за ${words.months(months)}. Тратить больше до результата не стоит: ${unmeasured.ru}.${waitInWords(experiment, words)}`,
      `Run the experiment: ${count(experiment.treated)} of ${words.ofCustomers(experiment.treated + experiment.control)} at risk, drawn by lot, get an offer, the others the usual news. It costs about ${about(experiment.cost)} in ${words.months(months)}. Spend no more before its result: ${unmeasured.en}.${waitInWords(experiment, words)}`,
    )
  }
  return say(
    `Для эксперимента клиентов слишком мало. Если делать предложения по плану, расходы составят ${about(money.cost)}; окупятся ли они, данные не показывают.`,
    `There are too few customers for an experiment. The planned offers cost ${about(money.cost)}; the data do not show whether they pay.`,
  )
}

/** What a rehearsal leads to: nothing can be decided for its own customers. */
function rehearsed(
  experiment: ExperimentFindings | undefined,
  unmeasured: Bilingual,
  words: Speaker,
): string {
  const { say, about, count } = words
  const size = experiment
    ? say(
        ` Будь исход этих клиентов ещё не известен, в эксперименте участвовали бы ${words.customers(experiment.treated + experiment.control)} и он стоил бы около ${about(experiment.cost)}; предложение получили бы ${count(experiment.treated)}, остальные — обычную рассылку.${waitInWords(experiment, words)}`,
        ` Were the outcome of these customers open, the experiment would take ${words.customers(experiment.treated + experiment.control)} and cost about ${about(experiment.cost)}; ${count(experiment.treated)} would get an offer, the others the usual news.${waitInWords(experiment, words)}`,
      )
    : say(
        ' Будь исход этих клиентов ещё не известен, для эксперимента их было бы слишком мало.',
        ' Were the outcome of these customers open, they would be too few for an experiment.',
      )
  return say(
    `Составить такой же план для клиентов, чей исход ещё не известен, и начать с эксперимента: ${unmeasured.ru}.${size}`,
    `Make such a plan for customers whose outcome is open, and begin with an experiment: ${unmeasured.en}.${size}`,
  )
}

/** How surely and how soon the answer comes if the assumption is right. */
function waitInWords(
  { quarters, courses: [{ rollOut, expectedQuarters }] }: ExperimentFindings,
  { say, count, percent, decimal }: Speaker,
): string {
  // Nothing is quite certain: more than 99% is said as such.
  const sure = rollOut > 0.99
  const chance = {
    ru: sure ? `больше ${percent(0.99)}` : percent(rollOut),
    en: sure ? `more than ${percent(0.99)}` : percent(rollOut),
  }
  return say(
    ` Если эффект таков, как предполагается, эксперимент докажет пользу с вероятностью ${chance.ru} не больше чем за ${count(quarters)} ${pluralRu(quarters, ['квартал', 'квартала', 'кварталов'])}, в среднем решение займёт ${decimal(expectedQuarters)} квартала.`,
    ` If the effect is as assumed, the experiment shows a benefit with a chance of ${chance.en} within ${count(quarters)} ${pluralEn(quarters, 'quarter')}; a decision takes ${decimal(expectedQuarters)} of them on average.`,
  )
}
