import { chartMarkup } from '../chart'
import { keptWordFigure } from '../figures/certainty'
import type { CertaintyFindings, ManagementFindings } from '../findings'
import { html } from '../html'
import type { Speaker } from '../speaker'
import type { Section } from './section'

/** How sure we are. */
export function certaintySection({ certainty, why, occasion }: ManagementFindings, words: Speaker): Section {
  const { texts, percent } = words
  const { precision, recall, rightPairs, calibration } = certainty
  return {
    name: 'certainty',
    short: texts.certainty.short,
    heading:
      precision === undefined
        ? texts.certainty.headingByPairs(percent(rightPairs.estimate))
        : texts.certainty.headingByPrecision(percent(precision)),
    body: html`<p>${occasion.byModel && `${texts.certainty.basis} `}${texts.certainty.found({ riskFrom: percent(why.riskFrom), recall: percent(recall) })} ${silentInWords(certainty, words)}</p>
<p>${texts.certainty.rightPairs({ rightPairs: percent(rightPairs.estimate), lower: percent(rightPairs.lower), upper: percent(rightPairs.upper), guessing: percent(0.5) })}</p>
<p>${calibrationInWords(certainty, words)} ${texts.certainty.singleCustomers({ unsure: percent(certainty.unsure), level: percent(certainty.level), coverage: percent(certainty.coverage) })}</p>
${
  calibration.length > 1 &&
  chartMarkup(
    {
      name: 'calibration',
      figure: keptWordFigure(calibration, words),
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
