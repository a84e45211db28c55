import type { SegmentError } from '../../evaluation/segment-errors'
import { type Language, wordsIn } from '../../words/language'
import { escapeLabel, type Figure, figure, palette, type Trace } from '../figure'
import { dashedAt, intervalDots, intervalInWords } from './interval-marks'
import { rocAucEnd } from './metric-axis'
import { wrapInTwo } from './wrap-label'

/** What can be measured of groups, and by how much it is multiplied to be read. */
const scales = { logLoss: 1, brier: 1, rocAuc: 1, deviation: 100 } as const

export type SegmentMeasure = keyof typeof scales

/**
 * A measure of every group with its interval, under the name of what parts the groups. A group whose probabilities
 * are off by more than the noise of so many tests stands out.
 *
 * @param overall the measure of all customers, drawn as a dashed line
 */
export function segmentErrorsFigure(
  errors: readonly SegmentError[],
  measure: SegmentMeasure,
  overall: number,
  language: Language = 'en',
): Figure {
  const texts = wordsIn(language).figures.segmentErrors
  const { title, unit } = texts[measure]
  const scale = scales[measure]
  const rows = rowsOf(errors.filter((error) => error[measure] !== undefined))
  const measured = rows.flatMap(({ error }, y) => (error ? [{ y, error, value: error[measure]! }] : []))
  const marks = (name: string, color: string, isOff: boolean): Trace => {
    const chosen = measured.filter(({ error }) => error.adjustedPValue <= 0.05 === isOff)
    return {
      ...intervalDots(
        chosen.map(({ y }) => y),
        chosen.map(({ value }) => value),
        color,
        scale,
      ),
      name: `${name} (${chosen.length})`,
      text: chosen.map(({ error }) => escapeLabel(error.group)),
      hovertemplate: `%{text}: %{x:.${scale === 1 ? 3 : 1}f}<extra></extra>`,
    }
  }
  return figure({
    title,
    description: measured
      .map(
        ({ error, value }) => `${error.grouping}, ${error.group}: ${intervalInWords(value, scale, language)}`,
      )
      .join('; '),
    traces: [marks(texts.hold, palette.holds, false), marks(texts.off, palette.declines, true)],
    xTitle: texts.axis(unit),
    language,
    height: 170 + 30 * rows.length,
    layout: {
      yaxis: {
        range: [rows.length - 0.5, -0.5],
        tickvals: rows.map((_, y) => y),
        ticktext: rows.map(({ label }) => label),
        tickfont: { size: 12 },
        zeroline: false,
      },
      ...(measure === 'rocAuc' && { xaxis: rocAucEnd }),
      shapes: [dashedAt(scale * overall)],
    },
  })
}

interface Row {
  readonly label: string
  /** Absent in the row that names the grouping. */
  readonly error?: SegmentError
}

/** The rows of the figure from the top: a grouping's name, then its groups with their sizes. */
function rowsOf(errors: readonly SegmentError[]): Row[] {
  const groupings = [...new Set(errors.map(({ grouping }) => grouping))]
  return groupings.flatMap((grouping): Row[] => [
    { label: `${escapeLabel(grouping)}:` },
    ...errors
      .filter((error) => error.grouping === grouping)
      .map((error) => ({ label: wrapInTwo(`${error.group} (${error.customers})`), error })),
  ])
}
