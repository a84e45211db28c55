import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { writeSyntheticTables } from '../../tools/synthesis/src/synthesis-files'
import { root, venvPython } from '../support/notebooks'
import { studyTimeout } from '../support/study-run'
import { temporaryFolder } from '../support/temporary-folder'

/** Reading, and every judgement that pages, notebooks and the model card tell of. */
const work = [
  'tables/read-study-tables.readStudyTables',
  'customers/customers.buildCustomers',
  'evaluation/cross-validation.crossValidate',
  'evaluation/learning-curve.learningCurve',
  'evaluation/table-origin.tableOrigin',
  'evaluation/segment-errors.segmentErrors',
  'evaluation/silent-declines.silentDeclines',
  'evaluation/silent-declines.unexpectedDeclines',
  'evaluation/calibration-bands.calibrationError',
  'evaluation/conformal.crossConformalSets',
  'evaluation/nested-choice.chooseInFolds',
  'evaluation/contact-rules.compareContactRules',
  'evaluation/profit-threshold.profitBand',
  'study/evaluation-results.evaluateModels',
  'study/final-model.fitFinalModel',
  'explanation/fold-explanation.explainFolds',
  'explanation/active-risk.riskOfActiveCustomers',
  'explanation/interactions.interactionsOfFolds',
  'study/decision-results.segmentCustomers',
  'study/decision-results.planOfferResults',
  'study/decision-results.planOfferExperiment',
  'study/experiment-simulations.simulateExperiments',
  'decisions/budget/prevalence-scenarios.prevalenceScenarios',
]

const folder = temporaryFolder('once')
const at = (name: string) => join(folder, name)
const log = at('calls')
const environment = {
  ...process.env,
  NODE_OPTIONS: `--require ${join(root, 'tests/support/count-calls.cjs')}`,
  COUNT_CALLS: log,
  COUNT_CALLS_OF: JSON.stringify(work),
  STUDY_DATA: at('data'),
  STUDY_CACHE: at('results'),
}

/** Runs a program, which has to end well, and gives how often each work was done. */
function callsOf(program: string, ...args: string[]): Map<string, number> {
  writeFileSync(log, '')
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8', env: environment, cwd: root })
  expect(status, stderr).toBe(0)
  const calls = new Map<string, number>()
  for (const line of readFileSync(log, 'utf8').split('\n').filter(Boolean)) {
    calls.set(line, (calls.get(line) ?? 0) + 1)
  }
  return calls
}

let study: Map<string, number>

beforeAll(async () => {
  await writeSyntheticTables(at('data'), { customers: 90, seed: 3 })
  study = callsOf(process.execPath, 'scripts/run.mjs', 'study', '--out', at('out'))
}, studyTimeout)

it('a study reads its tables once, whatever the number of its notebooks', () => {
  const reads = [...study].filter(([call]) => call.startsWith('tables/read-study-tables.readStudyTables'))
  expect(reads.map(([, times]) => times)).toEqual([1])
})

it('a study computes no judgement twice', () => {
  const done = new Set([...study.keys()].map((call) => call.split(' ')[0]))
  expect(work.filter((name) => !done.has(name))).toEqual([])
  expect([...study].filter(([, times]) => times > 1)).toEqual([])
})

it(
  'notebooks that are opened after a study compute none of it again',
  () => {
    const before = readdirSync(at('results'))
    const script = join(root, 'scripts/run_notebooks.py')
    const opened = callsOf(venvPython, script, '--notebooks', join(root, 'notebooks'), '--out', at('opened'))
    expect([...opened.keys()]).toEqual([])
    expect(readdirSync(at('results'))).toEqual(before)
    for (const name of readdirSync(at('out/code')).filter((file) => file.endsWith('.ipynb'))) {
      const [first, again] = ['out', 'opened'].map((run) => cellsWithoutMessages(join(at(run), 'code', name)))
      expect(again, name).toEqual(first)
    }
  },
  studyTimeout,
)

/** The cells as they were executed. Warnings of tables are told where somebody works, not in a study. */
function cellsWithoutMessages(file: string): unknown[] {
  const { cells } = JSON.parse(readFileSync(file, 'utf8')) as {
    cells: { outputs?: { name?: string }[] }[]
  }
  return cells.map((cell) => ({ ...cell, outputs: cell.outputs?.filter(({ name }) => name !== 'stderr') }))
}
