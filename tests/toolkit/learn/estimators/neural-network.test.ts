import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { matrix } from '../../../../lib/toolkit/core/src/matrix'
import { neuralNetwork } from '../../../../lib/toolkit/learn/src/estimators/neural-network'
import { tensorflow } from '../../../../lib/toolkit/learn/src/estimators/tensorflow'
import { noiseProblem, separableProblem } from '../../../contract/problems'

const { x, y } = separableProblem(120, 3, 9)
const options = { hidden: 5, steps: 30 }

describe('tensorflow', () => {
  it('finds its environment set once the package is loaded, which a thread could not do', () => {
    const program = `require('@one-click/learn'); console.log(process.env.TF_ENABLE_ONEDNN_OPTS)`
    const env = { ...process.env }
    delete env.TF_ENABLE_ONEDNN_OPTS
    expect(execFileSync(process.execPath, ['-e', program], { encoding: 'utf8', env })).toBe('0\n')
  })
})

describe('neuralNetwork', () => {
  it('leaves no tensor behind', () => {
    const before = tensorflow().memory().numTensors
    neuralNetwork.fit(x, y, options)
    expect(tensorflow().memory().numTensors).toBe(before)
  })

  it('predicts in plain arrays what the same layers give in TensorFlow', () => {
    const tf = tensorflow()
    const model = neuralNetwork.fit(x, y, options)
    const expected = tf.tidy(() => {
      const tensor = (values: Float64Array, shape: [number, number]) =>
        tf.tensor2d(Float32Array.from(values), shape)
      const inputs = tensor(x.values, [x.rows, x.columns])
      const sums = tf.add(
        tf.matMul(inputs, tensor(model.hiddenWeights, [3, 5])),
        tensor(model.hiddenBiases, [1, 5]),
      )
      const output = tf.matMul(tf.relu(sums) as typeof inputs, tensor(model.outputWeights, [5, 1]))
      return tf.sigmoid(tf.add(output, model.outputBias)).dataSync()
    })
    neuralNetwork.predictProbability(model, x).forEach((p, i) => {
      expect(Math.abs(p - expected[i])).toBeLessThan(1e-5)
    })
  })

  it('learns exclusive or, which no straight line can', () => {
    const corners = matrix(4, 2, Float64Array.of(-1, -1, -1, 1, 1, -1, 1, 1))
    const labels = Uint8Array.of(0, 1, 1, 0)
    const setting = { hidden: 12, steps: 150, learningRate: 0.05, weightDecay: 0, dropout: 0 }
    const model = neuralNetwork.fit(corners, labels, setting, 1)
    expect(Array.from(neuralNetwork.predictProbability(model, corners), Math.round)).toEqual([0, 1, 1, 0])
  })

  it('shrinks weights with weight decay', () => {
    const noise = noiseProblem(80, 3, 2)
    const size = (weightDecay: number) =>
      neuralNetwork
        .fit(noise.x, noise.y, { ...options, weightDecay })
        .hiddenWeights.reduce((sum, weight) => sum + weight * weight, 0)
    expect(size(1)).toBeLessThan(size(0) / 2)
  })

  it('starts from weights of its seed', () => {
    const fitted = (seed: number) => neuralNetwork.fit(x, y, { ...options, steps: 1 }, seed).hiddenWeights
    expect(fitted(1)).not.toEqual(fitted(2))
    expect(fitted(1)).toEqual(fitted(1))
  })
})
