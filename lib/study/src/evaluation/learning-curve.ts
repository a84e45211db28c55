import {
  ArgumentError,
  compiledPath,
  deriveSeed,
  type ParallelOptions,
  Random,
  runParallel,
  take,
} from '@one-click/core'
import { groupsOfClasses, type MetricName, membersOfGroups, metrics } from '@one-click/learn'
import { type Interval, studentCriticalValue } from '@one-click/statistics'
import { type CrossValidation, foldTasks } from './cross-validation'
import type { FoldResult, FoldTask } from './fold'
import { everyone, type FoldData } from './fold-data'

/** Shares of the training customers that are learned from besides all of them. */
export const learningShares = [0.2, 0.4, 0.6, 0.8] as const

/** How well a procedure does on held-out customers when it learns from so many. */
export interface LearningPoint {
  /** Share of the training customers, 0–1. */
  readonly share: number
  /** Mean number of customers learned from; one of several quarters counts in each. */
  readonly customers: number
  /** Mean of each metric over folds with its 95% interval (`meanOverFolds`). */
  readonly scores: Readonly<Record<MetricName, Interval>>
  /** Each metric fold by fold, in the same order for all points: what `pairedDifference` compares. */
  readonly foldScores: Readonly<Record<MetricName, Float64Array>>
}

/**
 * A part of the training rows: all rows of groups drawn at random within each class (that of a group's first row), so
 * that copies stay together and both classes keep their shares. Smaller shares are parts of larger ones.
 * @param share 0–1 @returns rows, ascending
 */
export function shareOfRows(
  rows: Int32Array,
  { declines, groups }: Pick<FoldData, 'declines' | 'groups'>,
  share: number,
  seed: number,
): Int32Array {
  const units = membersOfGroups(take(groups, rows)).map((unit) => take(rows, unit))
  const kept = [0, 1].flatMap((label) => {
    const own = units.filter(([first]) => declines[first] === label)
    const order = new Random(deriveSeed(seed, 'share', label)).shuffle(Int32Array.from(own, (_, i) => i))
    return Array.from(order.subarray(0, Math.round(share * own.length)), (i) => own[i])
  })
  return Int32Array.from(kept.flatMap((unit) => [...unit])).sort()
}

/**
 * Learning curve of a procedure: its folds of one repeat with a part of their training customers, everything else
 * (search, calibration) done anew; the same held-out customers judge all. Shares that leave some fold fewer customers of a
 * class than there are inner folds cannot be learned from and are left out.
 *
 * @param whole the procedure's cross-validation with the same folds and seed: the point of all customers
 * @param options folds and seed of `whole`
 */
export async function learningCurve(
  whole: CrossValidation,
  data: FoldData,
  { folds = 5, seed, ...options }: ParallelOptions & { readonly folds?: number; readonly seed: number },
): Promise<LearningPoint[]> {
  const tasks = foldTasks(data, whole.procedure, { folds, repeats: 1, seed })
  const all = everyone(data)
  const parts = learningShares
    .map((share) => ({
      share,
      tasks: tasks.map((task) => ({
        ...task,
        train: shareOfRows(task.train, all, share, deriveSeed(seed, 'learning curve', task.fold)),
      })),
    }))
    .filter((part) => part.tasks.every(({ train }) => fewestOfAClass(all, train) >= innerFolds(whole)))
  const results = await runParallel<FoldData, readonly FoldTask[], FoldResult[]>(
    { module: compiledPath(__dirname, './fold'), name: 'runProcedures' },
    data,
    parts.flatMap((part) => part.tasks.map((task) => [task])),
    options,
  )
  const scoresOf = (
    at: (metric: MetricName) => Float64Array,
  ): Pick<LearningPoint, 'scores' | 'foldScores'> => {
    const foldScores = byMetric(at)
    return { foldScores, scores: byMetric((metric) => meanOverFolds(foldScores[metric])) }
  }
  const points = parts.map((part, s) => ({
    share: part.share,
    customers: meanSize(part.tasks),
    ...scoresOf((metric) =>
      Float64Array.from(tasks, ({ test }, fold) =>
        metrics[metric](take(data.declines, test), results[s * tasks.length + fold][0].probability),
      ),
    ),
  }))
  const last = {
    share: 1,
    customers: meanSize(tasks),
    ...scoresOf((metric) => whole.foldScores[metric].slice(0, tasks.length)),
  }
  return [...points, last]
}

/**
 * Mean of a metric over the folds of one repeat with a 95% interval from Student's t, the variance raised for the
 * overlap of training folds as in `pairedDifference`.
 * @throws ArgumentError for fewer than two folds
 */
export function meanOverFolds(scores: Float64Array): Interval {
  const n = scores.length
  if (n < 2) throw new ArgumentError('meanOverFolds', 'needs two or more folds', n)
  const estimate = scores.reduce((sum, score) => sum + score, 0) / n
  const variance = scores.reduce((sum, score) => sum + (score - estimate) ** 2, 0) / (n - 1)
  const half = studentCriticalValue(n - 1) * Math.sqrt(variance * (1 / n + 1 / (n - 1)))
  return { estimate, lower: estimate - half, upper: estimate + half }
}

function byMetric<Value>(of: (metric: MetricName) => Value): Record<MetricName, Value> {
  const names = Object.keys(metrics) as MetricName[]
  return Object.fromEntries(names.map((metric) => [metric, of(metric)])) as Record<MetricName, Value>
}

/** Groups of copies of the rarer class among the rows. */
function fewestOfAClass({ declines, groups }: FoldData, rows: Int32Array): number {
  return Math.min(...groupsOfClasses(take(declines, rows), take(groups, rows)))
}

function innerFolds({ procedure }: CrossValidation): number {
  const [plain] = 'members' in procedure ? procedure.members : [procedure]
  return plain.innerFolds ?? 5
}

function meanSize(tasks: readonly FoldTask[]): number {
  return tasks.reduce((sum, { train }) => sum + train.length, 0) / tasks.length
}
