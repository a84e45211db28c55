import { compareText } from '@one-click/core'
import type { Interval } from '@one-click/statistics'
import { featureOf } from '../../customers/features'
import { cellsToWithhold } from '../../customers/small-groups'
import type { ReasonClusters } from '../../decisions/reason-clusters/reason-clusters'
import type { SegmentProfile } from '../../decisions/segments/segment-profiles'
import { segmentNames } from '../../decisions/segments/segments'
import { labelOf } from '../../words/feature-label'
import type { Bilingual, Language } from '../../words/language'
import { pairedTexts } from '../../words/language'
import { formatCount, formatDecimal, formatPercent } from '../../words/number-format'
import { segmentTitles } from '../../words/segment-titles'
import { escapeLabel, type Figure, figure, palette } from '../figure'
import { categoryIn } from '../told/category-in'
import { clusterName } from '../told/cluster-name'
import { dashedAt, intervalDots } from './interval-marks'
import { narrowFigure } from './narrow'
import { wrapLabel } from './wrap-label'

const differenceWords = pairedTexts(({ figures }) => figures.difference)

/**
 * What sets a segment apart from all other customers: effect sizes with their 95% intervals, of the numeric
 * features and of the values of categories that differ most.
 */
export function segmentDifferencesFigure(
  { segment, numeric, categories }: Pick<SegmentProfile, 'segment' | 'numeric' | 'categories'>,
  { most = 10, language = 'en' }: { readonly most?: number; readonly language?: Language } = {},
): Figure {
  const numbers = numeric.slice(0, most).map(({ feature, delta }) => ({
    label: labelOf(feature, language),
    interval: delta,
  }))
  const shares = categories.slice(0, Math.ceil(most / 3)).map(({ feature, category, difference }) => ({
    label: `${labelOf(feature, language)}: ${categoryIn(language, feature.name, category)}`,
    interval: difference as Interval,
  }))
  const rows = [...numbers, ...shares]
  const dots = (name: Bilingual, chosen: typeof rows, from: number, color: string) => ({
    ...intervalDots(
      chosen.map((_, i) => from + i),
      chosen.map(({ interval }) => interval),
      color,
    ),
    name: name[language],
    text: chosen.map(({ label }) => escapeLabel(label)),
    hovertemplate: '%{text}: %{x:.2f}<extra></extra>',
  })
  return narrowFigure(
    figure({
      title: `${differenceWords.title[language]} «${segmentTitles[segment][language]}»`,
      description:
        rows.map(({ label, interval }) => `${label}: ${intervalText(interval, language)}`).join('; ') ||
        differenceWords.none[language],
      traces: [
        dots(differenceWords.numbers, numbers, 0, palette.holds),
        dots(differenceWords.categories, shares, numbers.length, palette.declines),
      ],
      xTitle: differenceWords.axis[language],
      height: 190 + 30 * rows.length,
      layout: {
        margin: { l: 60, r: 14, t: 50, b: 100 },
        yaxis: {
          range: [rows.length - 0.5, -0.5],
          tickvals: rows.map((_, i) => i),
          ticktext: rows.map(({ label }) => wrapLabel(label, 20)),
          tickfont: { size: 12 },
          zeroline: false,
        },
        shapes: [dashedAt(0)],
      },
      language,
    }),
  )
}

function intervalText({ estimate, lower, upper }: Interval, language: Language): string {
  const [middle, from, to] = [estimate, lower, upper].map((value) => formatDecimal(value, 2, language))
  return `${middle} (${differenceWords.from[language]}${from} ${differenceWords.to[language]} ${to})`
}

const heatWords = pairedTexts(({ figures }) => figures.segmentHeat)

/** Mean contribution of the strongest features in each cluster of customers alike in why they are at risk. */
export function reasonHeatmapFigure(
  { clusters, features }: Pick<ReasonClusters, 'clusters' | 'features'>,
  { most = 10, language = 'en' }: { readonly most?: number; readonly language?: Language } = {},
): Figure {
  const strongest = features
    .map((name, j) => ({
      name,
      j,
      size: clusters.reduce((sum, { share, contribution }) => sum + share * contribution[j], 0),
    }))
    .sort((a, b) => b.size - a.size || compareText(a.name, b.name))
    .slice(0, most)
  const labels = strongest.map(({ name }) => labelOf(featureOf(name), language))
  const cells = strongest.map(({ j }) =>
    clusters.map(({ contribution }) => Number(contribution[j].toFixed(3))),
  )
  const largest = clusters.map(({ name }, k) => {
    const column = cells.map((row) => row[k])
    const top = column.indexOf(Math.max(...column))
    return `${clusterName(name)[language]}: ${labels[top]}, ${formatDecimal(column[top], 2, language)}`
  })
  return heatmap({
    title: heatWords.title[language],
    description: `${heatWords.description[language]} ${largest.join('; ')}`,
    columns: clusters.map(({ name, customers }) => ({
      name: clusterName(name)[language],
      size: formatCount(customers, language),
    })),
    rows: labels,
    cells,
    text: cells.map((row) => row.map((value) => formatDecimal(value, 1, language))),
    language,
  })
}

