import type { Interval, Share } from '@one-click/statistics'
import { type Population, toldCounts, toldPopulation } from '../customers/told-counts'
import { effectInWords } from '../evaluation/drift/conclusion'
import type { DriftReport } from '../evaluation/drift/drift-report'
import { type DriftMeasure, type JudgedTest, measureRules } from '../evaluation/drift/drift-rule'
import type { ModelHeader } from '../evaluation/model-file'
import type { PopulationCounts } from '../evaluation/training-reference'
import type { TableSource } from '../tables/schema'
import { categoryInEnglish } from '../tables/store-words'
import {
  formatCount,
  formatDecimal,
  formatMeasure,
  formatPercent,
  formatPValue,
  pInWords,
} from '../words/number-format'
import { withheldMark, withheldNote, withholdNumbers } from './withheld-numbers'

/** What the comparison of new tables with a model's training data is shown as. */
export interface DriftContent {
  readonly report: DriftReport
  readonly model: Pick<ModelHeader, 'library' | 'fingerprint' | 'customers' | 'earlier'>
  readonly tables: {
    readonly fingerprint: string
    readonly source: TableSource
    readonly population: PopulationCounts
    /** Active customers with known profit. */
    readonly decided: number
    /** Customers left out of the comparison as copies of others. */
    readonly copies: number
    readonly hasTarget: boolean
  }
}

/** A table of the report, every cell as people read it. */
export interface DriftTable {
  readonly caption: string
  readonly titles: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** Stands below; absent where there is nothing to say. */
  readonly note?: string
}

/** What the conclusion tells to do. */
export const conclusionTitles: Readonly<Record<DriftReport['conclusion'], string>> = {
  retrain: 'Retrain the model',
  watch: 'Watch: the tables have changed, the model may still hold',
  keep: 'Keep the model',
}

/** What a reader must know beside the conclusion. */
export function driftNotes(content: DriftContent): string[] {
  const { report, model, tables } = content
  const same = model.fingerprint === tables.fingerprint
  const { learned, compared } = toldOfTables(content)
  return [
    ...(same
      ? [
          'These are the tables that the model learned from: nothing can have changed, and the probabilities are those ' +
            'that its file keeps of customers held out.',
        ]
      : []),
    ...(tables.hasTarget
      ? report.performance
        ? []
        : ['Too few customers of one class to measure the predictions.']
      : ['The tables carry no target: how good the predictions are cannot be measured.']),
    ...report.features.flatMap((feature) =>
      feature.kind === 'category' && feature.newCategories.length > 0
        ? [
            `${feature.label}: the model has never met ${feature.newCategories.map((name) => `«${name}»`).join(', ')}.`,
          ]
        : [],
    ),
    ...(tables.copies > 0
      ? [
          `${learned === undefined || compared === undefined ? 'Some' : formatCount(tables.copies)} of the new customers are copies of others: of copies one counts, here and in training.`,
        ]
      : []),
    `With ${compared === undefined ? 'so many' : formatCount(compared)} customers the comparison of a numeric feature finds a Cliff’s delta of ` +
      `${formatDecimal(report.deltaFound, 2)} in four of five cases.`,
  ]
}

/** What may be told of how many customers the new tables hold; absent is what would tell of fewer than five. */
export function toldOfTables({ tables, report }: DriftContent): Partial<Population> & { compared?: number } {
  const { decided, population } = tables
  const { active, customers: total, implausible } = population
  const told = toldPopulation({ decided, active, total, learned: active - implausible })
  const { compared } = toldCounts({
    decided,
    total,
    active,
    learned: active - implausible,
    compared: report.compared,
  })
  return { ...told, ...(told.learned !== undefined && compared !== undefined && { compared }) }
}

/** The comparison as tables: features, shares of customers, predicted probabilities, their quality. */
export function driftTables(content: DriftContent): DriftTable[] {
  return [
    numbersTable(content),
    ...categoryTables(content),
    sharesTable(content),
    qualityTable(content),
  ].filter(({ rows }) => rows.length > 0)
}

function numbersTable({ report }: DriftContent): DriftTable {
  return {
    caption: 'Numeric features',
    titles: [
      'feature',
      'median in training',
      'median now',
      'Cliff’s delta',
      'adjusted p',
      'moved',
      'adjusted p',
      'PSI',
      'note',
    ],
    rows: report.features.flatMap((feature) => {
      if (feature.kind !== 'number') return []
      const location = testOf(report, 'location', feature.feature)
      const distance = testOf(report, 'distance', feature.feature)
      return [
        [
          feature.label,
          formatMeasure(feature.medianInTraining),
          formatMeasure(feature.medianNow),
          inWords(location.effect),
          formatPValue(location.adjustedPValue),
          formatPercent(distance.effect.estimate, 1),
          formatPValue(distance.adjustedPValue),
          formatDecimal(feature.stability),
          alarmOf(location, distance),
        ],
      ]
    }),
  }
}

