import type loadHighs from 'highs'
import type { Highs } from 'highs'

let loading: Promise<Highs> | undefined

/**
 * HiGHS compiled to WebAssembly, loaded when first asked for and once a process. It runs in the calling thread, keeps
 * no handle open and prints nothing.
 *
 * Q. Huangfu & J. A. J. Hall, "Parallelizing the dual revised simplex method", Mathematical Programming Computation
 * 10 (2018).
 * @example
 * ```ts
 * const highs = await loadSolver()
 * typeof highs.solve // → 'function'
 * ```
 */
export function loadSolver(): Promise<Highs> {
  loading ??= (require('highs') as typeof loadHighs)()
  return loading
}

/** Options that every run shares: silent, and feasible to the last digits that matter for money. */
export const solverOptions = {
  output_flag: false,
  primal_feasibility_tolerance: 1e-9,
  dual_feasibility_tolerance: 1e-9,
  mip_feasibility_tolerance: 1e-9,
} as const
