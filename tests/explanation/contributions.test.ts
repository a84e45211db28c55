import {
  backgroundSample,
  type CustomerModel,
  type ExtraTreesModel,
  encode,
  explainCustomers,
  featurePreprocessor,
  fitPipeline,
  predictCustomers,
  takeCustomers,
  treeShapleyValues,
} from 'one-click'
import { describe, expect, it } from 'vitest'
import { learningTable } from '../evaluation/learning-tables'

const { table, declines } = learningTable(150, 4)
const rows = Int32Array.from(declines, (_, i) => i)
const fitted = (estimator: string): CustomerModel =>
  fitPipeline(
    { name: 'x', estimator, candidates: [{}], calibration: 'probability', innerFolds: 3 },
    featurePreprocessor(table),
    rows,
    declines,
    2,
  )
const model = fitPipeline(
  { name: 'x', estimator: 'extra-trees', candidates: [{ trees: 40 }], calibration: 'probability' },
  featurePreprocessor(table),
  rows,
  declines,
  2,
)
const some = takeCustomers(table, rows.slice(0, 30))
const background = takeCustomers(table, backgroundSample(rows, 50, 1))
const { base, features, values } = explainCustomers(model, some, background)

describe('explainCustomers', () => {
  it('adds up to the log-odds of the predicted probability within 1e-9', () => {
    predictCustomers(model, some).forEach((probability, i) => {
      let sum = base
      for (let j = 0; j < features.length; j++) sum += values.values[i * features.length + j]
      expect(Math.abs(sum - Math.log(probability / (1 - probability)))).toBeLessThan(1e-9)
    })
  })

  it('starts from the mean log-odds of the background', () => {
    const logOdds = predictCustomers(model, background).map((p) => Math.log(p / (1 - p)))
    const mean = logOdds.reduce((sum, value) => sum + value, 0) / logOdds.length
    expect(Math.abs(base - mean)).toBeLessThan(1e-9)
  })

  it('sums the columns of a category and scales by the slope of the calibration', () => {
    expect(features).toEqual(['pagesPerVisit', 'promoShare', 'serviceTier', 'favouriteCategory'])
    const { preprocessor, calibration } = model
    const raw = treeShapleyValues(
      model.model as ExtraTreesModel,
      encode(preprocessor, some),
      encode(preprocessor, background),
    ).values
    expect(
      preprocessor.columns.map(({ feature }) => feature).filter((f) => f === 'favouriteCategory'),
    ).toHaveLength(3)
    for (let i = 0; i < 30; i++) {
      const row = raw.values.subarray(i * 6, i * 6 + 6)
      const expected = [row[0], row[1], row[2], row[3] + row[4] + row[5]]
      expected.forEach((value, j) => {
        expect(values.values[i * 4 + j]).toBeCloseTo(calibration!.slope * value, 12)
      })
    }
  })

  it('explains calibrated extra trees only', () => {
    expect(() => explainCustomers(fitted('logistic-regression'), some, background)).toThrow(
      /needs calibrated extra trees \(got "logistic-regression"\)/,
    )
    const { calibration, ...bare } = model
    for (const other of [bare, { ...bare, calibration: { ...calibration!, scale: 'log-odds' as const } }]) {
      expect(() => explainCustomers(other, some, background)).toThrow(/needs calibrated extra trees/)
    }
  })
})

describe('backgroundSample', () => {
  it('draws different rows, ascending, the same for the same seed', () => {
    const from = Int32Array.of(40, 10, 30, 20, 100, 9)
    const drawn = backgroundSample(from, 4, 7)
    expect([...drawn]).toEqual([...new Set(drawn)].sort((a, b) => a - b))
    expect(drawn).toHaveLength(4)
    expect(drawn.every((row) => from.includes(row))).toBe(true)
    expect(backgroundSample(from, 4, 7)).toEqual(drawn)
    expect([...from]).toEqual([40, 10, 30, 20, 100, 9])
    expect([...backgroundSample(from, 64, 1)]).toEqual([9, 10, 20, 30, 40, 100])
    const seeds = new Set(Array.from({ length: 30 }, (_, seed) => backgroundSample(from, 3, seed).join()))
    expect(seeds.size).toBeGreaterThan(8)
  })
})
