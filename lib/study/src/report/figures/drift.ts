import type { DriftReport } from '../../evaluation/drift/drift-report'
import { measureRules } from '../../evaluation/drift/drift-rule'
import { testOf } from '../../study/drift-summary'
import { formatDecimal, formatPercent } from '../../words/number-format'
import { scoreBins, scoreShares } from '../drift-text'
import { palette } from '../figure'
import { escapeHtml } from '../markup'
import { joinSteps } from './shared-bins'

/** Figures of the drift page as SVG: it needs no script, and so allows none. */

const width = 760
const labelWidth = 270
const right = 20
const rowHeight = 26
const axisHeight = 44

/** Cliff's delta of each numeric feature with its interval; dashed: the least that matters. */
export function featureShiftFigure(report: DriftReport): string {
  const rows = report.features
    .filter(({ kind }) => kind === 'number')
    .map(({ feature, label }) => ({ label, test: testOf(report, 'location', feature) }))
  const furthest = rows.map(({ test }) => Math.max(Math.abs(test.effect.lower), Math.abs(test.effect.upper)))
  const reach = Math.min(1, Math.max(0.4, ...furthest.map((size) => Math.ceil(size * 10) / 10)))
  const x = (value: number) => labelWidth + ((value + reach) / (2 * reach)) * (width - labelWidth - right)
  const bottom = rows.length * rowHeight + 8
  const { minimum } = measureRules.location
  const marks = rows.map(({ label, test: { effect, alarm } }, i) => {
    const y = i * rowHeight + rowHeight / 2 + 4
    const color = alarm ? palette.declines : palette.holds
    return [
      text(labelWidth - 10, y + 4, label, 'end'),
      line(x(effect.lower), y, x(effect.upper), y, color, 2),
      alarm
        ? `<rect x="${n(x(effect.estimate) - 5)}" y="${n(y - 5)}" width="10" height="10" fill="${color}"/>`
        : `<circle cx="${n(x(effect.estimate))}" cy="${n(y)}" r="5" fill="${color}"/>`,
    ].join('')
  })
  const guides = [-minimum, minimum].map((value) =>
    line(x(value), 4, x(value), bottom, palette.neutral, 1, true),
  )
  const ticks = [-reach, -reach / 2, 0, reach / 2, reach].map((value) =>
    text(x(value), bottom + 18, formatDecimal(value, 2), 'middle'),
  )
  return svg({
    title: 'How far each numeric feature has moved',
    note: 'Cliff’s delta with 95% interval; dashed: the least that matters; square: alarm',
    description: rows
      .map(
        ({ label, test }) => `${label}: ${formatDecimal(test.effect.estimate)}${test.alarm ? ', alarm' : ''}`,
      )
      .join('; '),
    height: bottom + axisHeight,
    content: [
      line(x(0), 4, x(0), bottom, palette.soft, 1),
      ...guides,
      ...marks,
      ...ticks,
      text(
        (labelWidth + width) / 2,
        bottom + 38,
        '← lower than in training · higher than in training →',
        'middle',
      ),
    ],
  })
}

/** Distribution of predicted probabilities, in training (out-of-fold) and now. */
export function scoreDistributionFigure({ scores }: DriftReport): string {
  const counts = [scores.inTraining, scores.now].map((probability) =>
    Int32Array.from(scoreShares(probability), (share) => Math.round(share * probability.length)),
  )
  // Bins of fewer than five customers are joined and drawn at their mean height.
  const ranges = joinSteps(counts)
  const heights = ([from, to]: readonly [number, number], k: number) =>
    counts[k].subarray(from, to).reduce((sum, count) => sum + count, 0) /
    (to - from) /
    Math.max(1, [scores.inTraining, scores.now][k].length)
  const most = Math.max(...ranges.flatMap((range) => [heights(range, 0), heights(range, 1)]))
  const left = 60
  const bottom = 230
  const step = (width - left - right) / scoreBins
  const y = (share: number) => bottom - (share / most) * (bottom - 16)
  const bars = ranges.map((range) => {
    const [from, to] = range
    const top = y(heights(range, 1))
    return `<rect x="${n(left + from * step + 2)}" y="${n(top)}" width="${n((to - from) * step - 4)}" height="${n(bottom - top)}" fill="${palette.soft}"/>`
  })
  const outline = ranges
    .map((range) => range.map((edge) => `${n(left + edge * step)},${n(y(heights(range, 0)))}`).join(' '))
    .join(' ')
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((value) =>
    text(left + value * (width - left - right), bottom + 18, formatPercent(value), 'middle'),
  )
  return svg({
    title: 'Predicted probabilities',
    note: 'bars: new customers; line: expected from customers held out in training',
    description: `Mean ${formatPercent(scores.meanInTraining, 1)} in training, ${formatPercent(scores.meanNow, 1)} now`,
    height: bottom + axisHeight,
    content: [
      ...bars,
      `<polyline points="${outline}" fill="none" stroke="${palette.holds}" stroke-width="2"/>`,
      line(left, bottom, width - right, bottom, palette.neutral, 1),
      text(left - 8, y(most) + 4, formatPercent(most), 'end'),
      text(left - 8, bottom + 4, formatPercent(0), 'end'),
      ...ticks,
      text((left + width) / 2, bottom + 38, 'predicted probability of decline', 'middle'),
    ],
  })
}

interface SvgFigure {
  readonly title: string
  readonly note: string
  readonly description: string
  readonly height: number
  readonly content: readonly string[]
}

function svg({ title, note, description, height, content }: SvgFigure): string {
  return [
    `<figure class="plot" tabindex="0"><figcaption>${escapeHtml(title)}<br><small>${escapeHtml(note)}</small></figcaption>`,
    `<svg role="img" aria-label="${escapeHtml(`${title}. ${description}`)}" viewBox="0 0 ${width} ${n(height)}"`,
    ' font-size="13" fill="#222">',
    ...content,
    '</svg></figure>',
  ].join('')
}

/** A coordinate, short and the same on every machine. */
const n = (value: number) => String(Number(value.toFixed(2)))

function text(x: number, y: number, words: string, anchor: 'middle' | 'end'): string {
  return `<text x="${n(x)}" y="${n(y)}" text-anchor="${anchor}">${escapeHtml(words)}</text>`
}

function line(
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  color: string,
  thick: number,
  dashed = false,
): string {
  const dash = dashed ? ' stroke-dasharray="5 4"' : ''
  return `<line x1="${n(x1)}" y1="${n(y1)}" x2="${n(x2)}" y2="${n(y2)}" stroke="${color}" stroke-width="${thick}"${dash}/>`
}
