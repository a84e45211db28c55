import { describe, expect, it } from 'vitest'
import { type Matrix, matrix } from '../../../../lib/toolkit/core/src/matrix'
import { Random } from '../../../../lib/toolkit/core/src/random'
import { extraTrees } from '../../../../lib/toolkit/learn/src/estimators/extra-trees'
import { areaUnderCurve } from '../../../contract/problems'
import { mustBeReached } from '../../../support/must-be-reached'
import { reference, test, train } from '../reference'

describe('extraTrees', () => {
  it.each(reference.extraTrees)(
    'agrees with scikit-learn within chance: leaf $minLeaf, share $featureShare',
    (expected) => {
      const { minLeaf, featureShare } = expected
      const model = extraTrees.fit(train.x, train.y, { trees: 4000, minLeaf, featureShare })
      const p = extraTrees.predictProbability(model, test.x)
      let largest = 0
      let bias = 0
      let loss = 0
      p.forEach((value, i) => {
        const difference = value - expected.probabilities[i]
        largest = Math.max(largest, Math.abs(difference))
        bias += difference / p.length
        loss -= Math.log(test.y[i] === 1 ? value : 1 - value) / p.length
      })
      // A tree's probability has a standard deviation below 0.45, so 4,000 trees have 0.007; five of them.
      expect(largest).toBeLessThan(0.035)
      expect(Math.abs(bias)).toBeLessThan(0.004)
      expect(Math.abs(loss - expected.logLoss)).toBeLessThan(0.01)
      expect(Math.abs(areaUnderCurve(test.y, p) - expected.rocAuc)).toBeLessThan(0.015)
    },
  )

  it('draws cuts uniformly between the smallest and the largest value', () => {
    const x = matrix(4, 1, Float64Array.of(0, 0, 10, 10))
    const model = extraTrees.fit(x, Uint8Array.of(0, 0, 1, 1), { trees: 2000, featureShare: 1 })
    const cuts = model.threshold.filter((_, node) => model.feature[node] === 0)
    expect(cuts.length).toBe(2000)
    expect(Math.min(...cuts)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...cuts)).toBeLessThan(10)
    const mean = cuts.reduce((sum, cut) => sum + cut, 0) / cuts.length
    // Standard error 10 / √12 / √2000 = 0.065.
    expect(Math.abs(mean - 5)).toBeLessThan(0.26)
    const belowQuarter = cuts.filter((cut) => cut < 2.5).length / cuts.length
    expect(Math.abs(belowQuarter - 0.25)).toBeLessThan(0.04)
  })

  it('draws features evenly', () => {
    const x = matrix(4, 4)
    for (let i = 0; i < 4; i++) for (let j = 0; j < 4; j++) x.values[i * 4 + j] = i
    const model = extraTrees.fit(x, Uint8Array.of(0, 0, 1, 1), {
      trees: 2000,
      featureShare: 0.25,
      maxDepth: 1,
    })
    const asked = model.feature.filter((feature) => feature >= 0)
    for (let j = 0; j < 4; j++) {
      const share = asked.filter((feature) => feature === j).length / asked.length
      // Standard error at most 0.0125 with the trees left unsplit by the leaf size.
      expect(Math.abs(share - 0.25)).toBeLessThan(0.05)
    }
  })

  it.each([
    [0.25, 2],
    [0.5, 4],
  ])('draws the stated share of features at a node: %d of 8', (featureShare, drawn) => {
    const random = new Random(4)
    const y = Uint8Array.from({ length: 60 }, (_, i) => i % 2)
    const x = matrix(60, 8)
    for (let i = 0; i < 60; i++)
      for (let j = 0; j < 8; j++) x.values[i * 8 + j] = j === 0 ? y[i] : random.uniform()
    const model = extraTrees.fit(x, y, { trees: 2000, featureShare, maxDepth: 1 })
    // Feature 0 parts the classes: it is asked whenever it is among those drawn.
    const asked = model.feature.filter((feature) => feature === 0).length / 2000
    expect(Math.abs(asked - drawn / 8)).toBeLessThan(0.045)
  })

  it('goes on drawing until a feature varies', () => {
    const x = matrix(20, 10)
    for (let i = 0; i < 20; i++) x.values[i * 10 + 7] = i
    const y = Uint8Array.from({ length: 20 }, (_, i) => (i < 10 ? 0 : 1))
    const model = extraTrees.fit(x, y, { trees: 50, featureShare: 0.1, minLeaf: 1 })
    expect(Array.from(model.feature).every((feature) => feature === 7 || feature === -1)).toBe(true)
    expect(Array.from(extraTrees.predictProbability(model, x), Math.round)).toEqual(Array.from(y))
  })

  it('states at each node how many rows it covers and their share of class 1', () => {
    const reached = mustBeReached('a leaf')
    const inner = mustBeReached('an inner node')
    const model = extraTrees.fit(train.x, train.y, { trees: 20, minLeaf: 3 })
    const base = train.y.reduce((sum, label) => sum + label, 0) / train.y.length
    for (const root of model.roots) expect(model.value[root]).toBeCloseTo(base, 15)
    model.feature.forEach((feature, node) => {
      const { left, right, cover, value } = model
      if (feature < 0) {
        reached()
        expect(cover[node]).toBeGreaterThanOrEqual(3)
        return
      }
      inner()
      const [l, r] = [left[node], right[node]]
      expect(l).toBe(node + 1)
      expect(cover[l] + cover[r]).toBe(cover[node])
      const ones = value[l] * cover[l] + value[r] * cover[r]
      expect(ones).toBeCloseTo(value[node] * cover[node], 9)
    })
  })

  it('predicts what walking each tree gives', () => {
    const model = extraTrees.fit(train.x, train.y, { trees: 30 })
    const p = extraTrees.predictProbability(model, test.x)
    for (let i = 0; i < test.x.rows; i++) {
      let sum = 0
      for (const root of model.roots) {
        let node = root
        while (model.feature[node] >= 0) {
          const value = test.x.values[i * test.x.columns + model.feature[node]]
          node = value <= model.threshold[node] ? model.left[node] : model.right[node]
        }
        sum += model.value[node]
      }
      expect(p[i]).toBeCloseTo(sum / 30, 14)
    }
  })

  it('gives each tree a seed of its own: fewer trees are the first of many', () => {
    const few = extraTrees.fit(train.x, train.y, { trees: 3 }, 8)
    const many = extraTrees.fit(train.x, train.y, { trees: 6 }, 8)
    expect(many.threshold.slice(0, few.threshold.length)).toEqual(few.threshold)
    expect(many.roots.slice(0, 3)).toEqual(few.roots)
    expect(extraTrees.fit(train.x, train.y, { trees: 3 }, 9).threshold).not.toEqual(few.threshold)
  })
})

