import { extraTrees, matrix } from 'one-click'
import { describe, expect, it } from 'vitest'
import { areaUnderCurve } from '../contract/problems'
import { reference, test, train } from './reference'

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

  it('goes on drawing until a feature varies', () => {
    const x = matrix(20, 10)
    for (let i = 0; i < 20; i++) x.values[i * 10 + 7] = i
    const y = Uint8Array.from({ length: 20 }, (_, i) => (i < 10 ? 0 : 1))
    const model = extraTrees.fit(x, y, { trees: 50, featureShare: 0.1, minLeaf: 1 })
    expect(Array.from(model.feature).every((feature) => feature === 7 || feature === -1)).toBe(true)
    expect(Array.from(extraTrees.predictProbability(model, x), Math.round)).toEqual(Array.from(y))
  })

  it('states at each node how many rows it covers and their share of class 1', () => {
    const model = extraTrees.fit(train.x, train.y, { trees: 20, minLeaf: 3 })
    const base = train.y.reduce((sum, label) => sum + label, 0) / train.y.length
    for (const root of model.roots) expect(model.value[root]).toBeCloseTo(base, 15)
    model.feature.forEach((feature, node) => {
      const { left, right, cover, value } = model
      if (feature < 0) {
        expect(cover[node]).toBeGreaterThanOrEqual(3)
        return
      }
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
