import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  checkOutputs,
  clearAbandoned,
  makeTemporaryFolder,
  nameProcess,
  onInterruption,
  printLines,
  RunFolder,
  tell,
  writeFileAtomic,
} from '@one-click/core'
import { dataFolder, projectRoot, tableFiles } from 'one-click'
import { benchData } from './data'
import { fullGrowth, type GrowthCurve, measureGrowth, quickGrowth } from './growth'
import type { Bench, BenchLine, LineResult } from './line'
import { lines as allLines } from './lines'
import { benchPage } from './page'
import { measurePrediction, type PredictionRow, predictionName } from './prediction'
import { PythonSide } from './python-side'
import {
  type BenchReport,
  benchJson,
  componentsOf,
  formatRatio,
  formatSeconds,
  machineName,
  textReport,
} from './report'
import { fullSizes, quickSizes } from './sizes'

const workPrefix = 'one-click-bench-'

export interface BenchOptions {
  /** The Python that has the packages of bench/requirements.txt. */
  readonly python: string
  readonly data?: string
  /** File for the list of results. */
  readonly json?: string
  /** Folder for bench.html. */
  readonly out: string
  readonly quick?: boolean
  /** Parts of names; default: everything. */
  readonly only?: readonly string[]
}

const growthName = 'growth'

/**
 * Measures both sides, prints the report and writes the files.
 *
 * @param lines what can be measured; default: everything
 * @returns 0, 1 when results differ, 2 when `only` names nothing
 */
export async function runBench(
  options: BenchOptions,
  lines: readonly BenchLine[] = allLines,
): Promise<number> {
  const { only = [], out, json } = options
  const names = [...lines.map(({ name }) => name), predictionName, growthName]
  const unknown = only.find((part) => !names.some((name) => name.includes(part)))
  if (unknown !== undefined) {
    tell(`--only '${unknown}' is in no name; the names are:`, ...names.map((name) => `  ${name}`))
    return 2
  }
  const page = join(out, 'bench.html')
  checkOutputs(tableFiles(dataFolder(options.data)), json === undefined ? [page] : [json, page])
  const wanted = (name: string) => only.length === 0 || only.some((part) => name.includes(part))
  const chosen = lines.filter(({ name }) => wanted(name))
  const report = await measure(options, chosen, wanted)
  if (json !== undefined) writeFileAtomic(json, benchJson(report.results))
  writeFileAtomic(page, benchPage(report))
  printLines(textReport(report).trimEnd().split('\n'))
  tell(`${page}: written`)
  const different = report.results.filter(({ equal }) => !equal)
  for (const { name } of different) tell(`bench: the results differ: ${name}`)
  return different.length > 0 ? 1 : 0
}

async function measure(
  { python: interpreter, data, quick = false }: BenchOptions,
  lines: readonly BenchLine[],
  wanted: (name: string) => boolean,
): Promise<BenchReport> {
  const started = performance.now()
  nameProcess('bench')
  const folder = dataFolder(data)
  clearAbandoned(tmpdir(), workPrefix)
  const work = new RunFolder(makeTemporaryFolder(workPrefix))
  const python = new PythonSide(interpreter, join(projectRoot, 'bench/python/serve.py'), work.path)
  const settled = onInterruption(() => python.kill())
  try {
    const small: Bench = { python, data: benchData(folder, quickSizes.customers), sizes: quickSizes }
    const bench: Bench = quick
      ? small
      : { python, data: benchData(folder, fullSizes.customers), sizes: fullSizes }
    const components = componentsOf(await python.call('versions'))
    const results: LineResult[] = []
    for (const line of lines) {
      // Once on a few customers, for both sides' imports and compilation.
      if (!quick) await line.run(small)
      results.push(await runLine(line, bench))
    }
    const prediction = wanted(predictionName) ? await runPrediction(bench) : []
    const growth = wanted(growthName) ? await runGrowth(bench, quick) : []
    say(`done in ${((performance.now() - started) / 1000).toFixed(0)} s`)
    return {
      results,
      growth,
      prediction,
      components,
      machine: machineName(),
      customers: bench.data.customers,
      folder,
      quick,
    }
  } finally {
    settled()
    await python.stop()
    work.remove()
  }
}

async function runLine(line: BenchLine, bench: Bench): Promise<LineResult> {
  const { name, goal } = line
  say(`${name} …`)
  const outcome = await line.run(bench)
  const ratio = outcome.python / outcome.ours
  say(
    `${name}: ours ${formatSeconds(outcome.ours)} s, Python ${formatSeconds(outcome.python)} s, ` +
      `${formatRatio(ratio)}, ${outcome.equal ? 'equal' : 'DIFFERENT'}`,
  )
  return { ...outcome, name, goal, ratio }
}

function runPrediction(bench: Bench): Promise<PredictionRow[]> {
  say(`${predictionName} …`)
  return measurePrediction(bench)
}

function runGrowth({ data }: Bench, quick: boolean): Promise<GrowthCurve[]> {
  say(`${growthName} …`)
  return measureGrowth(data, quick ? quickGrowth : fullGrowth, (done, total) => {
    say(`${growthName}: ${done} of ${total} sizes`)
  })
}

function say(text: string): void {
  tell(`bench: ${text}`)
}
