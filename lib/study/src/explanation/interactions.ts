import { compiledPath, type Matrix, matrix, runParallel } from '@one-click/core'
import { kernelInteractions, treeInteractions } from '@one-click/explain'
import { decisionValues, predictTrees } from '@one-click/learn'
import { columnsByFeature, encode } from '../customers/feature-encoding'
import type { FeatureTable } from '../customers/feature-table'
import { takeCustomers } from '../customers/feature-table'
import type { CrossValidation, CrossValidationOptions } from '../evaluation/cross-validation'
import type { CustomerModel } from '../evaluation/feature-preprocessor'
import type { FoldData } from '../evaluation/fold-data'
import { explainableFolds, foldBackground } from './fold-explanation'
import { isTrees, type LogOddsPart, logOddsParts, slopeAt } from './log-odds-parts'

/** Two features by name. */
export type InteractionPair = readonly [string, string]

/**
 * Shapley interaction index of pairs of features for each customer: what the two add together beyond what each
 * adds alone. Exact for each member's score; taken to log-odds by the slope of its calibration curve at the
 * background's mean score. The columns of a category are summed.
 *
 * @returns shape (customers, pairs), in log-odds
 */
export function customerInteractions(
  model: CustomerModel,
  table: FeatureTable,
  background: FeatureTable,
  pairs: readonly InteractionPair[],
): Matrix {
  const result = matrix(table.rows, pairs.length)
  for (const part of logOddsParts(model).parts) {
    const columnsOf = columnsByFeature(part.encoder)
    const columnPairs = pairs.flatMap(([a, b], pair) =>
      (columnsOf.get(a) ?? []).flatMap((i) =>
        (columnsOf.get(b) ?? []).map((j) => ({ pair, columns: [i, j] as const })),
      ),
    )
    const x = encode(part.encoder, table)
    const z = encode(part.encoder, background)
    const columns = columnPairs.map((each) => each.columns)
    const raw = isTrees(part.model)
      ? treeInteractions(part.model, x, z, columns)
      : kernelInteractions(part.model, x, z, columns)
    const slope = slopeAt(part, meanScore(part, z))
    for (let i = 0; i < table.rows; i++) {
      columnPairs.forEach(({ pair }, k) => {
        result.values[i * pairs.length + pair] += slope * raw.values[i * raw.columns + k]
      })
    }
  }
  return result
}

function meanScore({ model }: LogOddsPart, x: Matrix): number {
  const scores = isTrees(model) ? predictTrees(model, x) : decisionValues(model, x)
  return scores.reduce((sum, score) => sum + score, 0) / scores.length
}

/** Every pair of some features, in their order. */
export function pairsOf(features: readonly string[]): InteractionPair[] {
  return features.flatMap((a, i) => features.slice(i + 1).map((b): InteractionPair => [a, b]))
}

/** Folds whose held-out customers tell how features work together: two fifths of all are enough for a mean. */
export const interactionFolds = 2

/** How strongly two features work together. */
export interface PairInteraction {
  readonly pair: InteractionPair
  /** Mean absolute interaction, in log-odds. */
  readonly size: number
}

type InteractionTask = ReturnType<typeof explainableFolds>[number] & {
  readonly pairs: readonly InteractionPair[]
}

/** Interactions of one fold's model on the customers it has not seen, shape (held-out customers, pairs). */
export function interactFold(data: FoldData, task: InteractionTask): Matrix {
  const { table } = data
  const { model, test, pairs } = task
  return customerInteractions(
    model,
    takeCustomers(table, test),
    takeCustomers(table, foldBackground(data, task)),
    pairs,
  )
}

/**
 * Interactions over the first held-out folds (`interactionFolds`) of a cross-validation, strongest first.
 * @param options the same folds and seed as there
 */
export async function interactionsOfFolds(
  data: FoldData,
  validation: CrossValidation,
  pairs: readonly InteractionPair[],
  options: CrossValidationOptions,
): Promise<PairInteraction[]> {
  const folds = await runParallel<FoldData, InteractionTask, Matrix>(
    { module: compiledPath(__dirname, './interactions'), name: 'interactFold' },
    data,
    explainableFolds(data, validation, options)
      .slice(0, interactionFolds)
      .map((task) => ({ ...task, pairs })),
    options,
  )
  const customers = folds.reduce((sum, { rows }) => sum + rows, 0)
  return pairs
    .map((pair, k) => {
      let size = 0
      for (const { rows, columns, values } of folds) {
        for (let i = 0; i < rows; i++) size += Math.abs(values[i * columns + k])
      }
      return { pair, size: size / customers }
    })
    .sort((a, b) => b.size - a.size)
}
