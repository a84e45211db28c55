import { describe, expect, it } from 'vitest'
import { decodeModel, encodeModel } from '../../lib/study/src/evaluation/model-file'
import { ArgumentError } from '../../lib/toolkit/core/src/errors'
import { type Matrix, matrix, take, takeRows } from '../../lib/toolkit/core/src/matrix'
import { Random } from '../../lib/toolkit/core/src/random'
import type {
  Estimator,
  FittedModel,
  Hyperparameters,
} from '../../lib/toolkit/learn/src/estimators/estimator'
import { estimators } from '../../lib/toolkit/learn/src/estimators/estimators'
import { predictPipeline } from '../../lib/toolkit/learn/src/pipeline/pipeline'
import { areaUnderCurve, noiseProblem, separableProblem, withConstantColumn } from './problems'

/** Options that keep the suite short; what they leave out is covered by the defaults' own tests. */
const quick: Record<string, Hyperparameters> = {
  'extra-trees': { trees: 60 },
  'boosted-trees': { trees: 60, minLeaf: 5, learningRate: 0.1 },
  'neural-network': { steps: 40, learningRate: 0.05 },
}

/** Every estimator, and options under which one is fitted in another way. */
const cases: [string, Estimator, Hyperparameters][] = [
  ...Object.entries(estimators).map(([kind, estimator]): [string, Estimator, Hyperparameters] => [
    kind,
    estimator,
    quick[kind] ?? {},
  ]),
  ['extra-trees, observed cuts', estimators['extra-trees'], { trees: 60, cuts: 'observed' }],
  ['extra-trees, alternating cuts', estimators['extra-trees'], { trees: 60, cuts: 'alternating' }],
  ['extra-trees, drawn tries', estimators['extra-trees'], { trees: 60, featureShare: 0.5, tries: 'drawn' }],
  [
    'boosted-trees, sampled, all trees',
    estimators['boosted-trees'],
    { trees: 30, minLeaf: 2, learningRate: 0.2, rowShare: 0.6, featureShare: 0.5, patience: 0 },
  ],
  ['support-vector-machine, no curve', estimators['support-vector-machine'], { probability: false }],
]

const train = separableProblem(160, 4, 1)
const test = separableProblem(100, 4, 2)

/** A model as JSON with arrays spelled out: equal texts mean equal models. */
const spelled = (model: FittedModel) =>
  JSON.stringify(model, (_, value) => (ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value))

const withValue = (x: Matrix, place: number, value: number) => {
  const changed = matrix(x.rows, x.columns, x.values.slice())
  changed.values[place] = value
  return changed
}

const header = { library: '0', fingerprint: '', features: [], customers: train.x.rows, seed: 5 }
const identity = { kind: 'identity' }

describe('registry', () => {
  it('files every estimator under its kind, with a label of its own', () => {
    for (const [kind, estimator] of Object.entries(estimators)) expect(estimator.kind).toBe(kind)
    const labels = Object.values(estimators).map(({ label }) => label)
    expect(new Set(labels).size).toBe(labels.length)
    expect(Object.keys(estimators)).toEqual(
      expect.arrayContaining([
        'logistic-regression',
        'k-nearest-neighbours',
        'decision-tree',
        'support-vector-machine',
        'neural-network',
        'extra-trees',
        'boosted-trees',
      ]),
    )
  })
})

