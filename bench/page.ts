import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  escapeHtml,
  type Figure,
  figure,
  gridCell,
  htmlTable,
  pageShell,
  pageStyle,
  palette,
  projectRoot,
  quietAxis,
} from 'one-click'
import type { GrowthCurve } from './growth'
import { type PredictionRow, predictionNote, predictionVerdict } from './prediction'
import {
  type BenchReport,
  describeRun,
  formatGoal,
  formatRatio,
  formatSeconds,
  methodNotes,
  predictionCells,
  quickNote,
} from './report'

const asset = (...parts: string[]) => readFileSync(join(projectRoot, ...parts), 'utf8')

/** The report as one offline page. Nothing is loaded from anywhere, which its policy holds a browser to. */
export function benchPage(report: BenchReport): string {
  const { results, growth, prediction, quick } = report
  const scripts =
    growth.length > 0
      ? [
          asset('node_modules/plotly.js-cartesian-dist-min/plotly-cartesian.min.js').replaceAll(
            '</script',
            '<\\/script',
          ),
          asset('lib/study/templates/draw-figures.js'),
        ]
      : []
  return pageShell({
    title: 'Bench',
    styles: [pageStyle()],
    body: `<main>
<h1>This project and the Python stack on the same work</h1>
<p>${escapeHtml(describeRun(report))}.</p>
${quick ? `<p><strong>${quickNote}</strong></p>` : ''}
<div class="html">${resultsTable(report)}</div>
<ul>
${methodNotes.map((note) => `<li>${escapeHtml(note)}</li>`).join('\n')}
</ul>
<h2>What was done and how it was compared</h2>
<ul>
${results.map(({ name, work, check }) => `<li><strong>${escapeHtml(name)}</strong>: ${escapeHtml(work)}; ${escapeHtml(check)}.</li>`).join('\n')}
</ul>
${prediction.length > 0 ? predictionSection(prediction) : ''}
${growth.length > 0 ? growthSection(growth) : ''}
</main>`,
    scripts,
  })
}

function resultsTable(report: BenchReport): string {
  return htmlTable(
    report.results,
    [
      { title: 'work', value: ({ name }) => name },
      { title: 'ours, s', value: ({ ours }) => formatSeconds(ours), align: 'right' },
      { title: 'Python, s', value: ({ python }) => formatSeconds(python), align: 'right' },
      { title: 'ratio', value: ({ ratio }) => formatRatio(ratio), align: 'right' },
      { title: 'goal', value: (line) => formatGoal(line, report), align: 'right' },
      { title: 'results', value: ({ equal }) => (equal ? 'equal' : 'different') },
    ],
    { caption: 'Seconds on both sides' },
  )
}

function predictionSection(prediction: readonly PredictionRow[]): string {
  const titles = ['model', 'ROC-AUC', 'ours is', 'log loss', 'ours is']
  const table = htmlTable(
    prediction.map(predictionCells),
    titles.map((title, column) => ({
      title,
      value: (cells: readonly string[]) => cells[column],
      ...(column > 0 && { align: 'right' as const }),
    })),
    { caption: predictionNote },
  )
  return `<h2>How well both sides predict</h2>
<p>${escapeHtml(predictionVerdict(prediction))}</p>
<div class="html">${table}</div>`
}

function growthSection(growth: readonly GrowthCurve[]): string {
  const drawn = growthFigure(growth)
  const { height, meta } = drawn.layout as { height: number; meta: { description: string } }
  const table = htmlTable(
    growth,
    [
      { title: 'work', value: ({ work }) => work },
      { title: 'grows with', value: ({ along }) => along },
      { title: 'sizes', value: ({ sizes }) => sizes.join(', ') },
      { title: 'seconds', value: ({ seconds }) => seconds.map(formatSeconds).join(', ') },
      { title: 'exponent', value: ({ exponent }) => exponent.toFixed(2), align: 'right' },
    ],
    { caption: 'An exponent of 1: twice the size, twice the cost' },
  )
  return `<h2>How our cost grows</h2>
<figure class="plot">
<figcaption>Our cost by number of customers and of features</figcaption>
<div class="plotly-figure" role="img" aria-label="${escapeHtml(meta.description)}" style="height:${height}px">
<script type="application/json">${JSON.stringify(drawn).replaceAll('<', '\\u003c')}</script>
</div>
<noscript><p>${escapeHtml(meta.description)}</p></noscript>
</figure>
<div class="html">${table}</div>`
}

/** Seconds by size on logarithmic scales, customers beside features, one line for each piece of work. */
export function growthFigure(growth: readonly GrowthCurve[]): Figure {
  const alongs = ['customers', 'features'] as const
  const works = [...new Set(growth.map(({ work }) => work))]
  const axes = Object.fromEntries(
    alongs.flatMap((along, index) => {
      const cell = gridCell(index)
      const sizes = growth.find((curve) => curve.along === along)?.sizes ?? []
      return [
        [
          cell.xaxis,
          {
            ...quietAxis,
            type: 'log',
            title: { text: `${along} (log)` },
            tickvals: sizes,
            ticktext: sizes.map(String),
          },
        ],
        [
          cell.yaxis,
          { ...quietAxis, type: 'log', dtick: 1, ...(index === 0 && { title: { text: 'seconds (log)' } }) },
        ],
      ]
    }),
  )
  return figure({
    title: '',
    description: growth
      .map(({ work, along, exponent }) => `${work}: grows with ${along} to the power ${exponent.toFixed(2)}`)
      .join('; '),
    traces: growth.map(({ work, along, sizes, seconds }) => {
      const cell = gridCell(alongs.indexOf(along))
      const color = palette.series[works.indexOf(work) % palette.series.length]
      return {
        type: 'scatter',
        mode: 'lines+markers',
        name: work,
        legendgroup: work,
        showlegend: along === alongs[0],
        x: sizes,
        y: seconds,
        line: { color, width: 2 },
        marker: { color, size: 8 },
        xaxis: cell.x,
        yaxis: cell.y,
        hovertemplate: `${work}, %{x} ${along}: %{y:.3g} s<extra></extra>`,
      }
    }),
    layout: { grid: { rows: 1, columns: 2, pattern: 'independent', xgap: 0.12 }, ...axes },
  })
}
