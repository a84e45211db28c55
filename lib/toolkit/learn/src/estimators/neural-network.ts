import type { Matrix } from '@one-click/core'
import { deriveSeed, Random } from '@one-click/core'
import { z } from 'zod'
import { sigmoid } from '../calibration/sigmoid'
import { finiteNumbers } from '../storage/array-schemas'
import { defineEstimator } from './define-estimator'
import type { FittedModel } from './estimator'
import { tensorflow } from './tensorflow'

export type NeuralNetworkOptions = {
  /** Units of the hidden layer. Default 16. */
  hidden: number
  /** Gradient steps, each on all rows. Default 120. */
  steps: number
  /** Step size of Adam. Default 0.02. */
  learningRate: number
  /** Weight of half the sum of squared weights in the loss, biases left out. Default 0.01. */
  weightDecay: number
  /** Share of hidden units left out at each step, 0–0.9. Default 0.3. */
  dropout: number
}

export interface NeuralNetworkModel extends FittedModel {
  readonly kind: 'neural-network'
  readonly hidden: number
  /** Row-major, shape (features, hidden). */
  readonly hiddenWeights: Float64Array
  readonly hiddenBiases: Float64Array
  /** Shape (hidden). */
  readonly outputWeights: Float64Array
  readonly outputBias: number
}

/**
 * A network with one hidden layer of rectified linear units and a logistic output, trained in TensorFlow by
 * Adam on all rows at once (mean log loss plus weight decay). First weights and dropout masks come from the
 * seed; the fitted network is plain numbers and predicts without TensorFlow.
 *
 * Kingma, Ba (2015): Adam: a method for stochastic optimization. He et al. (2015) for the first weights.
 *
 * @example
 * ```ts
 * neuralNetwork.defaults.hidden // → 16
 * ```
 */
export const neuralNetwork = defineEstimator<NeuralNetworkOptions, NeuralNetworkModel>({
  kind: 'neural-network',
  label: 'Neural network',
  needsScaling: true,
  defaults: { hidden: 16, steps: 120, learningRate: 0.02, weightDecay: 0.01, dropout: 0.3 },
  bounds: {
    hidden: [1, 4096],
    steps: [1, 100_000],
    learningRate: [1e-6, 10],
    weightDecay: [0, 100],
    dropout: [0, 0.9],
  },
  searchSpace: [{ dropout: 0.3 }, { dropout: 0 }, { dropout: 0.3, weightDecay: 0.003 }],
  fitRows(x, y, options, seed) {
    const { hidden } = options
    const [hiddenWeights, hiddenBiases, outputWeights, outputBias] = train(x, y, options, seed)
    return {
      kind: 'neural-network',
      features: x.columns,
      hidden,
      hiddenWeights,
      hiddenBiases,
      outputWeights,
      outputBias: outputBias[0],
    }
  },
  fields: {
    hidden: z.int().min(1),
    hiddenWeights: finiteNumbers,
    hiddenBiases: finiteNumbers,
    outputWeights: finiteNumbers,
    outputBias: z.number(),
  },
  unsound: ({ features, hidden, ...layers }) =>
    layers.hiddenWeights.length === features * hidden &&
    layers.hiddenBiases.length === hidden &&
    layers.outputWeights.length === hidden
      ? undefined
      : 'layers do not fit together',
  predictRows(model, x) {
    const result = new Float64Array(x.rows)
    const activations = new Float64Array(model.hidden)
    for (let i = 0; i < x.rows; i++) {
      result[i] = sigmoid(logOdds(model, x.values, i * x.columns, activations))
    }
    return result
  },
})

function logOdds(
  model: NeuralNetworkModel,
  values: Float64Array,
  start: number,
  units: Float64Array,
): number {
  const { features, hidden, hiddenWeights, hiddenBiases, outputWeights, outputBias } = model
  units.set(hiddenBiases)
  for (let j = 0; j < features; j++) {
    const value = values[start + j]
    for (let k = 0; k < hidden; k++) units[k] += value * hiddenWeights[j * hidden + k]
  }
  let sum = outputBias
  for (let k = 0; k < hidden; k++) if (units[k] > 0) sum += units[k] * outputWeights[k]
  return sum
}

