import type { Matrix } from '@one-click/core'
import { ArgumentError } from '@one-click/core'
import { calibratedLogOdds } from '../calibration/calibration'
import { sigmoid } from '../calibration/sigmoid'
import { estimatorOf } from '../estimators/estimators'
import { type FittedPipeline, fitPipelineOutOfFold, type PipelineFit, type Procedure } from './pipeline'
import type { Preprocessor, PreprocessorState } from './preprocessor'
import { type Combination, combineLogOdds, fitCombination } from './stacking'

/** Several calibrated procedures whose log-odds are weighed together, everything within a fold. */
export interface StackProcedure {
  /** As written in tables and legends. */
  readonly name: string
  /** At least one; all calibrated, with the same inner folds and repeats, each under a name of its own. */
  readonly members: readonly Procedure[]
}

/** All that is needed to score, as plain data. */
export interface FittedStack<State extends PreprocessorState = PreprocessorState> {
  readonly kind: 'stack'
  readonly procedure: StackProcedure
  readonly members: readonly FittedPipeline<State>[]
  readonly combination: Combination
}

/**
 * Fits every member on all rows, and the weights of their calibrated log-odds on out-of-fold predictions. The
 * stack is linear in the members' log-odds: contributions to these that add up stay contributions that add up.
 * @param rows row numbers of the preprocessor's table
 * @param y labels of `rows`, in the same order
 * @param groups group of each of `rows`: no inner split parts one; default: each row on its own
 * @param fitMember gives the fit of a member; for callers that have it already
 * @throws ArgumentError for members that do not fit together
 * @example
 * ```ts
 * import { matrix } from '@one-click/core'
 * const y = Uint8Array.from({ length: 40 }, (_, i) => Number(i % 4 > 1))
 * const x = matrix(40, 1, Float64Array.from(y, (label, i) => label + (i % 5) / 2))
 * const logistic = { name: 'logistic', estimator: 'logistic-regression', candidates: [{}], calibration: 'beta' } as const
 * const tree = { name: 'tree', estimator: 'decision-tree', candidates: [{}], calibration: 'beta' } as const
 * const members = { name: 'both', members: [logistic, tree] }
 * const stack = fitStack(members, matrixPreprocessor(x), Int32Array.from(y.keys()), y, 1)
 * stack.combination.weights.length // → 2
 * ```
 */
export function fitStack<State extends PreprocessorState>(
  procedure: StackProcedure,
  preprocessor: Preprocessor<State>,
  rows: Int32Array,
  y: Uint8Array,
  seed: number,
  groups?: Int32Array,
  fitMember: (member: Procedure) => PipelineFit<State> = (member) =>
    fitPipelineOutOfFold(member, preprocessor, rows, y, seed, groups),
): FittedStack<State> {
  checkMembers(procedure)
  const fits = procedure.members.map(fitMember)
  const repeats = fits[0].outOfFold.length
  const logOdds = fits.map(({ pipeline, outOfFold }) =>
    concatenate(outOfFold.map((p) => calibratedLogOdds(pipeline.calibration!, p))),
  )
  const labels = new Uint8Array(y.length * repeats)
  for (let r = 0; r < repeats; r++) labels.set(y, r * y.length)
  return {
    kind: 'stack',
    procedure,
    members: fits.map(({ pipeline }) => pipeline),
    combination: fitCombination(logOdds, labels),
  }
}

function checkMembers({ name, members }: StackProcedure): void {
  const refuse = (rule: string) => {
    throw new ArgumentError('fitStack', rule, name)
  }
  if (members.length === 0) refuse('needs at least one member')
  if (new Set(members.map((member) => member.name)).size < members.length)
    refuse('needs members of different names')
  if (members.some(({ calibration }) => calibration === undefined)) refuse('needs calibrated members')
  const [{ innerFolds, innerRepeats }] = members
  if (members.some((member) => member.innerFolds !== innerFolds || member.innerRepeats !== innerRepeats)) {
    refuse('needs members that state the same inner folds and repeats')
  }
}

/**
 * Probability of class 1.
 * @param encode the rows as a member's preprocessor state encodes them, shape (rows, encoded features)
 * @example
 * ```ts
 * import { matrix } from '@one-click/core'
 * const y = Uint8Array.from({ length: 40 }, (_, i) => Number(i % 4 > 1))
 * const x = matrix(40, 1, Float64Array.from(y, (label, i) => label + (i % 5) / 2))
 * const logistic = { name: 'logistic', estimator: 'logistic-regression', calibration: 'beta' } as const
 * const members = { name: 'alone', members: [logistic] }
 * const stack = fitStack(members, matrixPreprocessor(x), Int32Array.from(y.keys()), y, 1)
 * const probability = predictStack(stack, (state) => standardise(state, x))
 * probability[3] > probability[0] // → true
 * ```
 */
export function predictStack<State extends PreprocessorState>(
  { members, combination }: FittedStack<State>,
  encode: (state: State) => Matrix,
): Float64Array {
  const logOdds = members.map(({ model, calibration, preprocessor }) =>
    calibratedLogOdds(calibration!, estimatorOf(model.kind).predictProbability(model, encode(preprocessor))),
  )
  return combineLogOdds(combination, logOdds).map(sigmoid)
}

function concatenate(parts: readonly Float64Array[]): Float64Array {
  const result = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0))
  let start = 0
  for (const part of parts) {
    result.set(part, start)
    start += part.length
  }
  return result
}
