import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compactTrees, expandTrees } from '../../../../lib/study/src/report/explorer/compact-trees'
import { matrix } from '../../../../lib/toolkit/core/src/matrix'
import { Random } from '../../../../lib/toolkit/core/src/random'
import { decisionTree } from '../../../../lib/toolkit/learn/src/estimators/decision-tree'
import { type ExtraTreesModel, extraTrees } from '../../../../lib/toolkit/learn/src/estimators/extra-trees'
import { predictTrees } from '../../../../lib/toolkit/learn/src/trees/tree-prediction'
import type { Trees } from '../../../../lib/toolkit/learn/src/trees/trees'

function fitted(rows: number, columns: number, trees: number, seed: number) {
  const random = new Random(seed)
  const x = matrix(rows, columns)
  for (let k = 0; k < x.values.length; k++) x.values[k] = Math.round(20 * random.normal()) / 4
  const y = Uint8Array.from({ length: rows }, (_, i) => (i < 2 ? i : random.integer(2)))
  return {
    x,
    model: extraTrees.fit(x, y, { trees, minLeaf: 1, cuts: 'alternating' }, seed) as ExtraTreesModel,
  }
}

const withCover = (trees: ReturnType<typeof expandTrees>): Trees => ({ ...trees, cover: new Int32Array(0) })

describe('compactTrees', () => {
  it('gives trees back that predict the same to the last bit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 60 }),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 0, max: 1000 }),
        (rows, columns, trees, seed) => {
          const { x, model } = fitted(rows, columns, trees, seed)
          const again = withCover(expandTrees(compactTrees(model)))
          expect(predictTrees(again, x)).toEqual(predictTrees(model, x))
          expect(again.roots).toEqual(model.roots)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('takes single trees, and trees of a single leaf', () => {
    const { x } = fitted(30, 3, 1, 7)
    const y = Uint8Array.from({ length: 30 }, (_, i) => i % 2)
    const model = decisionTree.fit(x, y, { maxDepth: 4, minLeaf: 2 }) as unknown as Trees
    expect(predictTrees(withCover(expandTrees(compactTrees(model))), x)).toEqual(predictTrees(model, x))
    const leaf: Trees = {
      roots: Int32Array.of(0, 1),
      feature: Int16Array.of(-1, -1),
      threshold: new Float64Array(2),
      left: new Int32Array(2),
      right: new Int32Array(2),
      value: Float64Array.of(0.25, 0.75),
      cover: Int32Array.of(4, 4),
    }
    expect(predictTrees(withCover(expandTrees(compactTrees(leaf))), x)[0]).toBe(0.5)
  })

  it('needs less than a quarter of the room', () => {
    const { model } = fitted(400, 6, 40, 3)
    const bytes = (arrays: object) =>
      Object.values(arrays).reduce((sum: number, array) => sum + ((array as Int32Array).byteLength ?? 0), 0)
    const compact = compactTrees(model)
    expect(compact.asked).toBeInstanceOf(Uint8Array)
    expect(bytes(compact)).toBeLessThan(bytes(model) / 4)
  })

  it('refuses trees in another order', () => {
    const { model } = fitted(40, 3, 2, 11)
    const right = model.right.slice()
    const inner = model.feature.findIndex((asked) => asked >= 0)
    right[inner] = inner + 1
    expect(() => compactTrees({ ...model, right })).toThrow('preorder')
  })
})
