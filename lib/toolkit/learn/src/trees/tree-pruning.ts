import { TreeBuilder, type Trees } from './trees'

/**
 * Minimal cost-complexity pruning of one tree: as long as some inner node's branch lowers the impurity by no
 * more than `price` for each leaf beyond one, the weakest such branch is cut back to a leaf.
 *
 * Breiman, Friedman, Olshen, Stone (1984): Classification and Regression Trees, chapter 3.
 * @param price per leaf, in units of Gini impurity weighted by the share of rows; 0 leaves the tree as it is
 */
export function pruneTree(tree: Trees, price: number): Trees {
  if (price === 0) return tree
  const pruned = new Uint8Array(tree.feature.length)
  for (;;) {
    const weakest = weakestLink(tree, pruned)
    if (weakest.node < 0 || weakest.gainPerLeaf > price) break
    pruned[weakest.node] = 1
  }
  const builder = new TreeBuilder()
  builder.startTree()
  copyBranch(tree, pruned, 0, builder)
  return builder.finish()
}

/** The inner node whose branch gains least for each leaf it adds; node -1 when only a leaf is left. */
function weakestLink(tree: Trees, pruned: Uint8Array): { node: number; gainPerLeaf: number } {
  const { feature, left, right } = tree
  const nodes = feature.length
  const risk = new Float64Array(nodes)
  const leaves = new Int32Array(nodes)
  let weakest = { node: -1, gainPerLeaf: Infinity }
  const reached = reachedNodes(tree, pruned)
  for (let node = nodes - 1; node >= 0; node--) {
    if (reached[node] === 0) continue
    const own = impurityShare(tree, node)
    if (feature[node] < 0 || pruned[node] === 1) {
      risk[node] = own
      leaves[node] = 1
      continue
    }
    risk[node] = risk[left[node]] + risk[right[node]]
    leaves[node] = leaves[left[node]] + leaves[right[node]]
    const gainPerLeaf = (own - risk[node]) / (leaves[node] - 1)
    if (gainPerLeaf < weakest.gainPerLeaf) weakest = { node, gainPerLeaf }
  }
  return weakest
}

/** Nodes still in the tree: not below a pruned one. */
function reachedNodes({ feature, left, right }: Trees, pruned: Uint8Array): Uint8Array {
  const reached = new Uint8Array(feature.length)
  reached[0] = 1
  for (let node = 0; node < feature.length; node++) {
    if (reached[node] === 0 || feature[node] < 0 || pruned[node] === 1) continue
    reached[left[node]] = 1
    reached[right[node]] = 1
  }
  return reached
}

/** Gini impurity of a node times its share of the training rows. */
function impurityShare({ value, cover }: Trees, node: number): number {
  return (2 * value[node] * (1 - value[node]) * cover[node]) / cover[0]
}

function copyBranch(tree: Trees, pruned: Uint8Array, node: number, builder: TreeBuilder): number {
  const copy = builder.addLeaf(tree.value[node], tree.cover[node])
  if (tree.feature[node] < 0 || pruned[node] === 1) return copy
  builder.split(copy, tree.feature[node], tree.threshold[node])
  copyBranch(tree, pruned, tree.left[node], builder)
  builder.setRight(copy, copyBranch(tree, pruned, tree.right[node], builder))
  return copy
}
