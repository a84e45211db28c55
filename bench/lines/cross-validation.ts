import { estimatorOf, type Hyperparameters, type Procedure } from '@one-click/learn'
import { type CustomerProcedure, chosenProcedure, crossValidate, type FoldData, foldTasks } from 'one-click'
import { type BenchData, benchSeed } from '../data'
import type { BenchLine, Sizes } from '../line'
import { measurePair, timed } from '../measure'
import { readArray, type TimedAnswer } from '../python-side'
import { sendMatrix } from './forest'
import { compareQuality } from './quality'

/** The same procedure without screening, which scikit-learn has no like of, and with fewer trees where the bench is small. */
export function shrink(procedure: CustomerProcedure, { validatedTrees }: Sizes): CustomerProcedure {
  const smaller = (settings: Hyperparameters): Hyperparameters =>
    'trees' in settings ? { ...settings, trees: Math.min(validatedTrees, Number(settings.trees)) } : settings
  const shrunk = ({ screening: _, ...member }: Procedure): Procedure => ({
    ...member,
    candidates: settingsOf(member).map(smaller),
    ...(member.innerOptions && { innerOptions: smaller(member.innerOptions) }),
  })
  return 'members' in procedure ? { ...procedure, members: procedure.members.map(shrunk) } : shrunk(procedure)
}

/** The settings that a procedure searches or averages, each complete. */
function settingsOf({ estimator, candidates }: Procedure): Hyperparameters[] {
  const { defaults, searchSpace } = estimatorOf(estimator)
  return (candidates ?? searchSpace).map((settings) => ({ ...defaults, ...settings }))
}

/** A member as bench/python/cross_validation.py takes it. */
function twinOf(member: Procedure, { encoder, learning }: BenchData) {
  const everything = member.features ?? learning.table.features.map(({ name }) => name)
  const columnsOf = ({ features: set }: Hyperparameters) => {
    const names = set === undefined ? everything : member.featureSets![String(set)]
    return [...encoder.columns.keys()].filter((j) => names.includes(encoder.columns[j].feature))
  }
  const candidates = settingsOf(member).map((settings) => {
    const columns = columnsOf(settings)
    const numbers = [...columns.keys()].filter((k) => encoder.columns[columns[k]].category === undefined)
    return { ...settings, columns, numbers }
  })
  return {
    kind: member.estimator,
    candidates,
    inner_candidates: candidates.map((settings) => ({ ...settings, ...member.innerOptions })),
    inner_folds: member.innerFolds ?? 5,
    inner_repeats: member.innerRepeats ?? 1,
    averaged: member.averaged ?? false,
    calibration: member.calibration,
  }
}

/** Whether a member's trees cut in a way that its twin cannot. */
function drawsOtherCuts(member: Procedure): boolean {
  return settingsOf(member).some(({ cuts = 'uniform' }) => cuts !== 'uniform')
}

export const crossValidationLine: BenchLine = {
  name: 'repeated cross-validation of the chosen ensemble',
  goal: 1,
  async run({ python, data, sizes }) {
    const { folds, repeats } = sizes
    const procedure = shrink(chosenProcedure, sizes)
    const members = 'members' in procedure ? procedure.members : [procedure]
    const splits = { folds, repeats, seed: benchSeed }
    const task = {
      x: sendMatrix(python, data.encoded),
      y: python.send(data.declines),
      groups: python.send(data.learning.groups),
      folds: python.send(foldOfEachRow(data.learning, procedure, splits), [repeats, data.customers]),
      members: members.map((member) => twinOf(member, data)),
      seed: benchSeed,
    }
    const { ours, python: theirs } = await measurePair(
      timed(() => crossValidate([procedure], data.learning, splits)),
      async () => {
        const { seconds, values } = await python.call<TimedAnswer>('cross_validate', task)
        return { seconds, result: readArray(values) }
      },
      sizes,
    )
    return {
      ours: ours.seconds,
      python: theirs.seconds,
      ...compareQuality(data.declines, ours.result[0].probability, byRepeat(theirs.result, repeats)),
      work:
        `${procedure.name}: ${repeats} × ${folds} folds of ${data.customers} customers; copies held out together; in each the calibration (and a search, if any) by inner folds, then the fit` +
        (members.some(drawsOtherCuts)
          ? '; cuts of trees are uniform in scikit-learn, which knows no others'
          : ''),
    }
  },
}

/** The fold that holds each row out, for each repeat. */
export function foldOfEachRow(
  learning: FoldData,
  procedure: CustomerProcedure,
  splits: { folds: number; repeats: number; seed: number },
): Int32Array {
  const customers = learning.declines.length
  const result = new Int32Array(splits.repeats * customers)
  for (const { repeat, fold, test } of foldTasks(learning, procedure, splits)) {
    for (const row of test) result[repeat * customers + row] = fold
  }
  return result
}

/** The rows of a matrix with one repeat a row. */
function byRepeat(values: Float64Array, repeats: number): Float64Array[] {
  const rows = values.length / repeats
  return Array.from({ length: repeats }, (_, repeat) => values.subarray(repeat * rows, (repeat + 1) * rows))
}
