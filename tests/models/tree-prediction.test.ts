import { extraTrees, predictTrees, Random, takeRows } from 'one-click'
import { describe, expect, it } from 'vitest'
import { noiseProblem } from '../contract/problems'

describe('predictTrees', () => {
  const { x, y } = noiseProblem(2500, 6, 21)
  const model = extraTrees.fit(
    takeRows(
      x,
      Int32Array.from({ length: 300 }, (_, i) => i),
    ),
    y.slice(0, 300),
    {
      trees: 25,
    },
  )

  it('gives the leaf shares’ mean, whatever the number of rows', () => {
    const p = predictTrees(model, x)
    const random = new Random(2)
    for (const row of [
      0,
      1023,
      1024,
      2047,
      2048,
      2499,
      ...Array.from({ length: 50 }, () => random.integer(2500)),
    ]) {
      let sum = 0
      for (const root of model.roots) {
        let node = root
        while (model.feature[node] >= 0) {
          const value = x.values[row * 6 + model.feature[node]]
          node = value <= model.threshold[node] ? model.left[node] : model.right[node]
        }
        sum += model.value[node]
      }
      expect(p[row]).toBe(sum / 25)
    }
    expect(predictTrees(model, takeRows(x, [2000, 3]))).toEqual(Float64Array.of(p[2000], p[3]))
  })

  it('sends a value equal to the threshold to the left', () => {
    const inner = model.feature.findIndex((asked) => asked >= 0)
    const exact = takeRows(x, [0, 0, 0])
    for (let i = 0; i < 3; i++) exact.values[i * 6 + model.feature[inner]] = model.threshold[inner]
    const left = { ...model, right: model.right.slice() }
    left.right[inner] = left.left[inner]
    const firstTree = { ...left, roots: model.roots.slice(0, 1) }
    expect(predictTrees({ ...model, roots: firstTree.roots }, exact)).toEqual(predictTrees(firstTree, exact))
  })
})
