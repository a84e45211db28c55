import type { Matrix } from '@one-click/core'
import type { z } from 'zod'

/** What every fitted model is: plain data (numbers, strings, typed arrays), told apart by `kind`. */
export interface FittedModel {
  readonly kind: string
  /** Number of encoded features it was fitted on. */
  readonly features: number
}

/** One setting of a hyperparameter search. */
export type Hyperparameters = Readonly<Record<string, number | string | boolean>>

/**
 * A binary classifier as a pair of pure functions. `fit` never changes its inputs, takes all randomness from
 * `seed`, does not depend on the order of the rows, and gives plain data; `predictProbability` needs that
 * data only.
 */
export interface Estimator<
  Options extends Hyperparameters = Hyperparameters,
  Model extends FittedModel = FittedModel,
> {
  readonly kind: string
  /** As written in tables and legends. */
  readonly label: string
  /** Whether the inputs must be standardised first (distances, gradients, penalties). */
  readonly needsScaling: boolean
  readonly defaults: Options
  /** The settings a search tries, first the plainest. */
  readonly searchSpace: readonly Hyperparameters[]
  /**
   * @param x shape (rows, encoded features), finite numbers
   * @param y labels, shape (rows), 1 and 0; both must occur
   * @param options those that differ from `defaults`
   * @param seed default 0
   * @param groups group of each row, shape (rows); an estimator that sets rows aside while it is fitted never
   *   parts a group. Default: each row on its own
   * @throws ArgumentError for sizes that do not match, NaN or infinity, a single class, an unknown option
   */
  fit(x: Matrix, y: Uint8Array, options?: Partial<Options>, seed?: number, groups?: Int32Array): Model
  /**
   * Probability of class 1 for each row, shape (rows).
   * @throws ArgumentError for another estimator's model, another number of features, NaN or infinity
   */
  predictProbability(model: Model, x: Matrix): Float64Array
  /**
   * One model whose answer is the mean of these models' answers; absent where an estimator has no such form.
   * @param columns for each model the columns of x that it reads, in its order
   * @param features columns of x
   */
  merge?(models: readonly Model[], columns: readonly Int32Array[], features: number): Model
  /** What a fitted model of unknown origin must pass: an object told apart by its `kind`. */
  readonly schema: z.ZodType<Model>
}
