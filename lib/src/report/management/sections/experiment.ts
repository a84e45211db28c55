import { experimentConclusions } from '../../../decisions/experiment/conclusions'
import { pluralRu } from '../../../util/language'
import { dataTable } from '../chart'
import type { ExperimentFindings, ManagementFindings } from '../findings'
import { type Html, html } from '../html'
import type { Speaker } from '../speaker'
import type { Section } from './section'

/** What was not done, and the experiment that would do it. */
export function experimentSection({ experiment, months }: ManagementFindings, words: Speaker): Section {
  const { say } = words
  return {
    name: 'open',
    short: say('Что не сделано', 'What was not done'),
    heading: say(
      'Действие предложений не измерено: это покажет только эксперимент',
      'What offers do was not measured: only an experiment can show it',
    ),
    body: html`<p>${say(
      'В данных нет ни одного клиента, о котором известно, что ему сделали предложение и что было потом. Поэтому суммы «сохранит» — расчёт по предположениям, а не результат.',
      'The data hold no customer of whom it is known that an offer was made and what followed. So the sums “keeps” are reckoned from assumptions; they are no result.',
    )}</p>
${experiment ? experimentMarkup(experiment, months, words) : html`<p>${say('Клиентов под угрозой слишком мало для эксперимента.', 'Too few customers are at risk for an experiment.')}</p>`}
<h3>${say('Что ещё ограничивает выводы', 'What else limits the findings')}</h3>
<ul>${limits(words).map(
      (limit) => html`<li>${limit}</li>
`,
    )}</ul>`,
  }
}

function experimentMarkup(experiment: ExperimentFindings, months: number, words: Speaker): Html {
  const { say, count, percent, about, language } = words
  const { treated, control, declineRate, worthwhile, assumed, detectable, power, powerForAssumed } =
    experiment
  const points = (share: number) => words.decimal(100 * share)
  return html`<h3>${say('План эксперимента', 'The experiment')}</h3>
<ul>
<li>${say(
    `Кто: ${words.customers(treated + control)} под угрозой, которым есть что предложить. По жребию внутри каждой группы ${count(treated)} получают предложение, ${count(control)} — обычные новости.`,
    `Who: ${words.customers(treated + control)} at risk for whom there is an offer. Drawn by lot within each group, ${count(treated)} get the offer and ${count(control)} the usual news.`,
  )}</li>
<li>${say(
    `Сколько: ${words.months(months)} и около ${about(experiment.cost)} на предложения. Итог подводится один раз, в конце: подглядывание по ходу завышает эффект.`,
    `How long: ${words.months(months)}, for about ${about(experiment.cost)} of offers. The result is read once, at the end: peeking on the way makes effects look larger than they are.`,
  )}</li>
<li>${say(
    `Что сравнивают: долю клиентов, которые стали покупать меньше (без предложений ждём ${percent(declineRate)}). Предложения окупаются, если она упадёт хотя бы на ${points(worthwhile)} пункта; предполагается ${points(assumed)}.`,
    `What is compared: the share of customers who buy less (without offers, ${percent(declineRate)} are expected to). Offers pay if it falls by ${points(worthwhile)} points or more; ${points(assumed)} are assumed.`,
  )}</li>
<li>${say(
    `Что будет видно: с вероятностью ${percent(power)} эксперимент заметит падение на ${points(detectable)} пункта и больше, а предполагаемое — с вероятностью ${percent(powerForAssumed)}. ${quartersInWords(experiment, words)}`,
    `What will be seen: with a chance of ${percent(power)} the experiment finds a fall of ${points(detectable)} points or more, and the assumed one with a chance of ${percent(powerForAssumed)}. ${quartersInWords(experiment, words)}`,
  )}</li>
</ul>
${dataTable(
  {
    head: [say('итог', 'outcome'), say('что делать', 'what to do')],
    rows: experimentConclusions.map(({ title, decision }) => [title[language], decision[language]]),
  },
  say('Что решить при каждом исходе (записано заранее)', 'What to decide in each case (set down beforehand)'),
  { isCaptioned: true, numbers: false },
)}`
}

/** Nobody waits longer for a result. */
const mostQuarters = 20

function quartersInWords({ quarters }: ExperimentFindings, { say, count }: Speaker): string {
  if (quarters <= 1) {
    return say('Одного квартала достаточно.', 'One quarter is enough.')
  }
  return quarters <= mostQuarters
    ? say(
        `Чтобы заметить и наименьшее окупающееся падение, нужны данные ${count(quarters)} ${pluralRu(quarters, ['квартала', 'кварталов', 'кварталов'])}.`,
        `To find even the smallest fall that pays, ${count(quarters)} quarters have to be pooled.`,
      )
    : say(
        'Наименьшее окупающееся падение на таком числе клиентов не увидеть.',
        'The smallest fall that pays cannot be seen with so few customers.',
      )
}

function limits({ say }: Speaker): string[] {
  return [
    say(
      'Данные — один снимок: три месяца выручки и один исход. Повторится ли картина в другом сезоне, неизвестно.',
      'The data are one snapshot: three months of revenue and one outcome. Whether another season looks alike is not known.',
    ),
    say(
      'Клиенты, которые хотя бы в одном из трёх месяцев ничего не купили, не рассматривались: для них нужен другой разговор.',
      'Customers who bought nothing in at least one of the three months were left out: they need another approach.',
    ),
    say(
      'Стоимость предложений, доля теряемой прибыли и эффекты — предположения; их задаёт тот, кто знает дело, в data/offers.json.',
      'Costs of offers, the share of profit lost and the effects are assumptions; whoever knows the business sets them in data/offers.json.',
    ),
    say(
      'Признаки риска — не причины. Модель знает только то, что есть в таблицах: не цены конкурентов и не жизнь клиента.',
      'Signs of risk are no causes. The model knows only what the tables hold: no competitors’ prices, and nothing of the customer’s life.',
    ),
    say(
      'Единица денег в таблицах не названа; все суммы — в единицах финансового отдела.',
      'The tables do not name the unit of money; all sums are in the finance department’s unit.',
    ),
  ]
}