describe('extraTrees with observed cuts', () => {
  /** For each inner node, the training values of the asked feature among the rows that reach the node. */
  function valuesAtNodes(model: ReturnType<typeof extraTrees.fit>, x: Matrix): Map<number, number[]> {
    const values = new Map<number, number[]>()
    for (let i = 0; i < x.rows; i++) {
      for (const root of model.roots) {
        let node = root
        while (model.feature[node] >= 0) {
          const value = x.values[i * x.columns + model.feature[node]]
          values.set(node, [...(values.get(node) ?? []), value])
          node = value <= model.threshold[node] ? model.left[node] : model.right[node]
        }
      }
    }
    return values
  }

  it('cut at the value of a training row of the node, below the largest', () => {
    const model = extraTrees.fit(train.x, train.y, { trees: 20, minLeaf: 1, cuts: 'observed' })
    const reached = valuesAtNodes(model, train.x)
    expect(reached.size).toBe(model.feature.filter((asked) => asked >= 0).length)
    for (const [node, values] of reached) {
      expect(values).toContain(model.threshold[node])
      expect(model.threshold[node]).toBeLessThan(Math.max(...values))
    }
    const uniform = extraTrees.fit(train.x, train.y, { trees: 20, minLeaf: 1 })
    const met = [...valuesAtNodes(uniform, train.x)].filter(([node, values]) =>
      values.includes(uniform.threshold[node]),
    )
    expect(met.length).toBeLessThan(reached.size / 2)
  })

  it('draw every row of the node alike; the largest value stands for the one below it', () => {
    const x = matrix(5, 1, Float64Array.of(0, 1, 1, 2, 1000))
    const y = Uint8Array.of(0, 1, 0, 1, 0)
    const model = extraTrees.fit(x, y, { trees: 4000, minLeaf: 1, maxDepth: 1, cuts: 'observed' })
    const cuts = model.threshold.filter((_, node) => model.feature[node] === 0)
    expect(cuts.length).toBe(4000)
    for (const [value, share] of [
      [0, 0.2],
      [1, 0.4],
      [2, 0.4],
    ]) {
      // Standard error at most 0.008.
      expect(Math.abs(cuts.filter((cut) => cut === value).length / 4000 - share)).toBeLessThan(0.035)
    }
  })

  it('take turns with uniform ones: even trees are those of one rule, odd trees those of the other', () => {
    const options = { trees: 6, minLeaf: 2 }
    const fit = (cuts: string) => extraTrees.fit(train.x, train.y, { ...options, cuts }, 4)
    const thresholds = (model: ReturnType<typeof extraTrees.fit>, tree: number) =>
      [...model.threshold.slice(model.roots[tree], model.roots[tree + 1])].join()
    const [uniform, observed, alternating] = ['uniform', 'observed', 'alternating'].map(fit)
    for (let tree = 0; tree < 6; tree++) {
      const [expected, other] = tree % 2 === 0 ? [uniform, observed] : [observed, uniform]
      expect(thresholds(alternating, tree)).toBe(thresholds(expected, tree))
      expect(thresholds(alternating, tree)).not.toBe(thresholds(other, tree))
    }
    expect(extraTrees.fit(train.x, train.y, options, 4)).toEqual(uniform)
  })

  it('do not care how a column is measured: a rising function of it changes nothing on training rows', () => {
    const stretched = matrix(train.x.rows, train.x.columns, train.x.values.slice())
    const rising = [(v: number) => Math.exp(v), (v: number) => v ** 3, (v: number) => 2 * v - 7]
    stretched.values.forEach((value, k) => {
      const column = k % train.x.columns
      if (column < rising.length) stretched.values[k] = rising[column](value)
    })
    const predictions = (cuts: string, x: Matrix) => {
      const model = extraTrees.fit(x, train.y, { trees: 40, cuts }, 6)
      return extraTrees.predictProbability(model, x)
    }
    expect(predictions('observed', stretched)).toEqual(predictions('observed', train.x))
    expect(predictions('uniform', stretched)).not.toEqual(predictions('uniform', train.x))
  })

  it('are not drawn away by a few far values', () => {
    const random = new Random(14)
    const x = matrix(200, 1)
    for (let i = 0; i < 200; i++) x.values[i] = i < 2 ? 1e6 : random.uniform()
    const y = Uint8Array.from(x.values, (value) => (value > 0.5 ? 1 : 0))
    const rightAtDepthOne = (cuts: string) => {
      const model = extraTrees.fit(x, y, { trees: 300, maxDepth: 1, minLeaf: 1, cuts })
      const p = extraTrees.predictProbability(model, x)
      return areaUnderCurve(y.slice(2), p.slice(2))
    }
    expect(rightAtDepthOne('observed')).toBeGreaterThan(0.99)
    expect(rightAtDepthOne('uniform')).toBeLessThan(0.6)
  })

  it('are named by one of three words', () => {
    expect(() => extraTrees.fit(train.x, train.y, { cuts: 'median' })).toThrow(
      /extra-trees\.fit: option cuts must be one of uniform, observed, alternating \(got "median"\)/,
    )
    expect(() => extraTrees.fit(train.x, train.y, { cuts: '' })).toThrow(/option cuts/)
  })
})

