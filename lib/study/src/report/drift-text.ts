import { escapeHidden } from '@one-click/core'
import { ruleSentences } from '../evaluation/drift/conclusion'
import { familyLevel, measureRules } from '../evaluation/drift/drift-rule'
import {
  conclusionTitles,
  type DriftContent,
  type DriftTable,
  driftNotes,
  driftTables,
} from '../study/drift-summary'

/** The comparison as lines for the terminal. */
export function driftText(content: DriftContent): string[] {
  const { report } = content
  const list = (sentences: readonly string[]) => sentences.map((sentence) => `- ${sentence}`)
  const parts = [
    [`${report.conclusion.toUpperCase()}: ${conclusionTitles[report.conclusion]}`],
    list(report.reasons),
    list(driftNotes(content)),
    ...driftTables(content).map(alignedTable),
    ['The rule', ...list(ruleSentences)],
  ]
  return parts.flatMap((part, i) => (i === 0 ? part : ['', ...part]))
}

function alignedTable({ caption, titles, rows, note }: DriftTable): string[] {
  const widths = titles.map((title, j) =>
    Math.max(title.length, ...rows.map((row) => escapeHidden(row[j]).length)),
  )
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, j) => escapeHidden(cell).padEnd(widths[j]))
      .join('  ')
      .trimEnd()
  return [
    caption,
    line(titles),
    line(widths.map((width) => '-'.repeat(width))),
    ...rows.map(line),
    ...(note ? [note] : []),
  ]
}

/** Bins of the predicted probabilities in the JSON and in the figure. */
export const scoreBins = 20

/** Share of probabilities in each of `scoreBins` bins of equal width from 0 to 1. */
export function scoreShares(probability: Float64Array): number[] {
  const counts = new Array<number>(scoreBins).fill(0)
  for (const p of probability) counts[Math.min(scoreBins - 1, Math.floor(p * scoreBins))]++
  return counts.map((count) => count / probability.length)
}

/** The comparison for JSON: everything that the text says, as numbers. */
export function driftJson({ report, model, tables: { decided, ...tables } }: DriftContent) {
  const { conclusion, reasons, compared, features, shares, scores, performance, tests, deltaFound } = report
  return {
    format: 'one-click-drift',
    version: 1,
    conclusion,
    reasons,
    rule: { familyLevel, sentences: ruleSentences },
    model,
    tables: { ...tables, compared, sameAsTraining: model.fingerprint === tables.fingerprint },
    features,
    shares,
    scores: {
      meanInTraining: scores.meanInTraining,
      meanNow: scores.meanNow,
      delta: scores.delta,
      stability: scores.stability,
      sharesInTraining: scoreShares(scores.inTraining),
      sharesNow: scoreShares(scores.now),
    },
    performance: performance ?? null,
    tests: tests.map(({ feature, tellsOfFew, ...test }) => ({
      feature: feature ?? null,
      minimum: measureRules[test.measure].minimum,
      ...test,
    })),
    deltaFound,
  }
}
