import { z } from 'zod'
import { finiteNumbers, wholeNumbers } from '../storage/array-schemas'
import type { Trees } from './trees'

/** Schemas of the arrays of trees; `areSoundTrees` tells whether they fit together. */
export const treeFields = {
  roots: wholeNumbers,
  feature: z.instanceof(Int16Array),
  threshold: finiteNumbers,
  left: wholeNumbers,
  right: wholeNumbers,
  value: finiteNumbers,
  cover: wholeNumbers,
}

/** Deepest tree that is read: as deep as the options of the estimators allow. */
const deepestTree = 1000

/**
 * Lengths agree, features exist, values that have to be shares are shares, no tree is too deep, and children come after
 * their parent, within its tree, and have no other parent.
 */
export function areSoundTrees(
  trees: Trees,
  features: number,
  values: 'shares' | 'log-odds' = 'shares',
): boolean {
  const { roots, feature, threshold, left, right, value, cover } = trees
  const nodes = feature.length
  const lengths = [threshold, left, right, value, cover].every((array) => array.length === nodes)
  if (!lengths || roots.length === 0 || roots[0] !== 0) return false
  const depth = new Int16Array(nodes)
  for (let t = 0; t < roots.length; t++) {
    const end = t + 1 < roots.length ? roots[t + 1] : nodes
    if (end <= roots[t] || end > nodes) return false
    for (let node = roots[t]; node < end; node++) {
      if (cover[node] < 1) return false
      if (values === 'shares' && !(value[node] >= 0 && value[node] <= 1)) return false
      if (feature[node] === -1) continue
      if (feature[node] < 0 || feature[node] >= features) return false
      if (!(left[node] > node && left[node] < end && right[node] > node && right[node] < end)) return false
      if (depth[node] === deepestTree) return false
      for (const child of [left[node], right[node]]) {
        if (depth[child] !== 0) return false
        depth[child] = depth[node] + 1
      }
    }
  }
  return true
}