describe('the number of features that a node tries', () => {
  /** The first column alone parts the classes, whatever its cut; the others are coins. */
  const columns = 8
  const random = new Random(21)
  const x = matrix(60, columns)
  const y = Uint8Array.from({ length: 60 }, (_, i) => i % 2)
  for (let i = 0; i < 60; i++)
    for (let j = 0; j < columns; j++) x.values[i * columns + j] = j === 0 ? y[i] : random.integer(2)
  /** Share of the trees that found the first column at the root, where they do whenever they try it. */
  const shareFound = (options: { featureShare: number; tries?: string }) => {
    const trees = 4000
    const model = extraTrees.fit(x, y, { trees, maxDepth: 1, minLeaf: 1, ...options }, 5)
    return (
      Array.from(model.roots, (root) => Number(model.feature[root] === 0)).reduce((a, b) => a + b) / trees
    )
  }

  it('is the stated share where it is fixed', () => {
    // Standard error at most 0.008.
    expect(Math.abs(shareFound({ featureShare: 0.5 }) - 0.5)).toBeLessThan(0.03)
    expect(shareFound({ featureShare: 0.5, tries: 'fixed' })).toBe(shareFound({ featureShare: 0.5 }))
  })

  it.each([1, 0.5])('is drawn tree by tree up to a share of %f, few more often than many', (featureShare) => {
    const most = featureShare * columns
    // 1 + floor(most · u²) is at least k + 1 where u is at least √(k / most).
    let mean = 1
    for (let k = 1; k < most; k++) mean += 1 - Math.sqrt(k / most)
    expect(Math.abs(shareFound({ featureShare, tries: 'drawn' }) - mean / columns)).toBeLessThan(0.03)
  })

  it('is named by one of two words', () => {
    expect(() => extraTrees.fit(x, y, { tries: 'all' })).toThrow(
      /extra-trees\.fit: option tries must be one of fixed, drawn \(got "all"\)/,
    )
  })
})
