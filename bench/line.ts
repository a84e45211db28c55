import type { BenchData } from './data'
import type { PythonSide } from './python-side'

/** How large the pieces of work are. */
export interface Sizes {
  /** Customers at most. */
  readonly customers: number
  readonly trees: number
  readonly permutations: number
  readonly simulations: number
  /** Customers explained from trees, of both sides. */
  readonly treeShapley: number
  readonly treeBackground: number
  /** Customers explained from the support vector machine, of both sides. */
  readonly svmShapley: number
  readonly svmBackground: number
  /** Synthetic customers that boosted trees are fitted on, at most. */
  readonly synthetic: number
  /** Customers scored at once. */
  readonly scored: number
  /** Most trees of the cross-validated procedure; Infinity: its own. */
  readonly validatedTrees: number
  readonly folds: number
  readonly repeats: number
  /** Times that quick work is measured, see `measurePair`. */
  readonly runs: number
}

/** What a line works with. */
export interface Bench {
  readonly python: PythonSide
  readonly data: BenchData
  readonly sizes: Sizes
}

export interface LineOutcome {
  /** Seconds. */
  readonly ours: number
  readonly python: number
  readonly equal: boolean
  /** How the results were compared and how far apart they are. */
  readonly check: string
  /** What was done, with its sizes. */
  readonly work: string
}

/** One piece of work that both sides do. */
export interface BenchLine {
  readonly name: string
  /** Python's seconds over ours, at least. */
  readonly goal: number
  run(bench: Bench): Promise<LineOutcome>
}

export interface LineResult extends LineOutcome {
  readonly name: string
  readonly goal: number
  readonly ratio: number
}
