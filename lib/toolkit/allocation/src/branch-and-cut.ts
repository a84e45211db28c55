import type { Highs, ModelData } from 'highs'
import type { KnapsackInstance } from './knapsack'
import { solverOptions } from './solver'

/** What is left to decide of an instance: some options of some groups; all other groups have their choice. */
export interface IntegerQuestion {
  /** Choice of each group; those of open groups are a plan to begin with. */
  readonly choice: Int32Array
  /** Options open to decision (indices in the instance), ascending. */
  readonly open: Int32Array
  /** Group of each open option. */
  readonly group: Int32Array
  /** Stops when no plan can be better than the best found by more than this. */
  readonly gap: number
  /** Stops at a plan of more value than this. */
  readonly enough: number
  readonly seconds?: number
  readonly nodes?: number
}

export interface IntegerAnswer {
  readonly choice: Int32Array
  /** No choice among the open options, with the others as given, has more value than this. */
  readonly bound: number
}

/**
 * Decides the open options by branch and cut (HiGHS).
 * @returns undefined when the other groups' choices leave no plan within the limits
 */
export function branchAndCut(
  highs: Highs,
  instance: KnapsackInstance,
  question: IntegerQuestion,
): IntegerAnswer | undefined {
  const { open, group, gap, enough, seconds, nodes } = question
  const undecided = new Set(group)
  const fixed = question.choice.map((option, g) => (undecided.has(g) ? -1 : option))
  const room = instance.resources.map(() => 1)
  let fixedValue = 0
  for (const option of fixed) {
    if (option < 0) continue
    fixedValue += instance.value[option]
    for (let r = 0; r < room.length; r++) room[r] -= instance.usage[option * room.length + r]
  }
  if (room.some((share) => share < -1e-9)) return undefined
  if (open.length === 0) return { choice: fixed, bound: fixedValue }
  return highs.withModel(modelOf(highs, instance, question, room), (model) => {
    model.options.set({
      ...solverOptions,
      mip_rel_gap: 0,
      mip_abs_gap: gap,
      objective_target: fixedValue - enough,
    })
    if (seconds !== undefined) model.options.set('time_limit', seconds)
    if (nodes !== undefined) model.options.set('mip_max_nodes', nodes)
    model.setSolution({
      colValue: Float64Array.from(open, (option, k) => (question.choice[group[k]] === option ? 1 : 0)),
    })
    model.run()
    const { colValue } = model.getSolution()
    const choice = Int32Array.from(fixed)
    for (let k = 0; k < open.length; k++) if (colValue[k] > 0.5) choice[group[k]] = open[k]
    return { choice, bound: fixedValue - Number(model.info.get('mip_dual_bound')) }
  })
}

/** Minimises the value turned negative: one binary column for each open option; one row for each group and each limit. */
function modelOf(
  highs: Highs,
  { resources, value, usage }: KnapsackInstance,
  { open, group }: IntegerQuestion,
  room: readonly number[],
): ModelData {
  const width = resources.length
  const rowOf = new Map([...new Set(group)].map((g, row) => [g, row]))
  const starts: number[] = []
  const indices: number[] = []
  const values: number[] = []
  open.forEach((option, k) => {
    starts.push(indices.length)
    indices.push(rowOf.get(group[k])!)
    values.push(1)
    for (let r = 0; r < width; r++) {
      if (usage[option * width + r] === 0) continue
      indices.push(rowOf.size + r)
      values.push(usage[option * width + r])
    }
  })
  const numRows = rowOf.size + width
  const numCols = open.length
  return {
    numCols,
    numRows,
    sense: highs.constants.objectiveSense.minimize,
    colCost: Float64Array.from(open, (option) => -value[option]),
    colLower: new Float64Array(numCols),
    colUpper: new Float64Array(numCols).fill(1),
    rowLower: new Float64Array(numRows).fill(Number.NEGATIVE_INFINITY),
    rowUpper: Float64Array.from([...Array(rowOf.size).fill(1), ...room.map((share) => Math.max(0, share))]),
    matrix: {
      format: 'csc',
      numRows,
      numCols,
      starts: Int32Array.from([...starts, indices.length]),
      indices: Int32Array.from(indices),
      values: Float64Array.from(values),
    },
    integrality: new Int32Array(numCols).fill(highs.constants.variableType.integer),
  }
}