describe.each(cases)('%s', (_, estimator, options) => {
  const { kind } = estimator
  const model = estimator.fit(train.x, train.y, options, 5)
  const fitOn = (x: Matrix, y: Uint8Array, seed = 5) => estimator.fit(x, y, options, seed)
  const refusal = (action: () => unknown) => expect(action).toThrow(ArgumentError)

  it('gives the same model when fitted again', () => {
    expect(spelled(fitOn(train.x, train.y))).toBe(spelled(model))
  })

  it('does not change its inputs', () => {
    const x = matrix(train.x.rows, train.x.columns, train.x.values.slice())
    const y = train.y.slice()
    const fitted = fitOn(x, y)
    const before = spelled(fitted)
    estimator.predictProbability(fitted, x)
    expect(x.values).toEqual(train.x.values)
    expect(y).toEqual(train.y)
    expect(spelled(fitted)).toBe(before)
  })

  it('shares no memory with its inputs', () => {
    const x = matrix(train.x.rows, train.x.columns, train.x.values.slice())
    const y = train.y.slice()
    const fitted = fitOn(x, y)
    x.values.fill(0)
    y.fill(0)
    expect(spelled(fitted)).toBe(spelled(model))
  })

  it('does not depend on the order of the rows', () => {
    const order = new Random(3).shuffle(Int32Array.from(train.y, (_, i) => i))
    expect(spelled(fitOn(takeRows(train.x, order), take(train.y, order)))).toBe(spelled(model))
  })

  it('refuses a single class, labels other than 0 and 1, and sizes that do not match', () => {
    refusal(() => fitOn(train.x, new Uint8Array(train.x.rows)))
    refusal(() => fitOn(train.x, new Uint8Array(train.x.rows).fill(1)))
    refusal(() =>
      fitOn(
        train.x,
        Uint8Array.from(train.y, (label) => label * 2),
      ),
    )
    refusal(() => fitOn(train.x, train.y.subarray(1)))
    refusal(() => fitOn(matrix(0, 4), new Uint8Array(0)))
    refusal(() => fitOn(matrix(160, 0), train.y))
    refusal(() => fitOn({ ...train.x, columns: 3 }, train.y))
  })

  it('refuses NaN and infinity, and says where they are', () => {
    for (const value of [Number.NaN, Infinity, -Infinity]) {
      expect(() => fitOn(withValue(train.x, 9, value), train.y)).toThrow(/row 2, column 1/)
      expect(() => estimator.predictProbability(model, withValue(test.x, 9, value))).toThrow(
        /row 2, column 1/,
      )
    }
  })

  it('refuses unknown options, options of another type and out of bounds', () => {
    refusal(() => estimator.fit(train.x, train.y, { nothing: 1 }))
    refusal(() => estimator.fit(train.x, train.y, { constructor: 1 } as unknown as Hyperparameters))
    for (const [name, value] of Object.entries(estimator.defaults)) {
      refusal(() => estimator.fit(train.x, train.y, { [name]: typeof value === 'number' ? '1' : 1 }))
      if (typeof value !== 'number') continue
      for (const wrong of [-1, Number.NaN, Infinity]) {
        refusal(() => estimator.fit(train.x, train.y, { [name]: wrong }))
      }
    }
    refusal(() => estimator.fit(train.x, train.y, options, 0.5))
  })

  it('refuses to predict from nothing, from a foreign model, or for other features', () => {
    refusal(() => estimator.predictProbability(undefined as unknown as FittedModel, test.x))
    refusal(() => estimator.predictProbability({ ...model, kind: 'another' }, test.x))
    refusal(() => estimator.predictProbability(model, matrix(2, 3)))
  })

  it('has a search space of known options', () => {
    expect(estimator.searchSpace.length).toBeGreaterThanOrEqual(2)
    for (const setting of estimator.searchSpace) {
      expect(Object.keys(estimator.defaults)).toEqual(expect.arrayContaining(Object.keys(setting)))
    }
    expect(new Set(estimator.searchSpace.map((setting) => JSON.stringify(setting))).size).toBe(
      estimator.searchSpace.length,
    )
  })

  it('predicts probabilities, the same for a row alone as for a table', () => {
    const together = estimator.predictProbability(model, test.x)
    expect(together.length).toBe(test.x.rows)
    for (let i = 0; i < test.x.rows; i++) {
      expect(together[i]).toBeGreaterThanOrEqual(0)
      expect(together[i]).toBeLessThanOrEqual(1)
      expect(estimator.predictProbability(model, takeRows(test.x, [i]))[0]).toBe(together[i])
    }
    expect(estimator.predictProbability(model, matrix(0, 4)).length).toBe(0)
  })

  it('predicts probabilities far outside the training data', () => {
    for (const p of estimator.predictProbability(model, matrix(2, 4, new Float64Array(8).fill(1e6)))) {
      expect(p).toBeGreaterThanOrEqual(0)
      expect(p).toBeLessThanOrEqual(1)
    }
  })

  it('predicts the same bits after it was written to a file and read', () => {
    const pipeline = {
      kind: 'pipeline' as const,
      procedure: { name: kind, estimator: kind },
      options,
      preprocessor: identity,
      model,
      search: [],
    }
    const read = decodeModel(encodeModel(pipeline, header))
    expect(read.model).toEqual(pipeline)
    const back = read.model as typeof pipeline
    expect(spelled(back.model)).toBe(spelled(model))
    expect(predictPipeline(back, test.x)).toEqual(estimator.predictProbability(model, test.x))
  })

  it('is not harmed by a constant column or by a table of constants', () => {
    const fitted = fitOn(withConstantColumn(train.x, 7), train.y)
    const scores = estimator.predictProbability(fitted, withConstantColumn(test.x, 7))
    expect(areaUnderCurve(test.y, scores)).toBeGreaterThan(0.93)
    const flat = estimator.predictProbability(fitOn(matrix(160, 2), train.y), matrix(3, 2))
    expect(flat.every((p) => p > 0.05 && p < 0.95)).toBe(true)
  })

  it('is fitted on as little as one row of each class', () => {
    const fitted = fitOn(matrix(2, 1, Float64Array.of(-1, 1)), Uint8Array.of(0, 1))
    for (const p of estimator.predictProbability(fitted, matrix(2, 1, Float64Array.of(-1, 1)))) {
      expect(p >= 0 && p <= 1).toBe(true)
    }
  })

  it('learns an easy problem', () => {
    expect(areaUnderCurve(test.y, estimator.predictProbability(model, test.x))).toBeGreaterThan(0.95)
  })

  it('learns nothing from noise', () => {
    const noise = noiseProblem(200, 4, 3)
    const other = noiseProblem(1500, 4, 4)
    const area = areaUnderCurve(other.y, estimator.predictProbability(fitOn(noise.x, noise.y), other.x))
    // Four standard errors of the area with 600 positives and 900 negatives.
    expect(Math.abs(area - 0.5)).toBeLessThan(0.065)
  })
})
