import { experimentConclusions } from '../../../decisions/experiment/conclusions'
import type { Occasion } from '../../../study/occasion'
import { pluralRu } from '../../../words/language'
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
  const { say } = words
  const { heading, text } = openQuestion(words, money.effects)
  return {
    name: 'open',
    short: say('Что не сделано', 'What was not done'),
    heading,
    body: html`<p>${text}</p>
${occasion.kind === 'rehearsal' && experiment && rehearsedInWords(words)}
${experiment ? experimentMarkup(experiment, months, words) : html`<p>${say('Клиентов группы риска, которым по плану есть что предложить, слишком мало для эксперимента.', 'Too few customers at risk get an offer from the plan for an experiment.')}</p>`}
<h3>${say('Что ещё ограничивает выводы', 'What else limits the findings')}</h3>
<ul>${limits(occasion, words).map(
      (limit) => html`<li>${limit}</li>
`,
    )}</ul>`,
  }
}

/** What is not known of the offers' effects. */
function openQuestion(
  { say }: Speaker,
  effects: MoneyFindings['effects'],
): { heading: string; text: string } {
  switch (effectsKnown(effects)) {
    case 'assumed':
      return {
        heading: say(
          'Действие предложений не измерено: это покажет только эксперимент',
          'The effect of the offers has not been measured: only an experiment can show it',
        ),
        text: say(
          'В данных нет ни одного клиента, о котором известно, что ему сделали предложение и что было потом. Поэтому суммы «сохранит» — расчёт по предположениям, а не результат.',
          'For no customer do the data show that an offer was made and what followed. So the sums under “keeps” are calculated from assumptions; they are not results.',
        ),
      }
    case 'partly':
      return {
        heading: say(
          'Действие измерено не у всех предложений: остальное покажет эксперимент',
          'The effects of some offers have not been measured: the experiment goes on',
        ),
        text: say(
          'Для предложений без измеренного эффекта суммы «сохранит» — расчёт по предположениям, а не результат.',
          'For offers without a measured effect the sums under “keeps” are calculated from assumptions; they are not results.',
        ),
      }
    case 'measured':
      return {
        heading: say(
          'Действие предложений измерено, но с погрешностью: эксперимент продолжается',
          'The effects of the offers are measured, with an error: the experiment goes on',
        ),
        text: say(
          'Суммы «сохранит» — расчёт по эффектам, измеренным на прежних клиентах; как предложения подействуют на этих, покажет следующий эксперимент.',
          'The sums under “keeps” are calculated from effects measured on earlier customers; what offers do to these the next experiment will show.',
        ),
      }
  }
}

/** With these customers there is nothing left to try. */
function rehearsedInWords({ say }: Speaker): Html {
  return html`<p>${say(
    'Ниже — пробный расчёт: каким был бы эксперимент с этими клиентами, если бы их исход ещё не был известен. Настоящий эксперимент проводят с клиентами, чей исход впереди; на группы их делит план, составленный для таких клиентов.',
    'Below is a rehearsal: what the experiment with these customers would have been, had their outcome been open. The real one is run with customers whose outcome is still to come; a plan made for such customers draws them.',
  )}</p>`
}

function experimentMarkup(experiment: ExperimentFindings, months: number, words: Speaker): Html {
  const { say, count, percent, about, language } = words
  const { treated, control, declineRate, worthwhile, assumed, detectable, power, quarters, falseClaim } =
    experiment
  const points = (share: number) => words.decimal(100 * share)
  return html`<h3>${say('План эксперимента', 'The experiment')}</h3>
<ul>
<li>${say(
    `Кто: ${words.customers(treated + control)} группы риска, которым по плану есть что предложить. Внутри каждого сегмента их делят случайно: предложение получают ${words.treated(experiment)}, остальные — обычную рассылку.`,
    `Who: ${words.customers(treated + control)} at risk to whom the plan makes an offer. Drawn by lot within each group, ${words.treated(experiment)} get the offer and the others the usual news.`,
  )}</li>
<li>${say(
    `Срок и расходы: квартал длится ${words.months(months)} и стоит около ${about(experiment.cost)} на предложения; всего не больше ${count(quarters)} ${genitiveQuarters(quarters)}, каждый раз с новым случайным распределением.`,
    `How long and how much: a quarter takes ${words.months(months)}, with about ${about(experiment.cost)} spent on offers; at most ${count(quarters)} quarters, each drawn anew.`,
  )}</li>
<li>${say(
    `Когда подводят итог: один раз после каждого квартала, по всем кварталам вместе. Границы записаны заранее и учитывают все проверки: если предложения ничего не дают, ложный вывод о пользе случится не чаще чем в ${percent(falseClaim, 1)} экспериментов. Смотреть чаще нельзя.`,
    `When the result is read: once after each quarter, on all quarters together. The bounds are fixed beforehand and allow for all looks: if offers do nothing, a benefit is claimed in at most ${percent(falseClaim, 1)} of such experiments. Looking more often is not allowed.`,
  )}</li>
<li>${say(
    `Что сравнивают: долю клиентов, которые стали покупать меньше (без предложений ждём ${percent(declineRate)}). Предложения окупаются, если она упадёт хотя бы на ${points(worthwhile)} процентного пункта; предполагается ${points(assumed)}.`,
    `What is compared: the share of customers who buy less (without offers, ${percent(declineRate)} are expected to). Offers pay if it falls by at least ${points(worthwhile)} percentage points; the assumed fall is ${points(assumed)}.`,
  )}</li>
${
  detectable > 0 &&
  html`<li>${say(
    `Что будет видно: падение на ${points(detectable)} пункта и больше эксперимент докажет с вероятностью не ниже ${percent(power)}. Это не наверняка: ${missedInWords(power, words)}.`,
    `What will be seen: a fall of ${points(detectable)} points or more is shown with a chance of at least ${percent(power)}. That is not certain: ${missedInWords(power, words)}.`,
  )}</li>`
}
</ul>
${courseTable(experiment, words)}
${dataTable(
  {
    head: [say('итог', 'outcome'), say('что делать', 'what to do')],
    rows: experimentConclusions.map(({ title, decision }) => [title[language], decision[language]]),
  },
  say('Что решить при каждом исходе (записано заранее)', 'What to decide in each case (decided beforehand)'),
  { isCaptioned: true, numbers: false },
)}`
}

