import { availableParallelism, cpus } from 'node:os'
import { versions } from 'one-click'
import type { GrowthCurve } from './growth'
import type { LineResult } from './line'
import { aheadInWords, type PredictionRow, predictionNote, predictionVerdict } from './prediction'

/** What the bench found. */
export interface BenchReport {
  readonly results: readonly LineResult[]
  readonly growth: readonly GrowthCurve[]
  /** Empty where it was not asked for. */
  readonly prediction: readonly PredictionRow[]
  /** Components of both sides and their versions. */
  readonly components: Readonly<Record<string, string>>
  readonly machine: string
  readonly customers: number
  readonly folder: string
  /** Tiny work: the times mean nothing. */
  readonly quick: boolean
}

/** What both sides run on. */
export function machineName(): string {
  const [first] = cpus()
  return `${first?.model.trim() ?? 'unknown processor'}, ${availableParallelism()} cores, ${process.platform} ${process.arch}`
}

/** Versions of our side and, as it tells them, of the Python side. */
export function componentsOf(python: Readonly<Record<string, string>>): Record<string, string> {
  const ours = versions().filter(({ component }) => ['Node.js', 'one-click'].includes(component))
  return { ...Object.fromEntries(ours.map(({ component, version }) => [component, version])), ...python }
}

export const quickNote =
  'Quick run: results are compared; times and the quality of the prediction mean nothing for such small work.'

export const methodNotes: readonly string[] = [
  'Ratio: Python seconds / our seconds. Both sides may use all cores.',
  'Each line runs once on a few customers before it is timed, so that neither side pays for imports or compilation.',
  'The sides take turns; times are medians of up to five runs, of fewer where one takes seconds. Reading and writing of exchanged files is not timed.',
]

/** The list that `--json` writes. */
export function benchJson(results: readonly LineResult[]): string {
  const kept = results.map(({ name, ours, python, ratio, equal }) => ({ name, ours, python, ratio, equal }))
  return `${JSON.stringify(kept, undefined, 2)}\n`
}

/** Seconds with three significant digits. */
export function formatSeconds(seconds: number): string {
  return seconds < 1000 ? String(Number(seconds.toPrecision(3))) : seconds.toFixed(0)
}

export function formatRatio(ratio: number): string {
  return `${ratio < 10 ? ratio.toFixed(2) : ratio.toFixed(ratio < 100 ? 1 : 0)}×`
}

/** The report as text for the terminal. */
export function textReport(report: BenchReport): string {
  const { results, growth, prediction, quick } = report
  const parts = [
    quick ? [quickNote] : [],
    [describeRun(report)],
    results.length > 0 ? resultRows(report) : [],
    results.flatMap(({ name, work, check, equal }) => [
      `${name}`,
      `  ${work}`,
      `  ${equal ? 'equal' : 'DIFFERENT'}: ${check}`,
    ]),
    prediction.length > 0 ? predictionRows(prediction) : [],
    growth.length > 0 ? growthRows(growth) : [],
    results.length > 0 ? [...methodNotes] : [],
  ]
  return `${parts
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n')}\n`
}

export function describeRun({ customers, folder, machine, components }: BenchReport): string {
  const list = Object.entries(components).map(([name, version]) => `${name} ${version}`)
  return `${customers} customers of ${folder}; ${machine}; ${list.join(', ')}`
}

/** The goal of a line and whether it was reached; tiny work has none. */
export function formatGoal({ goal, ratio }: LineResult, { quick }: BenchReport): string {
  if (quick) return ''
  return `${goal}×${ratio >= goal ? '' : ', missed'}`
}

function resultRows(report: BenchReport): string[] {
  return alignedRows([
    ['', 'ours, s', 'Python, s', 'ratio', 'goal', 'results'],
    ...report.results.map((line) => [
      line.name,
      formatSeconds(line.ours),
      formatSeconds(line.python),
      formatRatio(line.ratio),
      formatGoal(line, report),
      line.equal ? 'equal' : 'DIFFERENT',
    ]),
  ])
}

/** The cells of a row of the table of predictions. */
export function predictionCells({ name, rocAuc, logLoss, ahead }: PredictionRow): string[] {
  return [
    name,
    rocAuc.toFixed(4),
    ahead ? aheadInWords(ahead.rocAuc) : '',
    logLoss.toFixed(4),
    ahead ? aheadInWords(ahead.logLoss) : '',
  ]
}

function predictionRows(prediction: readonly PredictionRow[]): string[] {
  return [
    ...alignedRows([
      ['quality of the prediction', 'ROC-AUC', 'ours is', 'log loss', 'ours is'],
      ...prediction.map(predictionCells),
    ]),
    predictionVerdict(prediction),
    predictionNote,
  ]
}

function growthRows(growth: readonly GrowthCurve[]): string[] {
  return (['customers', 'features'] as const).flatMap((along) => {
    const curves = growth.filter((curve) => curve.along === along)
    return alignedRows([
      [`our seconds by ${along}`, ...curves[0].sizes.map(String), 'exponent'],
      ...curves.map(({ work, seconds, exponent }) => [
        work,
        ...seconds.map(formatSeconds),
        exponent.toFixed(2),
      ]),
    ])
  })
}

/** Cells padded to columns: the first to the left, the others to the right. */
function alignedRows(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0].map((_, j) => Math.max(...rows.map((row) => row[j].length)))
  return rows.map((row) =>
    row
      .map((cell, j) => (j === 0 ? cell.padEnd(widths[j]) : cell.padStart(widths[j])))
      .join('  ')
      .trimEnd(),
  )
}
