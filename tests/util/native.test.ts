import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { DataFrame } from 'danfojs-node'
import { featureFrame, gatherCustomers, loadStudyTables, standardDeviation } from 'one-click'
import { describe, expect, it } from 'vitest'

const require = createRequire(__filename)

/** Which of the packages have been loaded by now. */
const loaded = (...names: string[]) =>
  names.filter((name) => Object.keys(require.cache).some((file) => file.includes(`/node_modules/${name}/`)))

describe('danfojs', () => {
  it('joins and groups without its heavy parts, and loads one when it is needed', () => {
    const customers = gatherCustomers(loadStudyTables(join(__dirname, '../../data/sample')))
    const grouped = featureFrame(customers, customers.activeRows).groupby(['status']).col(['revenueCurrent'])
    expect(grouped.mean().column('revenueCurrent_mean').values).toHaveLength(1)
    expect(loaded('danfojs-node', 'mathjs', 'xlsx', '@tensorflow/tfjs-node')).toEqual(['danfojs-node'])
    const revenue = Float64Array.from(
      customers.activeRows,
      (row) => customers.features.numbers.revenueCurrent[row],
    )
    const [deviation] = grouped.std().column('revenueCurrent_std').values as number[]
    expect(deviation).toBeCloseTo(standardDeviation(revenue), 8)
    expect(loaded('mathjs', 'xlsx')).toEqual(['mathjs'])
  })

  it('knows the tensors of the one TensorFlow', () => {
    const { DataFrame, tensorflow } = require('danfojs-node') as typeof import('danfojs-node')
    const tf = require('@tensorflow/tfjs-node') as typeof import('@tensorflow/tfjs-node')
    expect(tensorflow.tensor).toBe(tf.tensor)
    const frame: DataFrame = new DataFrame(tf.tensor2d([1, 2, 3, 4], [2, 2]))
    expect(frame.values).toEqual([
      [1, 2],
      [3, 4],
    ])
  })
})
