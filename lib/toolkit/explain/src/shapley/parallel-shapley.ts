import {
  compiledPath,
  defaultWorkers,
  type Matrix,
  matrix,
  type ParallelOptions,
  runParallel,
} from '@one-click/core'
import type { ExtraTreesModel, SupportVectorMachineModel } from '@one-click/learn'
import { kernelShapleyValues } from './kernel-shapley'
import { type ShapleyValues, treeShapleyValues } from './tree-shapley'

/** A model with the background its values are taken against, as plain data that goes to threads. */
export interface ExplainableModel {
  readonly model: ExtraTreesModel | SupportVectorMachineModel
  readonly background: Matrix
}

/** Exact Shapley values of some rows: of trees' mean leaf value, or of a decision value. */
export function shapleyValuesOf({ model, background }: ExplainableModel, x: Matrix): ShapleyValues {
  return model.kind === 'extra-trees'
    ? treeShapleyValues(model, x, background)
    : kernelShapleyValues(model, x, background)
}

/**
 * Exact Shapley values (`treeShapleyValues`, `kernelShapleyValues`), the rows divided among worker threads. The
 * same to the last bit for any number of them, as a row's values do not depend on the others.
 * @param x shape (rows, columns)
 * @example
 * ```ts
 * import { matrix } from '@one-click/core'
 * import { extraTrees } from '@one-click/learn'
 * const x = matrix(6, 1, Float64Array.of(1, 2, 3, 4, 5, 6))
 * const model = extraTrees.fit(x, Uint8Array.of(0, 0, 0, 1, 1, 1), { trees: 20 })
 * const { values } = await shapleyValuesInParallel({ model, background: x }, x, { workers: 0 })
 * values.values.join() === treeShapleyValues(model, x, x).values.values.join() // → true
 * ```
 */
export async function shapleyValuesInParallel(
  explainable: ExplainableModel,
  x: Matrix,
  options: ParallelOptions = {},
): Promise<ShapleyValues> {
  const { workers = defaultWorkers() } = options
  const shares = Math.max(1, Math.min(workers, x.rows))
  const share = (index: number) => Math.round((index * x.rows) / shares) * x.columns
  const tasks = Array.from({ length: shares }, (_, index) => {
    const values = x.values.slice(share(index), share(index + 1))
    return matrix(values.length / x.columns, x.columns, values)
  })
  const parts = await runParallel<ExplainableModel, Matrix, ShapleyValues>(
    { module: compiledPath(__dirname, './parallel-shapley'), name: 'shapleyValuesOf' },
    explainable,
    tasks,
    { ...options, workers },
  )
  const values = matrix(x.rows, x.columns)
  parts.forEach((part, index) => {
    values.values.set(part.values.values, share(index))
  })
  return { base: parts[0].base, values }
}
