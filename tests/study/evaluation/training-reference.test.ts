import { describe, expect, it } from 'vitest'
import { decodeModel, encodeModel } from '../../../lib/study/src/evaluation/model-file'
import {
  maxReferenceValues,
  type TrainingReference,
  thinnedPositions,
} from '../../../lib/study/src/evaluation/training-reference'
import { UserError } from '../../../lib/toolkit/core/src/errors'
import { fitPipeline } from '../../../lib/toolkit/learn/src/pipeline/pipeline'
import { matrixPreprocessor } from '../../../lib/toolkit/learn/src/pipeline/preprocessor'
import { separableProblem } from '../../contract/problems'
import { fileArray, forgedFile, type Json } from '../../toolkit/learn/forged-file'

const { x, y } = separableProblem(60, 2, 5)
const pipeline = fitPipeline(
  { name: 'tree', estimator: 'decision-tree', candidates: [{ maxDepth: 2 }] },
  matrixPreprocessor(x),
  Int32Array.from(y, (_, row) => row),
  y,
  1,
)
const header = { library: '1', fingerprint: 'f', features: ['a', 'b'], customers: 60, seed: 1 }
const interval = { estimate: 0.5, lower: 0.25, upper: 0.75 }
const reference: TrainingReference = {
  population: { customers: 70, active: 62, incomplete: 3, implausible: 2 },
  declining: 20,
  features: [
    { kind: 'number', feature: 'a', values: Float64Array.of(-1, 0, 0, 2.5) },
    {
      kind: 'category',
      feature: 'b',
      categories: [
        { category: '<b>=1+1</b>', customers: 1 },
        { category: '__proto__', customers: 59 },
      ],
    },
  ],
  scores: {
    probability: Float64Array.of(0.1, 0.9),
    repeats: [Float64Array.of(0.1, 0.9), Float64Array.of(0.2, 0.8)],
    declines: Uint8Array.of(0, 1),
    groups: Int32Array.of(0, 1),
  },
  expected: { rocAuc: interval, logLoss: interval, brier: interval, deviation: interval },
  slope: interval,
}
const text = encodeModel(pipeline, header, { reference })
const forged = (change: (reference: Json) => void) => forgedFile(text, (content) => change(content.reference))

