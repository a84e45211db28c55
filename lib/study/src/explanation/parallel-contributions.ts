import { compiledPath, type Matrix, matrix, type ParallelOptions, runParallel } from '@one-click/core'
import type { SampledGame, SamplingOptions } from '@one-click/explain'
import { type FeatureTable, takeCustomers } from '../customers/feature-table'
import type { CustomerModel } from '../evaluation/feature-preprocessor'
import type { Contributions } from './contributions'
import { explainCustomers } from './contributions'
import { type SampledContributions, sampledContributions } from './sampled-contributions'

/** Contributions to log-odds and sampled shares of the probability, of the same customers. */
export interface ExplainedCustomers {
  readonly contributions: Contributions
  readonly sampled: SampledContributions
}

/** What every thread needs. */
interface ExplanationSetting {
  readonly model: CustomerModel
  readonly background: FeatureTable
  readonly options: SamplingOptions
}

/** Customers of one task. */
const customersAtOnce = 64

/** Explains customers by one model, in log-odds and in probability. */
export function explainedCustomers(
  { model, background, options }: ExplanationSetting,
  table: FeatureTable,
): ExplainedCustomers {
  const contributions = explainCustomers(model, table, background)
  return { contributions, sampled: sampledContributions(model, table, background, options, contributions) }
}

/**
 * The same, the customers divided among worker threads: the same to the last bit for any number of them, as what is
 * said of a customer does not depend on the others.
 */
export async function explainedInParallel(
  model: CustomerModel,
  table: FeatureTable,
  background: FeatureTable,
  options: SamplingOptions,
  parallel: ParallelOptions = {},
): Promise<ExplainedCustomers> {
  const tasks = Array.from({ length: Math.max(1, Math.ceil(table.rows / customersAtOnce)) }, (_, t) => {
    const start = t * customersAtOnce
    const count = Math.min(customersAtOnce, table.rows - start)
    return takeCustomers(
      table,
      Int32Array.from({ length: count }, (_, i) => start + i),
    )
  })
  const parts = await runParallel<ExplanationSetting, FeatureTable, ExplainedCustomers>(
    { module: compiledPath(__dirname, './parallel-contributions'), name: 'explainedCustomers' },
    { model, background, options },
    tasks,
    parallel,
  )
  const [{ contributions, sampled }] = parts
  const gameOf = (game: 'probability' | 'logOdds'): SampledGame => ({
    base: sampled[game].base,
    values: joined(parts.map((part) => part.sampled[game].values)),
    standardErrors: joined(parts.map((part) => part.sampled[game].standardErrors)),
    parts: sampled[game].parts.map((_, g) => joined(parts.map((part) => part.sampled[game].parts[g]))),
  })
  return {
    contributions: {
      base: contributions.base,
      features: contributions.features,
      values: joined(parts.map((part) => part.contributions.values)),
    },
    sampled: {
      features: sampled.features,
      probability: gameOf('probability'),
      logOdds: gameOf('logOdds'),
      pairs: Int32Array.from(parts.flatMap((part) => [...part.sampled.pairs])),
    },
  }
}

/** Rows of all matrices, one after the other. */
function joined(parts: readonly Matrix[]): Matrix {
  const rows = parts.reduce((sum, part) => sum + part.rows, 0)
  const result = matrix(rows, parts[0].columns)
  let to = 0
  for (const { values } of parts) {
    result.values.set(values, to)
    to += values.length
  }
  return result
}
