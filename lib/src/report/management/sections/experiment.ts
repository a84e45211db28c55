import { experimentConclusions } from '../../../decisions/experiment/conclusions'
import { pluralRu } from '../../../util/language'
import type { Occasion } from '../../occasion'
import { dataTable } from '../chart'
import type { ExperimentFindings, ManagementFindings } from '../findings'
import { type Html, html } from '../html'
import type { Speaker } from '../speaker'
import type { Section } from './section'

/** What was not done, and the experiment that would do it. */
export function experimentSection(
  { experiment, months, occasion }: ManagementFindings,
  words: Speaker,
): Section {
  const { say } = words
  return {
    name: 'open',
    short: say('Что не сделано', 'What was not done'),
    heading: say(
      'Действие предложений не измерено: это покажет только эксперимент',
      'The effect of the offers has not been measured: only an experiment can show it',
    ),
    body: html`<p>${say(
      'В данных нет ни одного клиента, о котором известно, что ему сделали предложение и что было потом. Поэтому суммы «сохранит» — расчёт по предположениям, а не результат.',
      'For no customer do the data show that an offer was made and what followed. So the sums under “keeps” are calculated from assumptions; they are not results.',
    )}</p>
${occasion.kind === 'rehearsal' && experiment && rehearsedInWords(words)}
${experiment ? experimentMarkup(experiment, months, words) : html`<p>${say('Клиентов под угрозой слишком мало для эксперимента.', 'Too few customers are at risk for an experiment.')}</p>`}
<h3>${say('Что ещё ограничивает выводы', 'What else limits the findings')}</h3>
<ul>${limits(occasion, words).map(
      (limit) => html`<li>${limit}</li>
`,
    )}</ul>`,
  }
}

/** With these customers there is nothing left to try. */
function rehearsedInWords({ say }: Speaker): Html {
  return html`<p>${say(
    'Ниже — репетиция: каким был бы эксперимент с этими клиентами, если бы их исход ещё не был известен. Настоящий проводят с клиентами, чей исход впереди; их распределяет план, составленный для таких клиентов.',
    'Below is a rehearsal: what the experiment with these customers would have been, had their outcome been open. The real one is run with customers whose outcome is still to come; a plan made for such customers draws them.',
  )}</p>`
}

function experimentMarkup(experiment: ExperimentFindings, months: number, words: Speaker): Html {
  const { say, count, percent, about, language } = words
  const { treated, control, declineRate, worthwhile, assumed, detectable, power, powerForAssumed } =
    experiment
  const points = (share: number) => words.decimal(100 * share)
  return html`<h3>${say('План эксперимента', 'The experiment')}</h3>
<ul>
<li>${say(
    `Кто: ${words.customers(treated + control)} под угрозой, которым есть что предложить. Внутри каждой группы решает жребий; всего ${count(treated)} получают предложение, ${count(control)} — обычные новости.`,
    `Who: ${words.customers(treated + control)} at risk for whom there is an offer. Drawn by lot within each group, ${count(treated)} get the offer and ${count(control)} the usual news.`,
  )}</li>
<li>${say(
    `Срок и расходы: ${words.months(months)} и около ${about(experiment.cost)} на предложения. Итог подводится один раз, в конце: подглядывание по ходу завышает эффект.`,
    `How long and how much: ${words.months(months)}, with about ${about(experiment.cost)} spent on offers. The result is read once, at the end: peeking along the way makes effects look larger than they are.`,
  )}</li>
<li>${say(
    `Что сравнивают: долю клиентов, которые стали покупать меньше (без предложений ждём ${percent(declineRate)}). Предложения окупаются, если она упадёт хотя бы на ${points(worthwhile)} процентного пункта; предполагается ${points(assumed)}.`,
    `What is compared: the share of customers who buy less (without offers, ${percent(declineRate)} are expected to). Offers pay if it falls by at least ${points(worthwhile)} percentage points; the assumed fall is ${points(assumed)}.`,
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
  say('Что решить при каждом исходе (записано заранее)', 'What to decide in each case (decided beforehand)'),
  { isCaptioned: true, numbers: false },
)}`
}

/** Nobody waits longer for a result. */
export const mostQuarters = 20

function quartersInWords({ quarters, quartersForAssumed }: ExperimentFindings, words: Speaker): string {
  const { say, count } = words
  if (quarters <= 1) {
    return say('Одного квартала достаточно.', 'One quarter is enough.')
  }
  const assumed =
    quartersForAssumed > 1 && quartersForAssumed < Math.min(quarters, mostQuarters)
      ? say(
          `Чтобы с той же вероятностью заметить предполагаемое, нужны данные ${count(quartersForAssumed)} ${genitiveQuarters(quartersForAssumed)}. `,
          `To find the assumed fall with the same chance, ${count(quartersForAssumed)} quarters have to be pooled. `,
        )
      : ''
  return assumed + smallestInWords(quarters, words)
}

const genitiveQuarters = (quarters: number) => pluralRu(quarters, ['квартала', 'кварталов', 'кварталов'])

function smallestInWords(quarters: number, { say, count }: Speaker): string {
  return quarters <= mostQuarters
    ? say(
        `Чтобы заметить и наименьшее окупающееся падение, нужны данные ${count(quarters)} ${genitiveQuarters(quarters)}.`,
        `To find even the smallest fall that pays, ${count(quarters)} quarters have to be pooled.`,
      )
    : say(
        'Наименьшее окупающееся падение на таком числе клиентов не увидеть.',
        'The smallest fall that pays cannot be seen with so few customers.',
      )
}

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
      'Клиенты, которые хотя бы в одном из трёх месяцев ничего не купили, не рассматривались: для них нужен другой разговор.',
      'Customers who bought nothing in at least one of the three months were left out: they need another approach.',
    ),
    say(
      'Стоимость предложений, доля теряемой прибыли и эффекты — предположения; их нужно подтвердить тем, кто знает дело (файл data/offers.json). Доли теряемой прибыли эксперимент не измерит.',
      'Costs of offers, the share of profit lost and the effects are assumptions; those who know the business should confirm them (file data/offers.json). The experiment does not measure the share of profit lost.',
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
