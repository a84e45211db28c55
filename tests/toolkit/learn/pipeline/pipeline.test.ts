import { describe, expect, it } from 'vitest'
import { take, takeColumns, takeRows } from '../../../../lib/toolkit/core/src/matrix'
import { deriveSeed } from '../../../../lib/toolkit/core/src/random'
import { calibrate, fitCalibration } from '../../../../lib/toolkit/learn/src/calibration/calibration'
import type { Hyperparameters } from '../../../../lib/toolkit/learn/src/estimators/estimator'
import { estimatorOf } from '../../../../lib/toolkit/learn/src/estimators/estimators'
import {
  type FittedPipeline,
  fitAndPredict,
  fitPipeline,
  fitPipelineOutOfFold,
  type Procedure,
  predictPipeline,
} from '../../../../lib/toolkit/learn/src/pipeline/pipeline'
import {
  fitStandardisation,
  matrixPreprocessor,
  type Preprocessor,
  type Standardisation,
  standardise,
} from '../../../../lib/toolkit/learn/src/pipeline/preprocessor'
import { searchHyperparameters } from '../../../../lib/toolkit/learn/src/pipeline/search'
import { areaUnderCurve, noiseProblem, separableProblem } from '../../../contract/problems'

const { x, y } = separableProblem(150, 4, 6)
const every = Int32Array.from(y, (_, i) => i)
const preprocessor = matrixPreprocessor(x)
const coefficientOf = ({ calibration }: FittedPipeline) => (calibration as { slope: number }).slope

