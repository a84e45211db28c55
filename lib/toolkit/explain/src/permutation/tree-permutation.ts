import type { Matrix } from '@one-click/core'
import type { Trees } from '@one-click/learn'
import {
  type ColumnGroup,
  checkGroups,
  checkNumbers,
  checkPermutations,
  type PermutableModel,
} from './permutable-model'
import { PermutedTraversal } from './permuted-traversal'
import { rankedScores, rankTrees } from './ranked-trees'

/**
 * The mean of trees (its raw score, before any calibration), without predicting everything again. What one
 * column adds to a tree's output is a step function of its value, and most of a row's way down a tree does not
 * ask it. So each row walks down each tree once for all groups of columns. At a node that asks a group's
 * column, the donors (the rows that the permutations let this row take the group's values from) that answer
 * otherwise leave the row's way; they go on together, the row itself answering for all other columns, and part
 * where they disagree. Donors alike in the group's columns count once.
 *
 * @param x encoded rows, shape (rows, columns); finite numbers
 * @example
 * ```ts
 * import { matrix } from '@one-click/core'
 * import { decisionTree } from '@one-click/learn'
 * const x = matrix(4, 1, Float64Array.of(1, 2, 3, 4))
 * const tree = decisionTree.fit(x, Uint8Array.of(0, 0, 1, 1), { minLeaf: 1 })
 * const model = permutableTrees(tree, x, [{ name: 'first', columns: [0] }])
 * Array.from(model.permutedScores([[Int32Array.of(3, 2, 1, 0)]])[0][0]) // → [1, 1, 0, 0]
 * ```
 */
export function permutableTrees(trees: Trees, x: Matrix, groups: readonly ColumnGroup[]): PermutableModel {
  checkNumbers('permutableTrees', x)
  checkGroups('permutableTrees', x, groups)
  const ranked = rankTrees(trees, x)
  return {
    rows: x.rows,
    groups: groups.map(({ name }) => name),
    scores: () => rankedScores(ranked),
    permutedScores(permutations) {
      checkPermutations('permutableTrees', this, permutations)
      const result: Float64Array[][] = new Array(groups.length)
      for (const layer of disjointLayers(groups)) {
        const columns = layer.map((g) => groups[g].columns)
        const orders = layer.map((g) => permutations[g])
        new PermutedTraversal(ranked, x, columns, orders).run().forEach((scores, k) => {
          result[layer[k]] = scores
        })
      }
      return result
    },
  }
}

/** Groups parted into layers in which no column occurs twice. */
function disjointLayers(groups: readonly ColumnGroup[]): number[][] {
  const layers: { readonly members: number[]; readonly taken: Set<number> }[] = []
  groups.forEach(({ columns }, g) => {
    const own = Array.from(columns)
    let layer = layers.find(({ taken }) => own.every((column) => !taken.has(column)))
    if (!layer) {
      layer = { members: [], taken: new Set() }
      layers.push(layer)
    }
    layer.members.push(g)
    for (const column of own) layer.taken.add(column)
  })
  return layers.map(({ members }) => members)
}