describe('a model file with a reference of its training data', () => {
  it('gives it back, whatever the categories are called', () => {
    const read = decodeModel(text)
    expect(read).toEqual({ header, model: pipeline, reference })
    expect(encodeModel(read.model, read.header, read)).toBe(text)
  })

  it('takes the ends of what is allowed', () => {
    const ends: TrainingReference = {
      ...reference,
      population: { customers: 65, active: 62, incomplete: 3, implausible: 61 },
      features: [{ kind: 'number', feature: 'a', values: new Float64Array(maxReferenceValues) }],
      scores: {
        probability: Float64Array.of(0, 1),
        repeats: [Float64Array.of(0, 1)],
        declines: Uint8Array.of(0, 1),
        groups: Int32Array.of(0, 0),
      },
    }
    expect(decodeModel(encodeModel(pipeline, header, { reference: ends })).reference).toEqual(ends)
  })

  it('may be without one', () => {
    expect(decodeModel(encodeModel(pipeline, header))).toEqual({ header, model: pipeline })
  })

  it.each<[string, (reference: Json) => void, RegExp]>([
    [
      'values that do not rise',
      ({ features }) =>
        Object.assign((features as unknown as Json[])[0], { values: fileArray(Float64Array.of(2, 1)) }),
      /features\.0\.values: is not ascending/,
    ],
    [
      'values that are no numbers',
      ({ features }) =>
        Object.assign((features as unknown as Json[])[0], { values: fileArray(Float64Array.of(Number.NaN)) }),
      /features\.0\.values: is not ascending/,
    ],
    [
      'no values',
      ({ features }) =>
        Object.assign((features as unknown as Json[])[0], { values: fileArray(new Float64Array(0)) }),
      /features\.0\.values: has no values, or too many/,
    ],
    [
      'more values than a reference keeps',
      ({ features }) =>
        Object.assign((features as unknown as Json[])[0], {
          values: fileArray(new Float64Array(maxReferenceValues + 1)),
        }),
      /features\.0\.values: has no values, or too many/,
    ],
    [
      'a category of nobody',
      ({ features }) =>
        Object.assign((features as unknown as Json[])[1], { categories: [{ category: 'c', customers: 0 }] }),
      /features\.1\.categories\.0\.customers/,
    ],
    [
      'more active customers than customers',
      ({ population }) => Object.assign(population, { active: 71 }),
      /population: the parts are more than the whole/,
    ],
    [
      'scores that are no probabilities',
      ({ scores }) => Object.assign(scores, { probability: fileArray(Float64Array.of(0.1, 1.1)) }),
      /scores\.probability: holds what is no probability/,
    ],
    [
      'scores without outcomes',
      ({ scores }) => Object.assign(scores, { probability: fileArray(Float64Array.of(0.1, 0.2, 0.3)) }),
      /scores: needs an outcome and a group each/,
    ],
    [
      'repeats of other customers',
      ({ scores }) => Object.assign(scores, { repeats: [fileArray(Float64Array.of(0.1))] }),
      /scores: needs every repeat of each customer/,
    ],
    [
      'groups out of order',
      ({ scores }) => Object.assign(scores, { groups: fileArray(Int32Array.of(1, 0)) }),
      /scores\.groups: holds no groups/,
    ],
    [
      'groups below the first',
      ({ scores }) => Object.assign(scores, { groups: fileArray(Int32Array.of(0, -1)) }),
      /scores\.groups: holds no groups/,
    ],
    [
      'a group left out',
      ({ scores }) => Object.assign(scores, { groups: fileArray(Int32Array.of(0, 2)) }),
      /scores\.groups: holds no groups/,
    ],
    [
      'outcomes that are none',
      ({ scores }) => Object.assign(scores, { declines: fileArray(Uint8Array.of(0, 2)) }),
      /scores\.declines: holds no outcomes/,
    ],
    [
      'outcomes of some',
      ({ scores }) => Object.assign(scores, { declines: fileArray(Uint8Array.of(1)) }),
      /scores: needs an outcome and a group each/,
    ],
    [
      'groups of some',
      ({ scores }) => Object.assign(scores, { groups: fileArray(Int32Array.of(0)) }),
      /scores: needs an outcome and a group each/,
    ],
    [
      'one repeat of other customers',
      ({ scores }) =>
        Object.assign(scores, {
          repeats: [fileArray(Float64Array.of(0.1, 0.9)), fileArray(Float64Array.of(0.1))],
        }),
      /scores: needs every repeat of each customer/,
    ],
    [
      'nobody who is plausible',
      ({ population }) => Object.assign(population, { implausible: 62 }),
      /population: the parts are more than the whole/,
    ],
    ['no repeat', ({ scores }) => Object.assign(scores, { repeats: [] }), /scores\.repeats/],
    [
      'repeats that are no probabilities',
      ({ scores }) => Object.assign(scores, { repeats: [fileArray(Float64Array.of(0.1, -1))] }),
      /scores\.repeats\.0: holds what is no probability/,
    ],
    ['a measure less', ({ expected }) => Object.assign(expected, { brier: undefined }), /expected\.brier/],
    ['a field too many', (content) => Object.assign(content, { rows: [] }), /rows/],
  ])('refuses %s', (_, change, message) => {
    expect(() => decodeModel(forged(change), 'm.json')).toThrow(UserError)
    expect(() => decodeModel(forged(change), 'm.json')).toThrow(message)
  })
})

describe('thinnedPositions', () => {
  it('keeps all of few values', () => {
    expect(Array.from(thinnedPositions(4))).toEqual([0, 1, 2, 3])
    expect(Array.from(thinnedPositions(1))).toEqual([0])
    expect(thinnedPositions(maxReferenceValues)).toHaveLength(maxReferenceValues)
  })

  it('spreads evenly over many, the first and the last among them', () => {
    const kept = thinnedPositions(100_001)
    expect(kept).toHaveLength(maxReferenceValues)
    expect([kept[0], kept[1], kept[maxReferenceValues - 1]]).toEqual([0, 50, 100_000])
  })
})
