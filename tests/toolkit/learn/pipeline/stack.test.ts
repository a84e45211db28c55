import { describe, expect, it } from 'vitest'
import { type Matrix, take, takeRows } from '../../../../lib/toolkit/core/src/matrix'
import { calibratedLogOdds } from '../../../../lib/toolkit/learn/src/calibration/calibration'
import { estimatorOf } from '../../../../lib/toolkit/learn/src/estimators/estimators'
import {
  fitPipeline,
  fitPipelineOutOfFold,
  type Procedure,
  predictPipeline,
} from '../../../../lib/toolkit/learn/src/pipeline/pipeline'
import {
  matrixPreprocessor,
  type Preprocessor,
  type Standardisation,
  standardise,
} from '../../../../lib/toolkit/learn/src/pipeline/preprocessor'
import { fitStack, predictStack, type StackProcedure } from '../../../../lib/toolkit/learn/src/pipeline/stack'
import { fitCombination } from '../../../../lib/toolkit/learn/src/pipeline/stacking'
import { areaUnderCurve, noiseProblem, separableProblem } from '../../../contract/problems'

const { x, y } = separableProblem(150, 4, 6)
const unseen = separableProblem(100, 4, 7)
const every = Int32Array.from(y, (_, row) => row)
const preprocessor = matrixPreprocessor(x)
const trees: Procedure = {
  name: 'Trees',
  estimator: 'extra-trees',
  candidates: [{ trees: 20 }, { trees: 20, minLeaf: 10 }],
  innerFolds: 4,
  innerRepeats: 2,
  calibration: 'probability',
}
const vectors: Procedure = {
  name: 'SVM',
  estimator: 'support-vector-machine',
  candidates: [{ cost: 0.5 }, { cost: 1 }],
  innerFolds: 4,
  innerRepeats: 2,
  calibration: 'log-odds',
}
const procedure: StackProcedure = { name: 'Stack', members: [trees, vectors] }
const stack = fitStack(procedure, preprocessor, every, y, 3)

const predict = (fitted: typeof stack, rows: Matrix) =>
  predictStack(fitted, (state) => standardise(state, rows))

