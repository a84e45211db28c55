/**
 * Stands for `trees/forest-prediction` of the learning package, which runs forests on many rows by worker threads: the page scores one
 * customer at a time, and `predictTrees` then leads the row through the nodes.
 */
export function predictForest(): undefined {
  return undefined
}
