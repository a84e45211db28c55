import { fewestCustomers } from '../../../customers/small-groups'
import { type Bilingual, pluralEn, pluralRu } from '../../../words/language'
import {
  type ExperimentFindings,
  effectsKnown,
  type ManagementFindings,
  type StakeFindings,
} from '../findings'
import { type Html, html } from '../html'
import { likelyLoss } from '../likely-loss'
import type { Speaker } from '../speaker'

interface Tile {
  readonly value: string
  readonly label: string
}

/** What a manager has to know who reads nothing else: the key numbers and the one decision. */
export function summary(findings: ManagementFindings, words: Speaker): Html {
  const { stake, occasion } = findings
  const { say } = words
  const estimated =
    occasion.kind === 'open'
      ? say(
          'Для каждого из клиентов отчёта модель оценила, насколько вероятно, что он начнёт покупать меньше.',
          'For each customer of the report a model has estimated how likely it is that they begin to buy less.',
        )
      : say(
          'Для каждого из клиентов отчёта модель, которая не знала исхода, оценила, насколько вероятно, что он стал покупать меньше.',
          'For each customer of the report a model that did not know the outcome has estimated how likely it was that they buy less.',
        )
  return html`<p class="lede">${everyoneInWords(stake, words)} ${estimated}</p>
<ul class="tiles">${tiles(findings, words).map(
    ({ value, label }) => html`<li><strong>${value}</strong> <span>${label}</span></li>
`,
  )}</ul>
<p class="note">${unitInWords(findings, words)}</p>
<div class="decision"><p><strong>${say('Решение, которое нужно принять.', 'The decision to take.')}</strong> ${decision(findings, words)}</p></div>`
}

/**
 * Whom the report is about, and why the others of the tables are not among them; together they are all. Where a
 * reason has too few customers, all are counted together, and where even these are too few, how many the tables hold is not said.
 */
function everyoneInWords(
  { total, active, withoutProfit, inactive, incomplete, lackingTables }: StakeFindings,
  words: Speaker,
): string {
  const { say, people } = words
  const reasons = [
    {
      customers: inactive,
      why: say(
        'хотя бы в одном из этих месяцев ничего не купили',
        'bought nothing in at least one of these months',
      ),
    },
    {
      customers: incomplete,
      why: say(
        `в ${words.list(lackingTables)} есть не все их строки, и оценить их нельзя`,
        `lack rows in ${words.list(lackingTables)} and cannot be judged`,
      ),
    },
    {
      customers: withoutProfit,
      why: say(
        'покупали каждый месяц, но прибыль в money.csv не указана, и решений о них нет',
        'bought in each month, but money.csv states no profit, so nothing is decided for them',
      ),
    },
  ].filter(({ customers }) => customers > 0)
  const hidden = reasons.some(({ customers }) => customers < fewestCustomers)
    ? reasons.reduce((sum, { customers }) => sum + customers, 0)
    : 0
  const others =
    hidden > 0
      ? [{ customers: hidden, why: reasons.map(({ why }) => why).join(say(' или ', ' or ')) }]
      : reasons
  const isTotalTold = active >= fewestCustomers && (hidden === 0 || hidden >= fewestCustomers)
  const about = withoutProfit > 0 ? say(', и их прибыль известна', ', and their profit is known') : ''
  const start = isTotalTold
    ? say(
        `Из ${words.ofCustomers(total)} ${words.count(active)} покупали в каждом из трёх месяцев в таблицах${about}: о них этот отчёт.`,
        `Of ${words.ofCustomers(total)}, ${words.count(active)} bought in each of the three months of the tables${about}: the report is about them.`,
      )
    : say(
        `В каждом из трёх месяцев в таблицах покупали ${words.customers(active)}${about}: о них этот отчёт.`,
        `${words.customers(active)} bought in each of the three months of the tables${about}: the report is about them.`,
      )
  const parts = others.map(({ customers, why }) =>
    say(`${why} — ${people(customers)}`, `${people(customers)} ${why}`),
  )
  return others.length === 0 ? start : `${start} ${say('Остальные', 'The others')}: ${parts.join('; ')}.`
}

/** The unit of all sums, or where to state it. */
function unitInWords({ unit }: ManagementFindings, { say, language }: Speaker): string {
  if (unit) return say(`Единица всех сумм: ${unit[language]}.`, `Unit of all sums: ${unit[language]}.`)
  return say(
    'В каких деньгах записаны суммы, не указано: впишите единицу в файл offers.json (в его начало), например «тыс. руб.». Пока это единица, в которой финансовый отдел считает прибыль.',
    'The unit of the sums is not stated: write it into the file offers.json (at its beginning), for example “thousand roubles”. Until then it is the unit in which the finance department states profit.',
  )
}

function tiles({ stake, why, money, certainty, months }: ManagementFindings, words: Speaker): Tile[] {
  const { say, about, people, percent } = words
  const share = (part: number) => percent(stake.atRisk > 0 ? part / stake.atRisk : 0)
  return [
    {
      value: about(stake.atRisk),
      label: say(
        `прибыли под угрозой за ${words.months(months)} из ${about(stake.profit)} — это верхняя граница; вероятная потеря, если уходит ${percent(stake.lostShare.likely)} прибыли клиента, — ${about(likelyLoss(stake))}`,
        `of profit at risk in ${words.months(months)}, of ${about(stake.profit)}: an upper bound. The likely loss, if ${percent(stake.lostShare.likely)} of a customer’s profit goes, is ${about(likelyLoss(stake))}`,
      ),
    },
    {
      value: people(why.customers),
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
  const { say, about } = words
  if (occasion.kind === 'rehearsal')
    return rehearsed(experiment, openEffects[effectsKnown(money.effects)], words)
  if (experiment) {
    const unmeasured = openEffects[effectsKnown(money.effects)]
    return say(
      `Провести эксперимент: из ${words.ofCustomers(experiment.treated + experiment.control)} группы риска ${words.treated(experiment)}, выбранные случайно, получают предложение, остальные — обычную рассылку. Расходы — около ${about(experiment.cost)} за ${words.months(months)}. Тратить больше до результата не стоит: ${unmeasured.ru}.${waitInWords(experiment, words)}`,
      `Run the experiment: ${words.treated(experiment)} of ${words.ofCustomers(experiment.treated + experiment.control)} at risk, drawn by lot, get an offer, the others the usual news. It costs about ${about(experiment.cost)} in ${words.months(months)}. Spend no more before its result: ${unmeasured.en}.${waitInWords(experiment, words)}`,
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
  const { say, about } = words
  const size = experiment
    ? say(
        ` Будь исход этих клиентов ещё не известен, в эксперименте участвовали бы ${words.customers(experiment.treated + experiment.control)} и он стоил бы около ${about(experiment.cost)}; предложение получили бы ${words.treated(experiment)}, остальные — обычную рассылку.${waitInWords(experiment, words)}`,
        ` Were the outcome of these customers open, the experiment would take ${words.customers(experiment.treated + experiment.control)} and cost about ${about(experiment.cost)}; ${words.treated(experiment)} would get an offer, the others the usual news.${waitInWords(experiment, words)}`,
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
