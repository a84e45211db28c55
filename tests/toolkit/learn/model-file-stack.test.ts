import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { decodeModel, encodeModel } from '../../../lib/study/src/evaluation/model-file'
import { UserError } from '../../../lib/toolkit/core/src/errors'
import {
  matrixPreprocessor,
  type Standardisation,
  standardise,
} from '../../../lib/toolkit/learn/src/pipeline/preprocessor'
import { type FittedStack, fitStack, predictStack } from '../../../lib/toolkit/learn/src/pipeline/stack'
import { separableProblem } from '../../contract/problems'
import { fileArray, forgedFile, type Json } from './forged-file'

const { x, y } = separableProblem(90, 3, 12)
const unseen = separableProblem(40, 3, 13).x
const stack = fitStack(
  {
    name: 'stack',
    members: [
      { name: 'trees', estimator: 'extra-trees', candidates: [{ trees: 5 }], calibration: 'probability' },
      { name: 'svm', estimator: 'support-vector-machine', candidates: [{}], calibration: 'log-odds' },
    ],
  },
  matrixPreprocessor(x),
  Int32Array.from(y, (_, row) => row),
  y,
  1,
)
const header = { library: '0.1.0', fingerprint: 'of the tables', features: ['a'], customers: 90, seed: 1 }
const text = encodeModel(stack, header)
const forged = (change: (model: Json) => void) => forgedFile(text, ({ model }) => change(model))

describe('a model file with a stack', () => {
  it('gives back the same stack, and predictions equal to the last bit', () => {
    const read = decodeModel<Standardisation>(text)
    expect(read).toEqual({ header, model: stack })
    const predict = (model: FittedStack<Standardisation>) =>
      predictStack(model, (state) => standardise(state, unseen))
    expect(predict(read.model as FittedStack<Standardisation>)).toEqual(predict(stack))
    expect(encodeModel(read.model, read.header)).toBe(text)
  })

  it('checks every member’s preprocessor when told how', () => {
    const schema = z.looseObject({ kind: z.literal('standardisation') })
    expect(decodeModel(text, 'm.json', schema).model).toEqual(stack)
    const other = forged(({ members }) => Object.assign(members[1].preprocessor, { kind: 'encoder' }))
    expect(decodeModel(other).model.kind).toBe('stack')
    expect(() => decodeModel(other, 'm.json', schema)).toThrow(/m\.json is no sound model file: kind/)
  })

  it.each<[string, (model: Json) => void, RegExp]>([
    [
      'a negative weight',
      ({ combination }) => Object.assign(combination, { weights: fileArray(Float64Array.of(1, -0.1)) }),
      /combination\.weights: a weight is no weight/,
    ],
    [
      'a weight that is no number',
      ({ combination }) => Object.assign(combination, { weights: fileArray(Float64Array.of(Number.NaN, 1)) }),
      /combination\.weights: a weight is no weight/,
    ],
    [
      'an infinite weight',
      ({ combination }) => Object.assign(combination, { weights: fileArray(Float64Array.of(1, Infinity)) }),
      /combination\.weights: a weight is no weight/,
    ],
    [
      'too few weights',
      ({ combination }) => Object.assign(combination, { weights: fileArray(Float64Array.of(1)) }),
      /needs one weight a member/,
    ],
    [
      'weights of another type',
      ({ combination }) => Object.assign(combination, { weights: fileArray(Int32Array.of(1, 0)) }),
      /combination\.weights/,
    ],
    [
      'an intercept that is no number',
      ({ combination }) => Object.assign(combination, { intercept: '0' }),
      /combination\.intercept/,
    ],
    ['no weights', (model) => Object.assign(model, { combination: undefined }), /combination/],
    ['a member less', ({ members }) => (members as unknown as Json[]).pop(), /needs one weight a member/],
    [
      'a procedure less',
      ({ procedure }) => (procedure.members as unknown as Json[]).pop(),
      /needs one procedure a member/,
    ],
    ['no members', (model) => Object.assign(model, { members: [] }), /members/],
    [
      'a member without calibration',
      ({ members }) => Object.assign(members[0], { calibration: undefined }),
      /members\.0\.calibration/,
    ],
    [
      'a calibration that turns the order of customers',
      ({ members }) => Object.assign(members[1].calibration, { slope: -1 }),
      /members\.1\.calibration\.slope/,
    ],
    [
      'a member of an unknown kind',
      ({ members }) => Object.assign(members[0].model, { kind: 'forest' }),
      /members\.0\.model\.kind/,
    ],
    [
      'a member that is a stack itself',
      (model) => Object.assign(model.members, { 0: { ...model, members: [...(model.members as never)] } }),
      /members\.0/,
    ],
    [
      'trees of a member that lead in circles',
      ({ members }) => {
        const trees = stack.members[0].model as unknown as { left: Int32Array; feature: Int16Array }
        const left = trees.left.map((child, node) => (trees.feature[node] < 0 ? child : node))
        Object.assign(members[0].model, { left: fileArray(left) })
      },
      /members\.0\.model: the trees are not sound/,
    ],
    ['another kind', (model) => Object.assign(model, { kind: 'blend' }), /kind/],
    [
      'the kind of a pipeline',
      (model) => Object.assign(model, { kind: 'pipeline' }),
      /is no sound model file/,
    ],
    ['a field too many', (model) => Object.assign(model, { more: 1 }), /more/],
  ])('refuses %s', (_, change, message) => {
    const content = forged(change)
    expect(() => decodeModel(content, 'm.json')).toThrow(UserError)
    expect(() => decodeModel(content, 'm.json')).toThrow(message)
    expect(() => decodeModel(content, 'm.json')).toThrow(/^m\.json is no sound model file/)
  })
})
