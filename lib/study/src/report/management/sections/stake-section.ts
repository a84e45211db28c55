import { concentrationFigure } from '../../figures/concentration'
import { chartMarkup } from '../chart'
import type { ManagementFindings } from '../findings'
import { html } from '../html'
import { likelyLoss } from '../likely-loss'
import type { Speaker } from '../speaker'
import type { Section } from './section'

/** What is at stake. */
export function stakeSection({ stake, months, occasion }: ManagementFindings, words: Speaker): Section {
  const { texts, about, count, percent } = words
  const { profit, atRisk, atRiskInterval, concentration } = stake
  const period = words.months(months)
  const share = profit > 0 ? percent(atRisk / profit) : undefined
  return {
    name: 'stake',
    short: texts.stake.short,
    heading: share ? texts.stake.heading({ share, atRisk: about(atRisk), period }) : texts.stake.headingNone,
    body: html`<p>${texts.stake.profit({ active: words.ofCustomers(stake.active), period, profit: about(profit) })} ${
      occasion.kind === 'open'
        ? texts.stake.expected(count(stake.expected))
        : texts.stake.expectedAndDeclined({
            expected: count(stake.expected),
            declined: words.people(stake.declined ?? 0),
          })
    }</p>
<p>${texts.stake.atRisk({ atRisk: about(atRisk), lower: about(atRiskInterval.lower), upper: about(atRiskInterval.upper), loss: lossInWords(stake, words) })}</p>
${concentration.length > 0 && concentrationMarkup(stake, words)}`,
  }
}

/** From so many times their share of the customers on, those with most at risk hold a concentrated part of it. */
const concentratedFrom = 2

/** The realistic loss beside the upper bound. */
function lossInWords(stake: ManagementFindings['stake'], { texts, about, percent }: Speaker): string {
  const { lostShare, atRisk, profit } = stake
  const [loss, low, high] = [likelyLoss(stake), lostShare.low * atRisk, lostShare.high * atRisk]
  const ofProfit = profit > 0 ? texts.stake.shareOfProfit(percent(loss / profit)) : ''
  return texts.stake.likelyLoss({
    lostShare: percent(lostShare.likely),
    low: percent(lostShare.low),
    high: percent(lostShare.high),
    loss: about(loss),
    lossLow: about(low),
    lossHigh: about(high),
    ofProfit,
  })
}

function concentrationMarkup(stake: ManagementFindings['stake'], words: Speaker) {
  const { texts, percent } = words
  const fifth = stake.concentration.find(({ customers }) => customers >= 0.195) ?? stake.concentration[0]
  return html`<p>${
    fifth.atRisk >= concentratedFrom * fifth.customers
      ? texts.stake.concentrated({ customers: percent(fifth.customers), atRisk: percent(fifth.atRisk) })
      : texts.stake.spread({ customers: percent(fifth.customers), atRisk: percent(fifth.atRisk) })
  }</p>
${chartMarkup(
  {
    name: 'concentration',
    figure: concentrationFigure(stake.concentration, words.language),
    table: {
      head: [texts.stake.shareOfCustomers, texts.stake.shareOfRisk],
      rows: stake.concentration
        .filter((_, i) => i > 0 && i % 2 === 0)
        .map(({ customers, atRisk }) => [percent(customers), percent(atRisk)]),
    },
  },
  words,
)}`
}
