import type { Interval } from '@one-click/statistics'
import { effectInWords } from '../evaluation/drift/conclusion'
import type { DriftReport } from '../evaluation/drift/drift-report'
import { type DriftMeasure, type JudgedTest, measureRules } from '../evaluation/drift/drift-rule'
import type { ModelHeader } from '../evaluation/model-file'
import type { PopulationCounts } from '../evaluation/training-reference'
import type { TableSource } from '../tables/schema'
import { categoryInEnglish } from '../tables/store-words'
import { formatDecimal, formatMeasure, formatPercent, formatPValue } from '../words/number-format'

/** What the comparison of new tables with a model's training data is shown as. */
export interface DriftContent {
  readonly report: DriftReport
  readonly model: Pick<ModelHeader, 'library' | 'fingerprint' | 'customers' | 'earlier'>
  readonly tables: {
    readonly fingerprint: string
    readonly source: TableSource
    readonly population: PopulationCounts
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
}

/** What the conclusion tells to do. */
export const conclusionTitles: Readonly<Record<DriftReport['conclusion'], string>> = {
  retrain: 'Retrain the model',
  watch: 'Watch: the tables have changed, the model may still hold',
  keep: 'Keep the model',
}

/** What a reader must know beside the conclusion. */
export function driftNotes({ report, model, tables }: DriftContent): string[] {
  const same = model.fingerprint === tables.fingerprint
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
          `${tables.copies} of the new customers are copies of others: of copies one counts, here and in training.`,
        ]
      : []),
    `With ${report.compared} customers the comparison of a numeric feature finds a Cliff’s delta of ` +
      `${formatDecimal(report.deltaFound, 2)} in four of five cases.`,
  ]
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

function categoryTables({ report }: DriftContent): DriftTable[] {
  return report.features.flatMap((feature) => {
    if (feature.kind !== 'category') return []
    const mix = testOf(report, 'mix', feature.feature)
    const unknown = testOf(report, 'new-categories', feature.feature)
    const alarm = alarmOf(mix, unknown)
    return [
      {
        caption:
          `${feature.label}: Cramér’s V ${inWords(mix.effect)}, adjusted p ${formatPValue(mix.adjustedPValue)}, ` +
          `PSI ${formatDecimal(feature.stability)}; in new categories ${formatPercent(unknown.effect.estimate, 1)} ` +
          `of customers${alarm ? `: ${alarm}` : ''}`,
        titles: ['category', 'share in training', 'share now', 'note'],
        rows: feature.shares.map(({ category, inTraining, now }) => [
          categoryInEnglish(feature.feature, category),
          formatPercent(inTraining, 1),
          formatPercent(now, 1),
          feature.newCategories.includes(category) ? 'new' : '',
        ]),
      },
    ]
  })
}

function sharesTable({ report }: DriftContent): DriftTable {
  return {
    caption: 'Shares of customers',
    titles: ['share', 'in training', 'now', 'change', 'adjusted p', 'note'],
    rows: report.shares.map(({ measure, inTraining, now }) => {
      const test = testOf(report, measure)
      return [
        measureRules[measure].label,
        shareInWords(inTraining),
        shareInWords(now),
        changeInWords(test),
        formatPValue(test.adjustedPValue),
        alarmOf(test),
      ]
    }),
  }
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

function shareInWords({ events, total }: { readonly events: number; readonly total: number }): string {
  return `${formatPercent(total === 0 ? 0 : events / total, 1)} (${events} of ${total})`
}
