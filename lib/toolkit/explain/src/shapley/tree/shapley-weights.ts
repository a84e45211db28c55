import { maxColumnsOnPath } from './tree-path'

/** Entries for one v lie this far apart; those for one u, two. */
export const weightStride = 2 * (maxColumnsOnPath + 1)

/**
 * Shapley values of the game that a coalition wins when it holds all of u players and none of v others: at
 * `v * weightStride + 2 * u` that of each of the u players, (u − 1)! v! / (u + v)!, and after it minus that of
 * each of the v others, u! (v − 1)! / (u + v)!.
 */
export const shapleyWeights: Float64Array = tabulate()

function tabulate(): Float64Array {
  const weights = new Float64Array((maxColumnsOnPath + 1) * weightStride)
  for (let v = 0; v <= maxColumnsOnPath; v++) {
    // (u + v)! / (u! v!)
    let coalitions = 1
    for (let u = 0; u <= maxColumnsOnPath; u++) {
      if (u > 0) coalitions = (coalitions * (u + v)) / u
      const at = v * weightStride + 2 * u
      if (u > 0) weights[at] = 1 / (u * coalitions)
      if (v > 0) weights[at + 1] = 1 / (v * coalitions)
    }
  }
  return weights
}