function categoryTables({ report, model }: DriftContent): DriftTable[] {
  return report.features.flatMap((feature) => {
    if (feature.kind !== 'category') return []
    const mix = testOf(report, 'mix', feature.feature)
    const unknown = testOf(report, 'new-categories', feature.feature)
    const alarm = alarmOf(mix, unknown)
    return [
      {
        caption:
          `${feature.label}: Cramér’s V ${inWords(mix.effect)}, adjusted ${pInWords(mix.adjustedPValue)}, ` +
          `PSI ${formatDecimal(feature.stability)}; in new categories ${
            unknown.tellsOfFew ? `few or nearly all` : formatPercent(unknown.effect.estimate, 1)
          } of customers${alarm ? `: ${alarm}` : ''}`,
        ...withheldTable(
          feature.shares,
          [
            { title: 'category', value: ({ category }) => categoryInEnglish(feature.feature, category) },
            { title: 'share in training', value: (row) => formatPercent(row.inTraining, 1), align: 'right' },
            { title: 'share now', value: (row) => formatPercent(row.now, 1), align: 'right' },
            {
              title: 'note',
              value: ({ category }) => (feature.newCategories.includes(category) ? 'new' : ''),
            },
          ],
          ({ inTraining, now }) => [
            Math.round(inTraining * model.customers),
            Math.round(now * report.compared),
          ],
        ),
      },
    ]
  })
}

function sharesTable({ report }: DriftContent): DriftTable {
  const tests = report.shares.map((share) => ({ share, test: testOf(report, share.measure) }))
  // Beside the numbers of other rows those of one would tell what is withheld of it: then there are shares only.
  const areTold = !tests.some(({ test }) => test.tellsOfFew)
  return {
    caption: 'Shares of customers',
    titles: ['share', 'in training', 'now', 'change', 'adjusted p', 'note'],
    rows: tests.map(({ share: { measure, inTraining, now }, test }) => {
      const numbers = [
        shareInWords(inTraining, areTold),
        shareInWords(now, areTold),
        changeInWords(test),
        formatPValue(test.adjustedPValue),
      ]
      return [
        measureRules[measure].label,
        ...(test.tellsOfFew ? numbers.map(() => withheldMark) : numbers),
        alarmOf(test),
      ]
    }),
    ...(!areTold && { note: withheldNote }),
  }
}

/** A table whose rows that tell of few customers are withheld. */
function withheldTable<Row>(
  rows: readonly Row[],
  columns: readonly WrittenColumn<Row>[],
  customers: (row: Row) => readonly number[],
): Pick<DriftTable, 'titles' | 'rows' | 'note'> {
  const { cells, isWithheld } = withholdNumbers(rows, columns, customers)
  return {
    titles: columns.map(({ title }) => title),
    rows: cells,
    ...(isWithheld && { note: withheldNote }),
  }
}

interface WrittenColumn<Row> {
  readonly title: string
  readonly value: (row: Row) => string
  readonly align?: 'left' | 'right'
}

function qualityTable({ report }: DriftContent): DriftTable {
  const { scores, performance } = report
  const row = (measure: DriftMeasure, before: string, now: string) => {
    const test = testOf(report, measure)
    const { label } = measureRules[measure]
    return [label, before, now, changeInWords(test), formatPValue(test.adjustedPValue), alarmOf(test)]
  }
  const doubt = (values: Float64Array) =>
    formatDecimal(values.reduce((total, p) => total + p * (1 - p), 0) / values.length)
  const measured = (measure: DriftMeasure, name: 'rocAuc' | 'logLoss' | 'brier' | 'deviation') =>
    performance
      ? [row(measure, inWords(performance.expected.measures[name]), inWords(performance.now.measures[name]))]
      : []
  const slopes = [performance?.expected.slope, performance?.now.slope]
  return {
    caption: 'Predictions: expected from customers held out in training, and on the new customers',
    titles: ['measure', 'expected', 'now', 'change', 'adjusted p', 'note'],
    rows: [
      row('mean-score', formatDecimal(scores.meanInTraining), formatDecimal(scores.meanNow)),
      row('unsureness', doubt(scores.inTraining), doubt(scores.now)),
      ...measured('roc-auc', 'rocAuc'),
      ...measured('log-loss', 'logLoss'),
      ...measured('brier', 'brier'),
      ...measured('deviation', 'deviation'),
      ...(performance
        ? [
            [
              'calibration slope (for information)',
              ...slopes.map((slope) => (slope ? inWords(slope) : 'none')),
              '',
              '',
              '',
            ],
          ]
        : []),
      [
        'distribution of probabilities (for information)',
        '',
        '',
        `Cliff’s delta ${inWords(scores.delta)}, PSI ${formatDecimal(scores.stability)}`,
        '',
        '',
      ],
    ],
  }
}

/** The judged comparison of a measure, of a feature or of all customers; there is one of each. */
export function testOf(
  { tests }: Pick<DriftReport, 'tests'>,
  measure: DriftMeasure,
  feature?: string,
): JudgedTest {
  return tests.find((test) => test.measure === measure && test.feature === feature)!
}

function alarmOf(...tests: readonly JudgedTest[]): string {
  if (tests.some(({ large }) => large)) return 'ALARM (large)'
  return tests.some(({ alarm }) => alarm) ? 'ALARM' : ''
}

function inWords({ estimate, lower, upper }: Interval): string {
  return `${formatDecimal(estimate)} (${formatDecimal(lower)} to ${formatDecimal(upper)})`
}

/** A change with its interval, in the unit of its measure. */
function changeInWords({ measure, effect }: JudgedTest): string {
  const [lower, upper] = [effect.lower, effect.upper].map((value) =>
    effectInWords(measure, value).replace(/ points$/, ''),
  )
  return `${effectInWords(measure, effect.estimate)} (${lower} to ${upper})`
}

function shareInWords({ events, total }: Share, areTold: boolean): string {
  const share = formatPercent(total === 0 ? 0 : events / total, 1)
  return areTold ? `${share} (${formatCount(events)} of ${formatCount(total)})` : share
}
