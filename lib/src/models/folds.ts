import { ArgumentError } from '../util/errors'
import { deriveSeed, Random } from '../util/random'

export interface FoldOptions {
  /** Number of folds. Default 5. */
  folds?: number
  /** How many independent partitions. Default 1. */
  repeats?: number
  /** Default 0. */
  seed?: number
}

/** One split: row numbers, ascending, of the rows to fit on and of the rows held out. */
export interface Split {
  readonly repeat: number
  readonly fold: number
  readonly train: Int32Array
  readonly test: Int32Array
}

/**
 * The fold of each row, shape (rows), values 0 to folds - 1: shuffled within each class and dealt out in
 * turn, so that each class is spread over the folds evenly to within one row, and so are the fold sizes.
 * @throws ArgumentError when a class has fewer rows than there are folds
 */
export function stratifiedFolds(y: Uint8Array, folds: number, seed: number): Int32Array {
  if (!Number.isInteger(folds) || folds < 2)
    throw new ArgumentError('stratifiedFolds', 'needs 2 or more folds', folds)
  const random = new Random(deriveSeed(seed, 'folds'))
  const assigned = new Int32Array(y.length)
  let dealt = 0
  for (const label of [0, 1]) {
    const members = indicesWhere(y, label)
    if (members.length < folds) {
      throw new ArgumentError(
        'stratifiedFolds',
        `needs ${folds} rows or more of class ${label}`,
        members.length,
      )
    }
    random.shuffle(members)
    for (const row of members) assigned[row] = dealt++ % folds
  }
  return assigned
}

/** All splits of repeated stratified cross-validation; each repeat shuffles with a seed of its own. */
export function repeatedStratifiedSplits(y: Uint8Array, options: FoldOptions = {}): Split[] {
  const { folds = 5, repeats = 1, seed = 0 } = options
  const splits: Split[] = []
  for (let repeat = 0; repeat < repeats; repeat++) {
    const assigned = stratifiedFolds(y, folds, deriveSeed(seed, 'repeat', repeat))
    for (let fold = 0; fold < folds; fold++) {
      const test = indicesWhere(assigned, fold)
      splits.push({ repeat, fold, train: indicesWhere(assigned, fold, false), test })
    }
  }
  return splits
}

/** Positions whose element equals (or, with `equal` false, differs from) the value, ascending. */
function indicesWhere(values: Uint8Array | Int32Array, value: number, equal = true): Int32Array {
  const found = new Int32Array(values.length)
  let count = 0
  for (let i = 0; i < values.length; i++) {
    if ((values[i] === value) === equal) found[count++] = i
  }
  return found.slice(0, count)
}
