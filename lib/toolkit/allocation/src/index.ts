/** At most one option for each group within limits: a multiple-choice knapsack. */
export { type AllocationOptions, allocate, relaxedPrices } from './allocate'
export { type AllocationProblem, rounding } from './knapsack'
export { loadSolver } from './solver'
