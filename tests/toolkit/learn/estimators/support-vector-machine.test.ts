import { describe, expect, it } from 'vitest'
import { matrix } from '../../../../lib/toolkit/core/src/matrix'
import { Random } from '../../../../lib/toolkit/core/src/random'
import {
  decisionValues,
  supportVectorMachine,
} from '../../../../lib/toolkit/learn/src/estimators/support-vector-machine'
import { areaUnderCurve } from '../../../contract/problems'
import { mustBeReached } from '../../../support/must-be-reached'
import { largestDifference, reference, test, train } from '../reference'

describe('supportVectorMachine', () => {
  it.each(reference.supportVectorMachine)('agrees with LIBSVM: cost $cost, gamma $gamma', (expected) => {
    const { cost, gamma } = expected
    const exact = supportVectorMachine.fit(train.x, train.y, { cost, gamma, tolerance: 1e-8 })
    // LIBSVM keeps kernels in single precision while it optimises.
    expect(largestDifference(decisionValues(exact, test.x), expected.decisionValues)).toBeLessThan(1e-5)
    expect(exact.weights.length).toBe(expected.vectors)
    expect(Math.abs(exact.rho - expected.rho)).toBeLessThan(1e-5)
    const usual = supportVectorMachine.fit(train.x, train.y, { cost, gamma })
    expect(largestDifference(decisionValues(usual, test.x), expected.decisionValues)).toBeLessThan(3e-3)
  })

  it('learns its sigmoid from rows whose copies are held out with them', () => {
    const random = new Random(12)
    const [rows, columns] = [80, 3]
    const once = Float64Array.from({ length: rows * columns }, () => random.normal())
    const x = matrix(2 * rows, columns, Float64Array.of(...once, ...once))
    // Outcomes by lot: nothing can be known of a row but from its copy.
    const lot = Uint8Array.from({ length: rows }, (_, i) => i % 2)
    const y = Uint8Array.of(...lot, ...lot)
    const groups = Int32Array.from(y, (_, i) => i % rows)
    const spreadOf = (own?: Int32Array) => {
      const settings = { cost: 10, gamma: 3, probability: true }
      const p = supportVectorMachine.predictProbability(supportVectorMachine.fit(x, y, settings, 1, own), x)
      return Math.max(...p) - Math.min(...p)
    }
    expect(spreadOf()).toBeGreaterThan(0.9)
    expect(spreadOf(groups)).toBeLessThan(0.5)
  })

  it('meets the optimality conditions', () => {
    const reached = mustBeReached()
    const cost = 2
    const model = supportVectorMachine.fit(train.x, train.y, { cost, gamma: 0.2, tolerance: 1e-6 })
    expect(Math.abs(model.weights.reduce((sum, weight) => sum + weight, 0))).toBeLessThan(1e-9)
    const vectors = matrix(model.weights.length, train.x.columns, model.vectors)
    let free = 0
    decisionValues(model, vectors).forEach((value, k) => {
      const weight = model.weights[k]
      const margin = Math.sign(weight) * value
      expect(Math.abs(weight)).toBeLessThanOrEqual(cost)
      const isFree = Math.abs(weight) < cost
      free += Number(isFree)
      if (isFree) {
        reached()
        expect(Math.abs(margin - 1)).toBeLessThan(1e-5)
      } else expect(margin).toBeLessThan(1 + 1e-5)
    })
    // Both kinds are there.
    expect(free).toBeGreaterThan(0)
    expect(free).toBeLessThan(model.weights.length)
  })

  it('keeps the order of decision values in its probabilities', () => {
    const model = supportVectorMachine.fit(train.x, train.y)
    expect(model.slope).toBeGreaterThan(0)
    const probabilities = supportVectorMachine.predictProbability(model, test.x)
    expect(areaUnderCurve(test.y, probabilities)).toBe(areaUnderCurve(test.y, decisionValues(model, test.x)))
  })

  it('without its curve gives the logistic function of the decision value, from the same vectors', () => {
    const plain = supportVectorMachine.fit(train.x, train.y, { probability: false })
    const { slope, intercept: _, ...rest } = supportVectorMachine.fit(train.x, train.y)
    expect(plain).toEqual({ ...rest, slope: 1, intercept: 0 })
    expect(slope).not.toBe(1)
    const values = decisionValues(plain, test.x)
    supportVectorMachine.predictProbability(plain, test.x).forEach((p, i) => {
      expect(p).toBeCloseTo(1 / (1 + Math.exp(-values[i])), 14)
    })
  })

  it('separates the exclusive or of four points', () => {
    const x = matrix(4, 2, Float64Array.of(-1, -1, -1, 1, 1, -1, 1, 1))
    const model = supportVectorMachine.fit(x, Uint8Array.of(0, 1, 1, 0), { cost: 100, gamma: 1 })
    expect(Array.from(decisionValues(model, x), Math.sign)).toEqual([-1, 1, 1, -1])
  })
})
