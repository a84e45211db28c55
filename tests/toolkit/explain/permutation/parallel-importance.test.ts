import { describe, expect, it } from 'vitest'
import { columnGroups, singleFeatures } from '../../../../lib/toolkit/explain/src/permutation/feature-groups'
import { permutableSvm } from '../../../../lib/toolkit/explain/src/permutation/kernel-permutation'
import { importanceInParallel } from '../../../../lib/toolkit/explain/src/permutation/parallel-importance'
import {
  importanceUnder,
  rowPermutations,
} from '../../../../lib/toolkit/explain/src/permutation/permutation-importance'
import { permutableTrees } from '../../../../lib/toolkit/explain/src/permutation/tree-permutation'
import { extraTrees } from '../../../../lib/toolkit/learn/src/estimators/extra-trees'
import { supportVectorMachine } from '../../../../lib/toolkit/learn/src/estimators/support-vector-machine'
import { brierScore, rocAuc } from '../../../../lib/toolkit/learn/src/evaluation/metrics'
import { separableProblem } from '../../../contract/problems'

const { x, y } = separableProblem(80, 5, 3)
const names = ['a', 'b', 'c', 'd', 'e']
const groups = columnGroups(new Map(names.map((name, j) => [name, [j]])), [
  ...singleFeatures(names),
  { name: 'a + c', features: ['a', 'c'] },
])
const permutations = rowPermutations(
  { rows: 80, groups: groups.map(({ name }) => name) },
  { repeats: 4, seed: 9 },
)

describe('importanceInParallel', () => {
  const trees = extraTrees.fit(x, y, { trees: 30, minLeaf: 1 }, 2)
  const svm = supportVectorMachine.fit(x, y, { probability: false })

  it.each([0, 1, 2, 9])('is the importance of one thread, with %i workers', async (workers) => {
    const ofTrees = importanceUnder(permutations, permutableTrees(trees, x, groups), y, brierScore)
    const options = { workers }
    expect(
      await importanceInParallel({ model: trees, x }, { groups, permutations }, y, brierScore, options),
    ).toEqual(ofTrees)
    const ofSvm = importanceUnder(permutations, permutableSvm(svm, x, groups), y, rocAuc)
    expect(
      await importanceInParallel({ model: svm, x }, { groups, permutations }, y, rocAuc, options),
    ).toEqual(ofSvm)
    expect(ofTrees.some(({ mean }) => mean > 0.01)).toBe(true)
  })
})
