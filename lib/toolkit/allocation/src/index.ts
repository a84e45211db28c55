/** At most one option for each group within limits: a multiple-choice knapsack. */
export { type Allocation, type AllocationOptions, allocate, relaxedPrices } from './allocate'
export { type AllocationProblem, type Resource, rounding } from './knapsack'
export { loadSolver } from './solver'
