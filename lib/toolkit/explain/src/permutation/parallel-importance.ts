import type { Matrix } from '@one-click/core'
import { compiledPath, defaultWorkers, type ParallelOptions, runParallel } from '@one-click/core'
import type { ExtraTreesModel, Metric, SupportVectorMachineModel } from '@one-click/learn'
import { permutableSvm } from './kernel-permutation'
import type { ColumnGroup, PermutableModel, RowPermutations } from './permutable-model'
import { type ImportanceOptions, importanceUnder, type PermutationImportance } from './permutation-importance'
import { permutableTrees } from './tree-permutation'

/** A fitted model with the rows it is judged by, as plain data that goes to threads. */
export interface JudgedModel {
  readonly model: ExtraTreesModel | SupportVectorMachineModel
  readonly x: Matrix
}

/** Some of the groups with their permutations. */
export interface PermutedGroups {
  readonly groups: readonly ColumnGroup[]
  readonly permutations: RowPermutations
}

/** Mean leaf value of trees, decision value of a support vector machine, under permutations of some groups. */
export function permutedScoresOf(
  { model, x }: JudgedModel,
  { groups, permutations }: PermutedGroups,
): Float64Array[][] {
  return permutableOf(model, x, groups).permutedScores(permutations)
}

function permutableOf(
  model: JudgedModel['model'],
  x: Matrix,
  groups: readonly ColumnGroup[],
): PermutableModel {
  return model.kind === 'extra-trees' ? permutableTrees(model, x, groups) : permutableSvm(model, x, groups)
}

/**
 * Permutation importance of one model, its groups divided among worker threads. The same as `importanceUnder`
 * to the last bit, for any number of them.
 *
 * @example
 * ```ts
 * import { matrix } from '@one-click/core'
 * import { extraTrees, rocAuc } from '@one-click/learn'
 * const y = Uint8Array.from({ length: 20 }, (_, i) => Number(i >= 10))
 * const x = matrix(20, 1, Float64Array.from(y.keys()))
 * const groups = [{ name: 'first', columns: [0] }]
 * const permutations = rowPermutations({ rows: 20, groups: ['first'] }, { repeats: 5, seed: 1 })
 * const model = extraTrees.fit(x, y, { trees: 20 })
 * const [first] = await importanceInParallel({ model, x }, { groups, permutations }, y, rocAuc, { workers: 0 })
 * first.mean > 0 // → true
 * ```
 */
export async function importanceInParallel(
  { model, x }: JudgedModel,
  { groups, permutations }: PermutedGroups,
  labels: Uint8Array,
  metric: Metric,
  options: ImportanceOptions & ParallelOptions = {},
): Promise<PermutationImportance[]> {
  const { workers = defaultWorkers() } = options
  const shares = Math.max(1, Math.min(workers, groups.length))
  const share = (index: number) => Math.round((index * groups.length) / shares)
  const tasks = Array.from({ length: shares }, (_, index) => ({
    groups: groups.slice(share(index), share(index + 1)),
    permutations: permutations.slice(share(index), share(index + 1)),
  }))
  const scores = await runParallel<JudgedModel, PermutedGroups, Float64Array[][]>(
    { module: compiledPath(__dirname, './parallel-importance'), name: 'permutedScoresOf' },
    { model, x },
    tasks,
    { ...options, workers },
  )
  const known: PermutableModel = {
    ...permutableOf(model, x, groups),
    permutedScores: () => scores.flat(),
  }
  return importanceUnder(permutations, known, labels, metric, options)
}