function missedInWords(power: number, { say, percent }: Speaker): string {
  return say(
    `в ${percent(1 - power)} случаев такое падение останется недоказанным`,
    `in ${percent(1 - power)} of cases such a fall remains unproven`,
  )
}

/** Chances of each end, for a fall as assumed, half of it and none. */
function courseTable({ courses }: ExperimentFindings, { say, percent, decimal }: Speaker): Html {
  const names = [
    say('как предполагается', 'as assumed'),
    say('вдвое меньше', 'half of it'),
    say('эффекта нет', 'no effect'),
  ]
  return dataTable(
    {
      head: [
        say('действие предложений', 'what offers do'),
        say('падение, п. п.', 'fall, points'),
        say('решим предлагать всем', 'rolled out'),
        say('прекратим', 'stopped'),
        say('не докажем ничего', 'nothing shown'),
        say('кварталов в среднем', 'quarters on average'),
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
    say('Чем кончится эксперимент', 'How the experiment ends'),
    { isCaptioned: true },
  )
}

const genitiveQuarters = (quarters: number) => pluralRu(quarters, ['квартала', 'кварталов', 'кварталов'])

function limits({ byModel }: Occasion, { say }: Speaker): string[] {
  return [
    byModel
      ? say(
          'Модель училась на одном снимке: три месяца выручки и один исход. Насколько она права на других клиентах и в другом сезоне, покажет только их исход.',
          'The model learned from one snapshot: three months of revenue and one outcome. How right it is for other customers and in another season, only their outcome can show.',
        )
      : say(
          'Данные — один снимок: три месяца выручки и один исход. В каком порядке они получены, таблицы не говорят; на более позднем квартале прогноз ещё не проверяли, и повторится ли картина в другом сезоне, неизвестно.',
          'The data are one snapshot: three months of revenue and one outcome. Which of them came first, the tables do not say; the prediction has not been tried on a later quarter, and whether another season looks the same is not known.',
        ),
    say(
      'Клиенты, которые хотя бы в одном из трёх месяцев ничего не купили, и те, о ком в таблицах нет всех строк, не рассматривались: для первых нужен другой разговор, для вторых — полные таблицы.',
      'Customers who bought nothing in at least one of the three months, and those whose rows the tables lack, were left out: the first need another approach, the second complete tables.',
    ),
    say(
      'Стоимость предложений, доля теряемой прибыли и не измеренные пока эффекты — предположения; их нужно подтвердить тем, кто знает дело (файл offers.json). Доли теряемой прибыли эксперимент не измерит.',
      'Costs of offers, the share of profit lost and effects not yet measured are assumptions; those who know the business should confirm them (file offers.json). The experiment does not measure the share of profit lost.',
    ),
    say(
      'Признаки риска — не причины. Модель знает только то, что есть в таблицах: не цены конкурентов и не жизнь клиента.',
      'Signs of risk are not causes. The model knows only what the tables hold: nothing of competitors’ prices or the customer’s life.',
    ),
    say(
      'Единица денег в таблицах не названа; прибыль и затраты — в единицах финансового отдела. Выручка может быть записана в другой: с прибылью её не сравнивают.',
      'The tables do not name the unit of money; profit and cost are in the finance department’s unit. Revenue may be in another and is not compared with profit.',
    ),
  ]
}