describe('fitStack', () => {
  it('fits each member as it would be fitted alone', () => {
    expect(stack.kind).toBe('stack')
    expect(stack.procedure).toBe(procedure)
    expect(stack.members).toEqual(
      procedure.members.map((member) => fitPipeline(member, preprocessor, every, y, 3)),
    )
  })

  it('weighs the members by their calibrated log-odds of rows they were not fitted on, all repeats', () => {
    const logOdds = procedure.members.map((member) => {
      const { pipeline, outOfFold } = fitPipelineOutOfFold(member, preprocessor, every, y, 3)
      expect(outOfFold).toHaveLength(2)
      return Float64Array.from(outOfFold.flatMap((p) => [...calibratedLogOdds(pipeline.calibration!, p)]))
    })
    expect(stack.combination).toEqual(fitCombination(logOdds, Uint8Array.of(...y, ...y)))
    expect(Math.max(...stack.combination.weights)).toBeGreaterThan(0)
  })

  it('gives all members the same inner folds', () => {
    const fittedOn: { standardised: boolean; rows: string }[] = []
    const watched: Preprocessor<Standardisation> = {
      fit(rows, options) {
        fittedOn.push({ standardised: options.standardise, rows: rows.join() })
        return preprocessor.fit(rows, options)
      },
    }
    const rows = every.filter((row) => row % 5 !== 0)
    fitStack(procedure, watched, rows, take(y, rows), 8)
    const folds = (standardised: boolean) =>
      fittedOn.filter((fit) => fit.standardised === standardised).map((fit) => fit.rows)
    // Once on all rows, and for each of four folds of two repeats.
    expect(folds(true)).toHaveLength(9)
    expect(new Set(folds(true)).size).toBe(9)
    expect(folds(true)).toEqual(folds(false))
  })

  it('does not believe a member that knows its own rows by heart', () => {
    const noise = noiseProblem(200, 4, 9)
    const rows = Int32Array.from(noise.y, (_, row) => row)
    const fitted = fitStack(
      {
        name: 'Stack',
        members: [{ ...trees, candidates: [{ trees: 20, minLeaf: 1 }] }, vectors],
      },
      matrixPreprocessor(noise.x),
      rows,
      noise.y,
      1,
    )
    const member = fitted.members[0]
    const raw = estimatorOf('extra-trees').predictProbability(member.model, noise.x)
    expect(areaUnderCurve(noise.y, raw)).toBe(1)
    const own = predict(fitted, noise.x).map((p, row) => (noise.y[row] === 1 ? p : 1 - p))
    expect(own.reduce((sum, p) => sum + p, 0) / own.length).toBeLessThan(0.62)
  })

  it('is the same from the same seed, and another from another', () => {
    expect(fitStack(procedure, preprocessor, every, y, 3)).toEqual(stack)
    const other = fitStack(procedure, preprocessor, every, y, 4)
    expect(other.combination).not.toEqual(stack.combination)
    expect(other.members[0].model).not.toEqual(stack.members[0].model)
  })

  it('learns from the training rows only: other rows can hold anything', () => {
    const train = every.filter((row) => row % 2 === 0)
    const spoiled = {
      ...x,
      values: x.values.map((value, k) => (Math.floor(k / 4) % 2 === 1 ? -5 * value : value)),
    }
    const flipped = y.map((label, row) => (row % 2 === 1 ? 1 - label : label))
    const known = fitStack(procedure, preprocessor, train, take(y, train), 3)
    const fitted = fitStack(procedure, matrixPreprocessor(spoiled), train, take(flipped, train), 3)
    expect(fitted).toEqual(known)
    expect(areaUnderCurve(unseen.y, predict(fitted, unseen.x))).toBeGreaterThan(0.9)
  })

  it('lets each member see its own features', () => {
    const asked: (readonly string[] | undefined)[] = []
    const watched: Preprocessor<Standardisation> = {
      fit(rows, options) {
        asked.push(options.features)
        return preprocessor.fit(rows, options)
      },
    }
    const members = [{ ...trees, features: ['a', 'b'] }, vectors]
    fitStack({ name: 'Stack', members }, watched, every, y, 1)
    expect(asked).toHaveLength(18)
    expect(asked.filter((features) => features?.join() === 'a,b')).toHaveLength(9)
    expect(asked.filter((features) => features === undefined)).toHaveLength(9)
  })

  it('needs members that fit together', () => {
    const { calibration: _, ...bare } = vectors
    const refused = (members: readonly Procedure[], message: RegExp) =>
      expect(() => fitStack({ name: 'S', members }, preprocessor, every, y, 1)).toThrow(message)
    refused([], /fitStack: needs at least one member \(got "S"\)/)
    refused([trees, bare], /fitStack: needs calibrated members/)
    refused([trees, { ...vectors, innerRepeats: 1 }], /the same inner folds and repeats/)
    refused([trees, { ...vectors, innerFolds: 3 }], /the same inner folds and repeats/)
    refused([trees, { ...vectors, name: 'Trees' }], /members of different names/)
  })
})

describe('predictStack', () => {
  it('equals combining the members’ log-odds by hand', () => {
    const { combination, members } = stack
    const logOdds = members.map((member) =>
      predictPipeline(member, standardise(member.preprocessor, unseen.x)).map((p) => Math.log(p / (1 - p))),
    )
    predict(stack, unseen.x).forEach((probability, row) => {
      const { weights, intercept } = combination
      const z = weights[0] * logOdds[0][row] + weights[1] * logOdds[1][row] + intercept
      expect(Math.abs(probability - 1 / (1 + Math.exp(-z)))).toBeLessThan(1e-12)
    })
  })

  it('encodes the rows by each member’s own preprocessor', () => {
    const seen: Standardisation[] = []
    predictStack(stack, (state) => {
      seen.push(state)
      return standardise(state, unseen.x)
    })
    expect(seen).toEqual(stack.members.map((member) => member.preprocessor))
    expect(seen[0]).not.toEqual(seen[1])
  })

  it('ranks rows it has not seen, and gives the same for a row alone', () => {
    const together = predict(stack, unseen.x)
    expect(areaUnderCurve(unseen.y, together)).toBeGreaterThan(0.95)
    for (const row of [0, 17, 99]) expect(predict(stack, takeRows(unseen.x, [row]))[0]).toBe(together[row])
  })
})
