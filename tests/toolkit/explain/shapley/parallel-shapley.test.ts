import { describe, expect, it } from 'vitest'
import { matrix, takeRows } from '../../../../lib/toolkit/core/src/matrix'
import { kernelShapleyValues } from '../../../../lib/toolkit/explain/src/shapley/kernel-shapley'
import { shapleyValuesInParallel } from '../../../../lib/toolkit/explain/src/shapley/parallel-shapley'
import { treeShapleyValues } from '../../../../lib/toolkit/explain/src/shapley/tree-shapley'
import { extraTrees } from '../../../../lib/toolkit/learn/src/estimators/extra-trees'
import { supportVectorMachine } from '../../../../lib/toolkit/learn/src/estimators/support-vector-machine'
import { separableProblem } from '../../../contract/problems'

const { x, y } = separableProblem(60, 4, 8)
const background = takeRows(x, [3, 17, 40])

describe('shapleyValuesInParallel', () => {
  const trees = extraTrees.fit(x, y, { trees: 20, minLeaf: 1 }, 5)
  const svm = supportVectorMachine.fit(x, y, { probability: false })

  it.each([0, 1, 2, 5])('gives the values of one thread, with %i workers', async (workers) => {
    const ofTrees = treeShapleyValues(trees, x, background)
    expect(await shapleyValuesInParallel({ model: trees, background }, x, { workers })).toEqual(ofTrees)
    expect(await shapleyValuesInParallel({ model: svm, background }, x, { workers })).toEqual(
      kernelShapleyValues(svm, x, background),
    )
    expect(ofTrees.values.values.some((value) => Math.abs(value) > 0.05)).toBe(true)
  })

  it('has a base and no values for no rows', async () => {
    const none = await shapleyValuesInParallel({ model: trees, background }, matrix(0, 4), { workers: 2 })
    expect(none).toEqual(treeShapleyValues(trees, matrix(0, 4), background))
  })
})
