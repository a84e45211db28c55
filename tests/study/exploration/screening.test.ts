import { describe, expect, it } from 'vitest'
import { featureSets } from '../../../lib/study/src/customers/feature-sets'
import { featureOf, features, inDeclaredOrder } from '../../../lib/study/src/customers/features'
import { featurePreprocessor } from '../../../lib/study/src/evaluation/feature-preprocessor'
import { akaikeLevel, screenFeatures } from '../../../lib/study/src/exploration/screening'
import { Random } from '../../../lib/toolkit/core/src/random'
import { ungrouped } from '../../../lib/toolkit/learn/src/pipeline/folds'
import { fitPipeline } from '../../../lib/toolkit/learn/src/pipeline/pipeline'

/** Pages follow the label, minutes only in spread, tier in shares; errors and consent follow nothing. */
function tableOf(rows: number, seed: number) {
  const random = new Random(seed)
  const y = Uint8Array.from({ length: rows }, () => random.integer(2))
  const drawn = (draw: (label: number) => number) => Float64Array.from(y, draw)
  const words = (share: (label: number) => number, yes: string, no: string) =>
    Array.from(y, (label) => (random.uniform() < share(label) ? yes : no))
  const names = ['serviceTier', 'contactAllowed', 'serviceErrors', 'pagesPerVisit', 'minutesCurrent']
  const table = {
    rows,
    features: names.map(featureOf),
    numbers: {
      serviceErrors: drawn(() => random.normal()),
      pagesPerVisit: drawn((label) => random.normal() + 0.5 * label),
      minutesCurrent: drawn((label) => random.normal() * (label === 1 ? 3 : 1)),
    },
    categories: {
      serviceTier: words((label) => 0.3 + 0.3 * label, 'премиум', 'стандарт'),
      contactAllowed: words(() => 0.5, 'да', 'нет'),
    },
  }
  return { table, y, names }
}

describe('screenFeatures', () => {
  it('keeps shifts, other shapes and shares that differ, and lets noise through at the level', () => {
    const kept = new Map<string, number>()
    for (let seed = 0; seed < 120; seed++) {
      const { table, y, names } = tableOf(300, seed)
      for (const name of screenFeatures(table, names, ungrouped(300), y, akaikeLevel)) {
        kept.set(name, (kept.get(name) ?? 0) + 1)
      }
    }
    for (const name of ['serviceTier', 'pagesPerVisit', 'minutesCurrent']) {
      expect(kept.get(name), name).toBeGreaterThan(115)
    }
    // Two meaningless features; the doubled smaller p-value of the number lets fewer through than the level.
    const noise = (kept.get('serviceErrors') ?? 0) + (kept.get('contactAllowed') ?? 0)
    expect(noise / 240).toBeGreaterThan(0.06)
    expect(noise / 240).toBeLessThan(0.21)
  })

  it('is Akaike’s level', () => {
    expect(akaikeLevel).toBeCloseTo(0.15729920705028513, 12)
  })

  it('reads the labels of the training rows only, and keeps all where none passes', () => {
    const { table, y, names } = tableOf(200, 3)
    const rows = Int32Array.from({ length: 100 }, (_, i) => i)
    const labels = y.slice(0, 100)
    const spoiled = { ...table.numbers, pagesPerVisit: table.numbers.pagesPerVisit.slice().fill(1e6, 100) }
    expect(screenFeatures({ ...table, numbers: spoiled }, names, rows, labels, 0.1)).toEqual(
      screenFeatures(table, names, rows, labels, 0.1),
    )
    expect(screenFeatures(table, names, rows, labels, 0)).toEqual(names)
  })
})

describe('featureSets', () => {
  it('grow from the columns of the tables to every feature', () => {
    const sets = featureSets(features)
    expect(sets.given).toContain('pagesPerVisit')
    expect(sets.given).not.toContain('revenueChange')
    const added = sets['given and changes'].filter((name) => !sets.given.includes(name))
    expect(added).toEqual(['revenueChange', 'revenueChangeTwoMonths', 'minutesChange'])
    expect(sets.all).toEqual(features.map(({ name }) => name))
    for (const name of sets.given) expect(sets['given and changes']).toContain(name)
  })
})

describe('a procedure that searches feature sets and screens', () => {
  const { table, y } = tableOf(160, 5)
  const procedure = {
    name: 'Trees',
    estimator: 'extra-trees',
    screening: akaikeLevel,
    featureSets: { pages: ['pagesPerVisit'], noise: ['serviceErrors', 'contactAllowed'] },
    candidates: [
      { features: 'noise', minLeaf: 20 },
      { features: 'pages', minLeaf: 20 },
    ],
    innerOptions: { trees: 30 },
  }
  const fitWith = (change: object) =>
    fitPipeline({ ...procedure, ...change }, featurePreprocessor(table), ungrouped(160), y, 1)

  it('takes the set whose inner predictions are better, and says so', () => {
    const pipeline = fitWith({})
    expect(pipeline.options).toEqual({ features: 'pages', minLeaf: 20 })
    expect(pipeline.preprocessor.columns.map(({ feature }) => feature)).toEqual(['pagesPerVisit'])
    expect(pipeline.search.map(({ options }) => options.features)).toEqual(['noise', 'pages'])
  })

  it('refuses a set that is not there', () => {
    expect(() => fitWith({ candidates: [{ features: 'others' }] })).toThrow(/no feature set of this name/)
  })
})

it('inDeclaredOrder puts names once, in the order of the list', () => {
  expect(inDeclaredOrder(['pagesPerVisit', 'x', 'tenureDays', 'pagesPerVisit'])).toEqual([
    'tenureDays',
    'pagesPerVisit',
    'x',
  ])
})
