import { chartMarkup } from '../chart'
import { concentrationFigure } from '../figures/stake'
import type { ManagementFindings } from '../findings'
import { html } from '../html'
import { likelyLoss } from '../likely-loss'
import type { Speaker } from '../speaker'
import type { Section } from './section'

/** What is at stake. */
export function stakeSection({ stake, months, occasion }: ManagementFindings, words: Speaker): Section {
  const { say, about, count, percent } = words
  const { profit, atRisk, atRiskInterval, concentration } = stake
  const period = words.months(months)
  const share = profit > 0 ? percent(atRisk / profit) : undefined
  return {
    name: 'stake',
    short: say('Что на кону', 'What is at stake'),
    heading: share
      ? say(
          `На кону ${share} прибыли: около ${about(atRisk)} за ${period}`,
          `At stake: ${share} of profit, about ${about(atRisk)} in ${period}`,
        )
      : say('Прибыль не под угрозой', 'No profit is at stake'),
    body: html`<p>${say(
      `Прибыль от ${words.ofCustomers(stake.active)} за ${period} — около ${about(profit)}.`,
      `The profit from ${words.ofCustomers(stake.active)} in ${period} is about ${about(profit)}.`,
    )} ${
      occasion.kind === 'open'
        ? say(
            `По оценке модели, примерно ${count(stake.expected)} из них начнут покупать меньше.`,
            `About ${count(stake.expected)} of them are expected to begin to buy less.`,
          )
        : say(
            `По оценке модели, меньше покупать должны были начать примерно ${count(stake.expected)} из них; по таблицам начали ${words.people(stake.declined ?? 0)}.`,
            `By the model’s estimate about ${count(stake.expected)} of them should have bought less; by the tables ${words.people(stake.declined ?? 0)} did.`,
          )
    }</p>
<p>${say(
      `Прибыль под угрозой — это прибыль клиента, умноженная на вероятность спада. По всем клиентам выходит ${about(atRisk)}; с учётом случайности выборки — от ${about(atRiskInterval.lower)} до ${about(atRiskInterval.upper)}. Это оценка сверху, если остальные клиенты ничего не теряют: кто покупает меньше, всё же покупает. ${lossInWords(stake, words)}`,
      `Profit at risk is a customer’s profit times the probability of decline. For all customers it comes to ${about(atRisk)}; another set of customers like these would give between ${about(atRiskInterval.lower)} and ${about(atRiskInterval.upper)}. It is an upper bound as long as the other customers lose nothing: whoever buys less still buys. ${lossInWords(stake, words)}`,
    )}</p>
${concentration.length > 0 && concentrationMarkup(stake, words)}`,
  }
}

/** From so many times their share of the customers on, those with most at risk hold a concentrated part of it. */
const concentratedFrom = 2

/** The realistic loss beside the upper bound. */
function lossInWords(stake: ManagementFindings['stake'], { say, about, percent }: Speaker): string {
  const { lostShare, atRisk, profit } = stake
  const [loss, low, high] = [likelyLoss(stake), lostShare.low * atRisk, lostShare.high * atRisk]
  return say(
    `Какую долю прибыли такой клиент уносит, в данных не видно; предположение из файла offers.json — ${percent(lostShare.likely)} (от ${percent(lostShare.low)} до ${percent(lostShare.high)}). Тогда вероятная потеря — около ${about(loss)} (от ${about(low)} до ${about(high)})${profit > 0 ? `, ${percent(loss / profit)} прибыли` : ''}.`,
    `Which share of the profit such a customer takes away the data do not show; the assumption of the file offers.json is ${percent(lostShare.likely)} (${percent(lostShare.low)} to ${percent(lostShare.high)}). The likely loss is then about ${about(loss)} (${about(low)} to ${about(high)})${profit > 0 ? `, ${percent(loss / profit)} of profit` : ''}.`,
  )
}

function concentrationMarkup(stake: ManagementFindings['stake'], words: Speaker) {
  const { say, percent } = words
  const fifth = stake.concentration.find(({ customers }) => customers >= 0.195) ?? stake.concentration[0]
  return html`<p>${
    fifth.atRisk >= concentratedFrom * fifth.customers
      ? say(
          `Потери сосредоточены: на ${percent(fifth.customers)} клиентов приходится ${percent(fifth.atRisk)} прибыли под угрозой. Поэтому не нужно работать со всеми.`,
          `The losses are concentrated: ${percent(fifth.customers)} of customers account for ${percent(fifth.atRisk)} of the profit at risk. So there is no need to work on everyone.`,
        )
      : say(
          `Потери распределены довольно ровно: на ${percent(fifth.customers)} клиентов приходится ${percent(fifth.atRisk)} прибыли под угрозой. Если работать только с ними, бо́льшая часть этой прибыли останется под угрозой.`,
          `The losses are spread rather evenly: ${percent(fifth.customers)} of customers account for ${percent(fifth.atRisk)} of the profit at risk. Work on these alone leaves most of it at risk.`,
        )
  }</p>
${chartMarkup(
  {
    name: 'concentration',
    figure: concentrationFigure(stake, words),
    table: {
      head: [
        say('доля клиентов', 'share of customers'),
        say('доля прибыли под угрозой', 'share of profit at risk'),
      ],
      rows: stake.concentration
        .filter((_, i) => i > 0 && i % 2 === 0)
        .map(({ customers, atRisk }) => [percent(customers), percent(atRisk)]),
    },
  },
  words,
)}`
}
