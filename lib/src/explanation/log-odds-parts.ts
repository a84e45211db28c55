import type { Encoder } from '../customers/encoding'
import type { CustomerModel } from '../evaluation/feature-preprocessor'
import type { ExtraTreesModel } from '../models/extra-trees'
import type { FittedPipeline } from '../models/pipeline'
import type { SupportVectorMachineModel } from '../models/support-vector-machine'
import { ArgumentError } from '../util/errors'

/** A member of a model by the score that its log-odds are linear in. */
export interface LogOddsPart {
  /** Log-odds of the whole model for one unit of the member's score. */
  readonly weight: number
  readonly encoder: Encoder
  /** Trees give their mean leaf value as score, a support vector machine its decision value. */
  readonly model: ExtraTreesModel | SupportVectorMachineModel
}

/** The log-odds of a model: intercept + Σ weight · score over its parts. */
export interface LogOddsParts {
  readonly intercept: number
  readonly parts: readonly LogOddsPart[]
}

/**
 * Takes a model apart into scores whose Shapley values are exact.
 * @throws ArgumentError for members other than trees calibrated on the scale of their probability and support
 * vector machines calibrated on the scale of their log-odds
 */
export function logOddsParts(model: CustomerModel): LogOddsParts {
  if (model.kind === 'pipeline') {
    const { intercept, part } = partOf(model, 1)
    return { intercept, parts: [part] }
  }
  const { weights, intercept } = model.combination
  const members = model.members.map((member, m) => partOf(member, weights[m]))
  return {
    intercept: members.reduce((sum, member) => sum + member.intercept, intercept),
    parts: members.map(({ part }) => part),
  }
}

function partOf(
  { model, calibration, preprocessor: encoder }: FittedPipeline<Encoder>,
  weight: number,
): { intercept: number; part: LogOddsPart } {
  if (isTrees(model) && calibration?.scale === 'probability') {
    const { slope, intercept } = calibration
    return { intercept: weight * intercept, part: { weight: weight * slope, encoder, model } }
  }
  if (isSupportVectorMachine(model) && calibration?.scale === 'log-odds') {
    const { slope, intercept } = calibration
    return {
      intercept: weight * (slope * model.intercept + intercept),
      part: { weight: weight * slope * model.slope, encoder, model },
    }
  }
  throw new ArgumentError(
    'logOddsParts',
    'knows calibrated extra trees and support vector machines',
    model.kind,
  )
}

export const isTrees = (model: { readonly kind: string }): model is ExtraTreesModel =>
  model.kind === 'extra-trees'

export const isSupportVectorMachine = (model: {
  readonly kind: string
}): model is SupportVectorMachineModel => model.kind === 'support-vector-machine'
