import type { Matrix } from '@one-click/core'
import { ArgumentError } from '@one-click/core'
import type { ExtraTreesModel, FittedPipeline } from '@one-click/learn'
import {
  calibratedLogOddsOf,
  decisionValues,
  predictTrees,
  type SupportVectorMachineModel,
  sigmoid,
} from '@one-click/learn'
import type { Encoder } from '../customers/feature-encoding'
import type { CustomerModel } from '../evaluation/feature-preprocessor'

/** A member of a model by its score: trees give their mean leaf value, a support vector machine its decision value. */
export interface LogOddsPart {
  readonly encoder: Encoder
  readonly model: ExtraTreesModel | SupportVectorMachineModel
  /** Scores of encoded rows, shape (rows). */
  scores(x: Matrix): Float64Array
  /** What a score adds to the log-odds of the whole model: a curve that never falls. */
  logOdds(score: number): number
}

/** The log-odds of a model: intercept + Σ logOdds(score) over its parts. */
export interface LogOddsParts {
  readonly intercept: number
  readonly parts: readonly LogOddsPart[]
}

/**
 * Takes a model apart into scores whose Shapley values are exact.
 * @throws ArgumentError for members other than extra trees and support vector machines, or not calibrated
 */
export function logOddsParts(model: CustomerModel): LogOddsParts {
  if (model.kind === 'pipeline') return { intercept: 0, parts: [partOf(model, 1)] }
  const { weights, intercept } = model.combination
  return { intercept, parts: model.members.map((member, m) => partOf(member, weights[m])) }
}

function partOf(pipeline: FittedPipeline<Encoder>, weight: number): LogOddsPart {
  const { model, calibration, preprocessor: encoder } = pipeline
  if (!calibration) throw new ArgumentError('logOddsParts', 'needs calibrated members', model.kind)
  if (isTrees(model)) {
    const logOdds = (score: number) => weight * calibratedLogOddsOf(calibration, asShare(score))
    const scores = (x: Matrix) => predictTrees(model, x, { method: 'vectors', threads: 1 })
    return { encoder, model, scores, logOdds }
  }
  if (isSupportVectorMachine(model)) {
    const logOdds = (score: number) =>
      weight * calibratedLogOddsOf(calibration, sigmoid(model.slope * score + model.intercept))
    return { encoder, model, scores: (x: Matrix) => decisionValues(model, x), logOdds }
  }
  throw new ArgumentError('logOddsParts', 'knows extra trees and support vector machines', model.kind)
}

/** Half the distance over which a slope is measured. */
const nearby = 1e-6

/** Log-odds for one unit of a part's score, at a score. */
export function slopeAt({ logOdds }: LogOddsPart, score: number): number {
  return (logOdds(score + nearby) - logOdds(score - nearby)) / (2 * nearby)
}

/** Sums of leaf values or contributions miss 0 and 1 by rounding. */
const asShare = (score: number) => Math.min(1, Math.max(0, score))

export const isTrees = (model: { readonly kind: string }): model is ExtraTreesModel =>
  model.kind === 'extra-trees'

const isSupportVectorMachine = (model: { readonly kind: string }): model is SupportVectorMachineModel =>
  model.kind === 'support-vector-machine'
