import { calibrationFigure } from '../../figures/calibration'
import { chartMarkup } from '../chart'
import type { CertaintyFindings, ManagementFindings } from '../findings'
import { html } from '../html'
import { isBetterThanGuessing } from '../situation'
import type { Speaker } from '../speaker'
import type { Section } from './section'

/** How sure we are. */
export function certaintySection({ certainty, why, occasion }: ManagementFindings, words: Speaker): Section {
  const { texts, percent } = words
  const { precision, recall, rightPairs, calibration } = certainty
  return {
    name: 'certainty',
    short: texts.certainty.short,
    heading: !isBetterThanGuessing(certainty)
      ? texts.certainty.headingGuessing
      : precision === undefined
        ? texts.certainty.headingByPairs(percent(rightPairs.estimate))
        : texts.certainty.headingByPrecision(percent(precision)),
    body: html`<p>${occasion.byModel && `${texts.certainty.basis} `}${texts.certainty.judged(percent(why.riskFrom))} ${foundInWords(recall, words)} ${silentInWords(certainty, words)}</p>
<p>${texts.certainty.rightPairs({ rightPairs: percent(rightPairs.estimate), lower: percent(rightPairs.lower), upper: percent(rightPairs.upper), guessing: percent(0.5) })}${!isBetterThanGuessing(certainty) && ` ${texts.certainty.guessing}`}${certainty.isNested && ` ${texts.certainty.nested}`}</p>
${certainty.order && html`<p>${orderInWords(certainty.order, words)}</p>`}
<p>${calibrationInWords(certainty, words)} ${unsureInWords(certainty, words)} ${texts.certainty.sets({ level: percent(certainty.level), coverage: percent(certainty.coverage) })}</p>
${
  calibration.length > 1 &&
  chartMarkup(
    {
      name: 'calibration',
      figure: calibrationFigure(
        calibration.map(({ predicted, happened }) => ({ meanProbability: predicted, observed: happened })),
        { language: words.language },
      ),
      table: {
        head: [texts.certainty.predicted, texts.certainty.happened, texts.certainty.range],
        rows: calibration.map(({ predicted, happened }) => [
          percent(predicted),
          percent(happened.estimate),
          `${percent(happened.lower)}–${percent(happened.upper)}`,
        ]),
      },
    },
    words,
  )
}
${calibration.length > 1 && html`<p class="note">${texts.certainty.chartNote}</p>`}`,
  }
}

/** How many of those who declined were found; nothing where it would tell of few of them. */
function foundInWords(recall: number | undefined, { texts, percent }: Speaker): string {
  if (recall === undefined) return ''
  if (recall === 1) return texts.certainty.foundAll
  if (recall === 0) return texts.certainty.foundNone
  // Nearly all are not all.
  const isRounded = Math.round(100 * recall) % 100 === 0
  return texts.certainty.found(percent(recall, isRounded ? 1 : 0))
}

/** Of how many customers the model is not sure. */
function unsureInWords({ unsure }: CertaintyFindings, { texts, percent }: Speaker): string {
  if (unsure === undefined) return texts.certainty.unsureFew
  return unsure === 0 ? texts.certainty.sureOfAll : texts.certainty.unsure(percent(unsure))
}

function calibrationInWords(
  { calibrationError, calibrationErrorByChance, calibrationErrorRange }: CertaintyFindings,
  { texts, decimal }: Speaker,
): string {
  const points = (value: number) => decimal(100 * value)
  const { lower, upper } = calibrationErrorRange
  return texts.certainty.calibration({
    calibrationError: points(calibrationError),
    calibrationErrorByChance: points(calibrationErrorByChance),
    lower: points(lower),
    upper: points(upper),
  })
}

/** What an order that tells the outcome means for the figures. */
function orderInWords(order: NonNullable<CertaintyFindings['order']>, { texts, percent }: Speaker): string {
  const { sorted, blocks, follows } = texts.certainty.order
  const figures =
    order === 'told' ? [] : [blocks({ easiest: percent(order.easiest), others: percent(order.others) })]
  return [sorted, ...figures, follows].join(' ')
}

/** Fewer than this share is nothing that management needs to know. */
const fewUnexpected = 0.05

/** How many of those who declined the tables give no sign of. */
function silentInWords({ unexpected, silent }: CertaintyFindings, { texts, percent }: Speaker): string {
  if (!(unexpected && silent) || unexpected.lower < fewUnexpected) return ''
  return texts.certainty.silent({
    unexpected: percent(unexpected.estimate),
    lower: percent(unexpected.lower),
    upper: percent(unexpected.upper),
    silent: percent(silent.estimate),
    silentLower: percent(silent.lower),
    silentUpper: percent(silent.upper),
  })
}
