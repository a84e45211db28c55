/** What one side did: seconds, and the result to be compared. */
export interface Measured<Result> {
  readonly seconds: number
  readonly result: Result
}

export interface MeasuredPair<Ours, Python> {
  readonly ours: Measured<Ours>
  readonly python: Measured<Python>
  readonly runs: number
}

/** Runs one side once and says how long it took. Python times itself; `timed` times our side. */
export type Run<Result> = () => Promise<Measured<Result>>

/** A piece of work of this process, timed. */
export function timed<Result>(work: () => Result | Promise<Result>): Run<Result> {
  return async () => {
    const started = performance.now()
    const result = await work()
    return { seconds: (performance.now() - started) / 1000, result }
  }
}

/** Runs stop once this many seconds of the slower side are measured. */
const enough = 4
const mostRuns = 5

/**
 * Both sides in turns, so that a busy moment of the machine meets both: the medians of up to five runs, of
 * fewer when one takes seconds. The results are those of the last run.
 */
export async function measurePair<Ours, Python>(
  ours: Run<Ours>,
  python: Run<Python>,
  { runs = mostRuns }: { readonly runs?: number } = {},
): Promise<MeasuredPair<Ours, Python>> {
  const done: { ours: Measured<Ours>; python: Measured<Python> }[] = []
  let spent = 0
  while (done.length < runs && spent < enough) {
    const pair = { python: await python(), ours: await ours() }
    done.push(pair)
    spent += Math.max(pair.ours.seconds, pair.python.seconds)
  }
  const last = done[done.length - 1]
  return {
    ours: { seconds: median(done.map((pair) => pair.ours.seconds)), result: last.ours.result },
    python: { seconds: median(done.map((pair) => pair.python.seconds)), result: last.python.result },
    runs: done.length,
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** The largest absolute difference; Infinity where one is NaN and the other is not, or lengths differ. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity
  let largest = 0
  for (let i = 0; i < a.length; i++) {
    if (a[i] === b[i] || (Number.isNaN(a[i]) && Number.isNaN(b[i]))) continue
    const difference = Math.abs(a[i] - b[i])
    largest = Number.isNaN(difference) ? Infinity : Math.max(largest, difference)
  }
  return largest
}

export function mean(values: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]
  return sum / values.length
}

/** Root of the mean square. */
export function rootMeanSquare(values: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i] ** 2
  return Math.sqrt(sum / values.length)
}

/** Standard deviation (divisor n − 1). */
export function standardDeviation(values: ArrayLike<number>): number {
  const centre = mean(values)
  let squares = 0
  for (let i = 0; i < values.length; i++) squares += (values[i] - centre) ** 2
  return Math.sqrt(squares / (values.length - 1))
}