const tableWords = pairedTexts(({ figures }) => figures.segmentTable)

/**
 * Customers at risk by segment and by cluster of reasons, coloured by the share of the segment; cells of fewer than five
 * customers are withheld, and others from which they would follow. Segments without a customer at risk are left out.
 */
export function clusterTableFigure(
  { clusters, addition }: Pick<ReasonClusters, 'clusters' | 'addition'>,
  language: Language = 'en',
): Figure {
  const table = segmentNames.map((_, s) =>
    clusters.map((_cluster, k) => addition.table.values[s * addition.table.columns + k]),
  )
  const withheld = cellsToWithhold(table)
  const rows = segmentNames.flatMap((segment, s) => {
    const all = table[s].reduce((sum, count) => sum + count, 0)
    if (all === 0) return []
    return {
      name: segmentTitles[segment][language],
      shares: table[s].map((count, k) => (withheld[s][k] ? null : Number((count / all).toFixed(3)))),
      text: table[s].map((count, k) =>
        withheld[s][k] ? '—' : `${formatCount(count, language)} (${formatPercent(count / all, 0, language)})`,
      ),
    }
  })
  return heatmap({
    title: tableWords.title[language],
    description: `${tableWords.description[language]} ${rows
      .map(
        ({ name, text }) =>
          `${name} – ${text.map((cell, k) => `${clusterName(clusters[k].name)[language]}: ${cell}`).join(', ')}`,
      )
      .join('; ')}`,
    columns: clusters.map(({ name }) => ({ name: clusterName(name)[language] })),
    rows: rows.map(({ name }) => name),
    cells: rows.map(({ shares }) => shares),
    text: rows.map(({ text }) => text.map((cell) => cell.replace(' (', '<br>('))),
    language,
  })
}

interface Heatmap {
  readonly title: string
  readonly description: string
  readonly columns: readonly { readonly name: string; readonly size?: string }[]
  readonly rows: readonly string[]
  readonly cells: readonly (readonly (number | null)[])[]
  readonly text: readonly (readonly string[])[]
  readonly language: Language
}

/** Cells with their numbers written in them; names of columns stand above, wrapped, so that they fit on a phone. */
function heatmap({ title, description, columns, rows, cells, text, language }: Heatmap): Figure {
  const names = columns.map(({ name, size }) => wrapLabel(size ? `${name} (${size})` : name, 12))
  const isTwoLined = text.some((row) => row.some((cell) => cell.includes('<br>')))
  const lines = Math.max(0, ...names.map((name) => name.split('<br>').length))
  return narrowFigure(
    figure({
      title,
      description,
      traces: [
        {
          type: 'heatmap',
          x: columns.map((_, k) => k),
          y: rows.map((_, i) => i),
          z: cells,
          text,
          texttemplate: '%{text}',
          textfont: { size: 12 },
          zmin: 0,
          colorscale: [
            [0, '#f7fbff'],
            [1, '#6baed6'],
          ],
          showscale: false,
          xgap: 2,
          ygap: 2,
          hoverinfo: 'skip',
        },
      ],
      height: 90 + 16 * lines + Math.max((isTwoLined ? 66 : 44) * rows.length, 70),
      layout: {
        margin: { l: 40, r: 10, t: 60 + 16 * lines, b: 14 },
        xaxis: {
          side: 'top',
          tickvals: columns.map((_, k) => k),
          ticktext: names,
          tickangle: 0,
          tickfont: { size: 10 },
          showgrid: false,
          zeroline: false,
        },
        yaxis: {
          autorange: 'reversed',
          tickvals: rows.map((_, i) => i),
          ticktext: rows.map((row) => wrapLabel(row, 18)),
          tickfont: { size: 12 },
          showgrid: false,
          zeroline: false,
        },
      },
      language,
    }),
  )
}