describe('fitPipeline', () => {
  it('searches, calibrates and refits', () => {
    const procedure: Procedure = {
      name: 'calibrated trees',
      estimator: 'extra-trees',
      candidates: [{ trees: 30 }, { trees: 30, minLeaf: 20 }],
      calibration: 'probability',
    }
    const pipeline = fitPipeline(procedure, preprocessor, every, y, 1)
    expect(pipeline.options).toEqual({ trees: 30 })
    expect(pipeline.search.map(({ options }) => options)).toEqual(procedure.candidates)
    expect(coefficientOf(pipeline)).toBeGreaterThan(0)
    const raw = estimatorOf('extra-trees').predictProbability(pipeline.model, x)
    expect(predictPipeline(pipeline, x)).toEqual(calibrate(pipeline.calibration!, raw))
    expect(fitPipeline(procedure, preprocessor, every, y, 1)).toEqual(pipeline)
    expect(fitPipeline(procedure, preprocessor, every, y, 2).model).not.toEqual(pipeline.model)
  })

  it('calibrates on predictions of rows not seen, all repeats together', () => {
    const noise = noiseProblem(150, 4, 7)
    const candidates = [{ trees: 20, minLeaf: 1 }]
    const procedure = {
      name: 'noise',
      estimator: 'extra-trees',
      candidates,
      calibration: 'probability' as const,
    }
    const overconfident = fitPipeline(
      { ...procedure, innerRepeats: 2 },
      matrixPreprocessor(noise.x),
      every,
      noise.y,
      1,
    )
    const raw = estimatorOf('extra-trees').predictProbability(overconfident.model, noise.x)
    // The trees repeat the labels they saw; the curve, fitted on rows not seen, takes that confidence back.
    expect(areaUnderCurve(noise.y, raw)).toBe(1)
    const onSeenRows = fitCalibration(raw, noise.y) as { slope: number }
    expect(coefficientOf(overconfident)).toBeLessThan(onSeenRows.slope / 5)
  })

  it('uses the search’s own out-of-fold predictions for the curve', () => {
    const procedure = {
      name: 'one setting',
      estimator: 'logistic-regression',
      candidates: [{ l2: 100 }],
      innerFolds: 3,
      calibration: 'log-odds' as const,
    }
    const pipeline = fitPipeline(procedure, preprocessor, every, y, 4)
    expect(pipeline.search.length).toBe(1)
    // A heavy penalty makes timid probabilities: the curve must steepen them.
    expect(coefficientOf(pipeline)).toBeGreaterThan(1.5)
  })

  it('skips the search when there is one setting and nothing to calibrate', () => {
    const procedure = { name: 'plain', estimator: 'logistic-regression', candidates: [{ l2: 3 }] }
    const pipeline = fitPipeline(procedure, preprocessor, every, y, 1)
    expect(pipeline.search).toEqual([])
    expect('calibration' in pipeline).toBe(false)
    const scaled = standardise(fitStandardisation(x), x)
    expect(pipeline.model).toEqual(estimatorOf('logistic-regression').fit(scaled, y, { l2: 3 }))
  })

  it('averages candidates over their feature sets in one model, where it is told to', () => {
    const featureSets = { left: ['0', '1'], right: ['3', '1'], absent: ['nowhere'] }
    const candidates = [
      { features: 'left', trees: 20, minLeaf: 1 },
      { features: 'right', trees: 20, minLeaf: 5 },
      { features: 'absent', trees: 20, minLeaf: 1 },
    ]
    const procedure = { name: 'average', estimator: 'extra-trees', featureSets, candidates, averaged: true }
    const pipeline = fitPipeline(procedure, preprocessor, every, y, 3)
    expect(pipeline.options).toEqual({ features: 'left / right / absent', trees: 20, minLeaf: '1 / 5' })
    expect(pipeline.search).toEqual([])
    expect(pipeline.model.features).toBe(4)
    const trees = estimatorOf('extra-trees')
    const seed = deriveSeed(3, 'fit')
    const [left, right] = [
      [0, 1],
      [1, 3],
    ].map((columns, c) => {
      const own = takeColumns(x, columns)
      const model = trees.fit(own, y, { trees: 20, minLeaf: [1, 5][c] }, deriveSeed(seed, c))
      return trees.predictProbability(model, own)
    })
    const averaged = trees.predictProbability(pipeline.model, x)
    for (const [i, p] of averaged.entries()) expect(p).toBeCloseTo((left[i] + right[i]) / 2, 12)
    expect(Math.max(...averaged.map((p, i) => Math.abs(p - left[i])))).toBeGreaterThan(0.1)
  })

  it('calibrates the average on averages of rows not seen', () => {
    const candidates = [
      { trees: 30, minLeaf: 1 },
      { trees: 30, minLeaf: 20 },
    ]
    const procedure: Procedure = {
      name: 'average',
      estimator: 'extra-trees',
      candidates,
      averaged: true,
      innerOptions: { trees: 10 },
      calibration: 'beta',
    }
    const { pipeline, outOfFold } = fitPipelineOutOfFold(procedure, preprocessor, every, y, 3)
    expect(pipeline.calibration).toEqual(fitCalibration(outOfFold[0], y, 'beta'))
    expect((pipeline.model as unknown as { roots: Int32Array }).roots.length).toBe(60)
    const ofOne = (candidate: Hyperparameters) =>
      fitPipelineOutOfFold({ ...procedure, candidates: [candidate] }, preprocessor, every, y, 3).outOfFold[0]
    const alone = candidates.map(ofOne)
    const between = outOfFold[0].filter(
      (p, i) =>
        p >= Math.min(...alone.map((q) => q[i])) - 0.15 && p <= Math.max(...alone.map((q) => q[i])) + 0.15,
    )
    expect(between.length).toBeGreaterThan(0.95 * y.length)
    expect(outOfFold[0]).not.toEqual(alone[0])
  })

  it('refuses to average what cannot be one model', () => {
    const refused = (procedure: Omit<Procedure, 'name' | 'averaged'>) =>
      expect(() => fitPipeline({ name: 'average', averaged: true, ...procedure }, preprocessor, every, y, 1))
    refused({ estimator: 'logistic-regression', candidates: [{ l2: 1 }, { l2: 2 }] }).toThrow(
      /averages no models of this estimator \(got "average"\)/,
    )
    refused({ estimator: 'extra-trees', candidates: [{ trees: 10 }, { trees: 20 }] }).toThrow(
      /extra-trees\.merge: needs forests of equally many trees/,
    )
  })

  it('searches the estimator’s own space by default', () => {
    const pipeline = fitPipeline({ name: 'nn', estimator: 'k-nearest-neighbours' }, preprocessor, every, y, 1)
    expect(pipeline.search.map(({ options }) => options)).toEqual(
      estimatorOf('k-nearest-neighbours').searchSpace,
    )
    const again = searchHyperparameters(estimatorOf('k-nearest-neighbours'), preprocessor, every, y)
    expect(again.candidates.length).toBe(pipeline.search.length)
  })

  it('passes the procedure’s features to every preprocessor, that of the inner folds included', () => {
    const asked: (readonly string[] | undefined)[] = []
    const watched: Preprocessor<Standardisation> = {
      fit(rows, options) {
        asked.push(options.features)
        return preprocessor.fit(rows, options)
      },
    }
    const procedure: Procedure = { name: 'some', estimator: 'decision-tree', calibration: 'probability' }
    const features = ['a', 'b']
    fitPipeline({ ...procedure, features, innerFolds: 3 }, watched, every, y, 1)
    expect(asked).toEqual([features, features, features, features])
    asked.length = 0
    fitPipeline({ ...procedure, innerFolds: 3 }, watched, every, y, 1)
    expect(asked).toEqual([undefined, undefined, undefined, undefined])
  })

  it('gives the out-of-fold predictions of its search, one array a repeat', () => {
    const procedure: Procedure = {
      name: 'two repeats',
      estimator: 'logistic-regression',
      candidates: [{ l2: 100 }],
      innerRepeats: 2,
      calibration: 'log-odds',
    }
    const { pipeline, outOfFold } = fitPipelineOutOfFold(procedure, preprocessor, every, y, 4)
    expect(pipeline).toEqual(fitPipeline(procedure, preprocessor, every, y, 4))
    expect(outOfFold.map(({ length }) => length)).toEqual([150, 150])
    expect(outOfFold[0]).not.toEqual(outOfFold[1])
    const both = Float64Array.of(...outOfFold[0], ...outOfFold[1])
    expect(pipeline.calibration).toEqual(fitCalibration(both, Uint8Array.of(...y, ...y), 'log-odds'))
    const { calibration: _, ...plain } = procedure
    expect(fitPipelineOutOfFold(plain, preprocessor, every, y, 4).outOfFold).toEqual([])
  })

  it('refuses an unknown estimator, naming the known ones', () => {
    const procedure = { name: 'x', estimator: 'toString' }
    expect(() => fitPipeline(procedure, preprocessor, every, y, 1)).toThrow(
      /knows logistic-regression, .*toString/,
    )
  })
})