/** Weights and biases of the hidden layer, then of the output. Leaves no tensor behind. */
function train(x: Matrix, y: Uint8Array, options: NeuralNetworkOptions, seed: number): Float64Array[] {
  const tf = tensorflow()
  const optimizer = tf.train.adam(options.learningRate)
  const random = new Random(deriveSeed(seed, 'dropout'))
  const data = tf.tidy(() => ({
    inputs: tf.tensor2d(Float32Array.from(x.values), [x.rows, x.columns]),
    labels: tf.tensor2d(Float32Array.from(y), [x.rows, 1]),
  }))
  const variables = initialVariables(tf, x.columns, options.hidden, seed)
  try {
    for (let step = 0; step < options.steps; step++) {
      tf.tidy(() => {
        const mask = dropoutMask(tf, x.rows, options, random)
        optimizer.minimize(() => loss(tf, data, variables, options.weightDecay, mask), false, variables)
      })
    }
    return variables.map((variable) => Float64Array.from(variable.dataSync<'float32'>()))
  } finally {
    tf.dispose([data.inputs, data.labels, ...variables])
    optimizer.dispose()
  }
}

type TensorFlow = ReturnType<typeof tensorflow>
type Tensor = ReturnType<TensorFlow['scalar']>
type Tensor2D = ReturnType<TensorFlow['tensor2d']>
type Variable = ReturnType<TensorFlow['variable']>

function initialVariables(tf: TensorFlow, features: number, hidden: number, seed: number): Variable[] {
  const random = new Random(deriveSeed(seed, 'first weights'))
  const normals = (count: number, inputs: number) =>
    Float32Array.from({ length: count }, () => random.normal() * Math.sqrt(2 / inputs))
  return tf.tidy(() => [
    tf.variable(tf.tensor(normals(features * hidden, features), [features, hidden])),
    tf.variable(tf.zeros([hidden])),
    tf.variable(tf.tensor(normals(hidden, hidden), [hidden, 1])),
    tf.variable(tf.zeros([1])),
  ])
}

/** Mean log loss plus half the weight decay times the sum of squared weights. */
function loss(
  tf: TensorFlow,
  { inputs, labels }: { inputs: Tensor2D; labels: Tensor2D },
  [hiddenWeights, hiddenBiases, outputWeights, outputBias]: Variable[],
  weightDecay: number,
  mask: Tensor2D | undefined,
): Tensor {
  const units = tf.relu(
    tf.add(tf.matMul(inputs, hiddenWeights as unknown as Tensor2D), hiddenBiases),
  ) as Tensor2D
  const kept = mask ? tf.mul<Tensor2D>(units, mask) : units
  const logOdds = tf.add(tf.matMul(kept, outputWeights as unknown as Tensor2D), outputBias)
  const logLoss = tf.mean(tf.sub(tf.softplus(logOdds), tf.mul(logOdds, labels)))
  const squares = tf.add(tf.sum(tf.square(hiddenWeights)), tf.sum(tf.square(outputWeights)))
  return tf.add(logLoss, tf.mul(squares, weightDecay / 2))
}

/** Zeros for units left out, 1 / (1 − dropout) for the others; undefined without dropout. */
function dropoutMask(
  tf: TensorFlow,
  rows: number,
  { hidden, dropout }: NeuralNetworkOptions,
  random: Random,
): Tensor2D | undefined {
  if (dropout === 0) return undefined
  const mask = Float32Array.from({ length: rows * hidden }, () =>
    random.uniform() < dropout ? 0 : 1 / (1 - dropout),
  )
  return tf.tensor2d(mask, [rows, hidden])
}
