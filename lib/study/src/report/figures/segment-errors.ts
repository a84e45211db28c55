import type { SegmentError } from '../../evaluation/segment-errors'
import { escapeLabel, type Figure, figure, palette, type Trace } from '../figure'
import { dashedAt, intervalDots, intervalInWords } from './interval-marks'
import { rocAucEnd } from './metric-axis'
import { wrapInTwo } from './wrap-label'

const measures = {
  logLoss: { title: 'Log loss by group of customers', unit: 'log loss', scale: 1 },
  brier: { title: 'Brier score by group of customers', unit: 'Brier score', scale: 1 },
  rocAuc: { title: 'ROC-AUC by group of customers', unit: 'ROC-AUC', scale: 1 },
  deviation: {
    title: 'Observed less predicted, by group',
    unit: 'observed − predicted (points)',
    scale: 100,
  },
} as const

export type SegmentMeasure = keyof typeof measures

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
): Figure {
  const { title, unit, scale } = measures[measure]
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
      .map(({ error, value }) => `${error.grouping}, ${error.group}: ${intervalInWords(value, scale)}`)
      .join('; '),
    traces: [
      marks('probabilities hold', palette.holds, false),
      marks('off by more than noise', palette.declines, true),
    ],
    xTitle: `${unit}, dashed: all`,
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
