import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { DataFrame } from 'danfojs-node'
import { describe, expect, it } from 'vitest'
import { buildCustomers } from '../../../lib/study/src/customers/customers'
import { loadStudyTables } from '../../../lib/study/src/tables/read-study-tables'
import { standardDeviation } from '../../../lib/toolkit/statistics/src/descriptive'

const require = createRequire(__filename)
const root = join(__dirname, '../../..')

/** In a process of its own, where no other test has loaded anything. */
const program = `
const { buildCustomers, loadStudyTables } = require('one-click')
const { featureFrame } = require('one-click/notebook').study
const names = ['danfojs-node', 'mathjs', 'xlsx', '@tensorflow/tfjs-node']
const loaded = () =>
  names.filter((name) => Object.keys(require.cache).some((file) => file.includes('/node_modules/' + name + '/')))
const customers = buildCustomers(loadStudyTables('data/sample'))
const grouped = featureFrame(customers, customers.activeRows).groupby(['status']).col(['revenueCurrent'])
const means = grouped.mean().column('revenueCurrent_mean').values
const before = loaded()
const deviations = grouped.std().column('revenueCurrent_std').values
console.log(JSON.stringify({ means, before, deviations, after: loaded() }))
`

describe('danfojs', () => {
  it('joins and groups without its heavy parts, and loads one when it is needed', () => {
    const { means, before, deviations, after } = JSON.parse(
      execFileSync(process.execPath, ['-e', program], { cwd: root, encoding: 'utf8' }),
    )
    expect(means).toHaveLength(1)
    expect(before).toEqual(['danfojs-node'])
    const customers = buildCustomers(loadStudyTables(join(root, 'data/sample')))
    const revenue = Float64Array.from(
      customers.activeRows,
      (row) => customers.features.numbers.revenueCurrent[row],
    )
    expect(deviations[0]).toBeCloseTo(standardDeviation(revenue), 8)
    expect(after).toEqual(['danfojs-node', 'mathjs'])
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