describe('fitAndPredict', () => {
  it('learns from the training rows only: other rows can hold anything', () => {
    const train = every.filter((i) => i % 2 === 0)
    const test = every.filter((i) => i % 2 === 1)
    const procedure = { name: 'lr', estimator: 'logistic-regression', calibration: 'log-odds' as const }
    const predicted = fitAndPredict(procedure, preprocessor, y, { train, test }, 3)
    expect(areaUnderCurve(take(y, test), predicted)).toBeGreaterThan(0.95)
    const spoiled = {
      ...x,
      values: x.values.map((value, k) => (Math.floor(k / 4) % 2 === 1 ? -5 * value : value)),
    }
    const flipped = y.map((label, i) => (i % 2 === 1 ? 1 - label : label))
    const one = Int32Array.of(1)
    const original = fitAndPredict(procedure, preprocessor, y, { train, test: one }, 3)
    const pipeline = fitPipeline(procedure, matrixPreprocessor(spoiled), train, take(flipped, train), 3)
    const encoder = preprocessor.fit(train, { standardise: true })
    expect(predictPipeline(pipeline, encoder.transform(one))).toEqual(original)
  })
})

describe('standardise', () => {
  it('brings training columns to mean 0 and deviation 1, and leaves constants at 0', () => {
    const rows = takeRows(x, every.subarray(0, 50))
    rows.values.forEach((_, k) => {
      if (k % 4 === 2) rows.values[k] = 1e6 + 0.1
    })
    const scaled = standardise(fitStandardisation(rows), rows)
    for (let j = 0; j < 4; j++) {
      const values = Array.from({ length: 50 }, (_, i) => scaled.values[i * 4 + j])
      const mean = values.reduce((sum, value) => sum + value, 0) / 50
      const square = values.reduce((sum, value) => sum + value * value, 0) / 50
      expect(Math.abs(mean)).toBeLessThan(1e-8)
      expect(Math.abs(square - (j === 2 ? 0 : 1))).toBeLessThan(1e-10)
    }
    expect(() => standardise(fitStandardisation(rows), takeRows({ ...x, columns: 3 }, [0]))).toThrow(
      /4 columns/,
    )
  })
})
