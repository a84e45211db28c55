import type { Matrix } from '@one-click/core'
import { phiKMatrix, phiKSignificanceMatrix } from '@one-click/statistics'
import { benchSeed, writeRawTable } from '../data'
import type { Bench, BenchLine } from '../line'
import { largestDifference, mean, measurePair, rootMeanSquare, standardDeviation, timed } from '../measure'
import { readArray, type TimedAnswer } from '../python-side'

/** phik integrates and searches its root to about this; ours goes to 1e-10. */
const tolerance = 1e-4

/** Columns that decide whether phik is quicker on one core or on all. */
const probeColumns = 3

type Jobs = 1 | -1

/** phik runs on all cores unless told otherwise; where that is slower, it is timed on one. */
async function quickerJobs({ python }: Bench, task: string, args: Record<string, unknown>): Promise<Jobs> {
  const seconds = async (jobs: Jobs) => (await python.call<TimedAnswer>(task, { ...args, jobs })).seconds
  return (await seconds(-1)) < (await seconds(1)) ? -1 : 1
}

const onCores = (jobs: Jobs) => (jobs === 1 ? 'one core, quicker there than on all' : 'all cores')

export const phiKLine: BenchLine = {
  name: 'phi_k matrix, 17 columns',
  goal: 10,
  async run(bench) {
    const { python, data, sizes } = bench
    const table = writeRawTable(data.raw, python.folder)
    const jobs = await quickerJobs(bench, 'phi_k', { table })
    const { ours, python: theirs } = await measurePair(
      timed(() => phiKMatrix(data.raw.columns, data.raw.binnings)),
      async () => {
        const { seconds, values } = await python.call<TimedAnswer>('phi_k', { table, jobs })
        return { seconds, result: readArray(values) }
      },
      sizes,
    )
    const difference = largestDifference(ours.result.values, theirs.result)
    return {
      ours: ours.seconds,
      python: theirs.seconds,
      equal: difference <= tolerance,
      check: `largest difference ${difference.toExponential(1)}, at most ${tolerance}`,
      work: `${data.raw.names.length} columns of ${data.customers} customers; phik on ${onCores(jobs)}`,
    }
  },
}

/** Runs of our side with different seeds that say how far one simulation lies from another. */
const referenceSeeds = 10

/** Above this Z the p-value underflows in phik, which bounds it there. */
const certain = 35

export const significanceLine: BenchLine = {
  name: 'phi_k significance matrix',
  goal: 30,
  async run(bench) {
    const { python, data, sizes } = bench
    const { simulations } = sizes
    const { columns, binnings } = data.raw
    const table = writeRawTable(data.raw, python.folder)
    const jobs = await quickerJobs(bench, 'significance', { table, simulations, columns: probeColumns })
    const significance = (seed: number) => phiKSignificanceMatrix(columns, binnings, { simulations, seed })
    const { ours, python: theirs } = await measurePair(
      timed(() => significance(benchSeed)),
      async () => {
        const { seconds, values } = await python.call<TimedAnswer>('significance', {
          table,
          jobs,
          simulations,
        })
        return { seconds, result: readArray(values) }
      },
      sizes,
    )
    const others = Array.from({ length: referenceSeeds }, (_, k) => significance(benchSeed + 1 + k))
    const { equal, check } = compareSignificance([ours.result, ...others], theirs.result)
    return {
      ours: ours.seconds,
      python: theirs.seconds,
      equal,
      check,
      work: `${columns.length} columns of ${data.customers} customers, ${simulations} simulated tables a pair; phik on ${onCores(jobs)}, and it also simulates the diagonal`,
    }
  },
}

/**
 * Our runs with several seeds give each pair's mean and standard deviation; phik's one run must look like
 * another draw of the same: its standardised differences have a root mean square near 1 and none is large.
 * Where the p-value underflows, both sides must say so.
 */
function compareSignificance(runs: readonly Matrix[], theirs: Float64Array) {
  const p = runs[0].columns
  const differences: number[] = []
  let certainBoth = true
  for (let i = 0; i < p; i++) {
    for (let j = 0; j < i; j++) {
      const z = runs.map(({ values }) => values[i * p + j])
      const expected = theirs[i * p + j]
      if (mean(z) > certain || expected > certain) {
        certainBoth &&= mean(z) > certain - 1 && expected > certain - 1
        continue
      }
      // Drawn noise of both sides; a floor for pairs whose simulations never differ.
      const spread = Math.max(standardDeviation(z) * Math.sqrt(1 + 1 / z.length), 1e-6)
      differences.push((expected - mean(z)) / spread)
    }
  }
  const typical = rootMeanSquare(differences)
  const largest = Math.max(...differences.map(Math.abs))
  return {
    equal: certainBoth && typical < 2 && largest < 8,
    check:
      `${differences.length} pairs differ by ${typical.toFixed(2)} standard errors of the simulation on average ` +
      `(below 2), by ${largest.toFixed(1)} at most (below 8); the others are certain on both sides`,
  }
}
