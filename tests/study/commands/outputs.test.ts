import { linkSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { runBench } from '../../../bench/main'
import { run as runDrift } from '../../../lib/study/src/commands/drift'
import { run as runExperiment } from '../../../lib/study/src/commands/experiment'
import { run as runPlan } from '../../../lib/study/src/commands/plan'
import { run as runScore } from '../../../lib/study/src/commands/score'
import { run as runStudy } from '../../../lib/study/src/commands/study'
import { run as runTrain } from '../../../lib/study/src/commands/train'
import { run as runValidate } from '../../../lib/study/src/commands/validate'
import { planFileNames } from '../../../lib/study/src/report/plan/plan-files'
import { notebookPages, studyFileNames } from '../../../lib/study/src/report/study-files'
import { tableFiles } from '../../../lib/study/src/tables/read-study-tables'
import { run as runSynthesize } from '../../../tools/synthesis/src/synthesize'
import { emptyFolder } from '../tables/table-copies'
import { runCaptured } from './run-command'

/** What a command reads and writes, and how to call it; paths are below a folder with a file for every input. */
interface Case {
  readonly run: (argv: readonly string[]) => Promise<number>
  readonly argv: (at: (name: string) => string) => string[]
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
}

const tables = tableFiles('data')
const notebook = '01-data'
const cases: Record<string, Case> = {
  train: {
    run: runTrain,
    argv: (at) => ['--data', at('data'), '--earlier', at('before'), '--model', at('model.json')],
    inputs: [...tables, ...tableFiles('before')],
    outputs: ['model.json'],
  },
  score: {
    run: runScore,
    argv: (at) => ['--data', at('data'), '--model', at('model.json'), '--out', at('out.csv')],
    inputs: [...tables, 'model.json'],
    outputs: ['out.csv'],
  },
  drift: {
    run: runDrift,
    argv: (at) => ['--data', at('data'), '--model', at('model.json'), '--out', at('out.html')],
    inputs: [...tables, 'model.json'],
    outputs: ['out.html'],
  },
  experiment: {
    run: runExperiment,
    argv: (at) => {
      const quarter = (q: number) => ['--plan', at(`plan${q}.csv`), '--outcomes', at(`outcomes${q}.csv`)]
      return [...quarter(1), ...quarter(2), '--effects', at('effects.json')]
    },
    inputs: ['plan1.csv', 'outcomes1.csv', 'plan2.csv', 'outcomes2.csv'],
    outputs: ['effects.json'],
  },
  plan: {
    run: runPlan,
    argv: (at) => [
      ...['--data', at('data'), '--model', at('model.json'), '--offers', at('offers.json')],
      ...['--effects', at('effects.json'), '--out', at('out')],
    ],
    inputs: [...tables, 'model.json', 'offers.json', 'effects.json'],
    outputs: planFileNames.map((name) => `out/${name}`),
  },
  study: {
    run: runStudy,
    argv: (at) => [
      ...['--data', at('data'), '--effects', at('effects.json'), '--offers', at('mine.json')],
      ...['--earlier', at('before'), '--out', at('out')],
    ],
    inputs: [...tables, ...tableFiles('data/next'), ...tableFiles('before'), 'effects.json', 'mine.json'],
    outputs: [...studyFileNames, ...notebookPages(notebook)].map((name) => `out/${name}`),
  },
  synthesize: {
    run: runSynthesize,
    argv: (at) => [...['--outcomes', at('plan.csv'), '--data', at('data'), '--out', at('out'), '--force']],
    inputs: [...tables, 'plan.csv'],
    outputs: [...tableFiles('out'), 'out/outcomes.csv'],
  },
  bench: {
    run: ([data, out, json]) => runBench({ python: 'none', data, out, json }, []),
    argv: (at) => [at('data'), at('out'), at('bench.json')],
    inputs: tables,
    outputs: ['out/bench.html', 'bench.json'],
  },
}

let folder = ''
const at = (name: string) => join(folder, name)
beforeEach(() => {
  folder = emptyFolder()
})

/** Every input as a file of its own; none of them can be used, so that only what comes before reading is seen. */
function layInputs(inputs: readonly string[]): void {
  for (const input of inputs) {
    mkdirSync(dirname(at(input)), { recursive: true })
    writeFileSync(at(input), `kept: ${input}`)
  }
}

const linkings = { 'a symbolic link': symlinkSync, 'a hard link': linkSync }

describe.each(Object.entries(cases))('%s', (_, { run, argv, inputs, outputs }) => {
  it.each(Object.entries(linkings))('writes over none of its inputs through %s', async (_, link) => {
    for (const [i, input] of inputs.entries()) {
      folder = emptyFolder()
      layInputs(inputs)
      const output = outputs[i % outputs.length]
      mkdirSync(dirname(at(output)), { recursive: true })
      if (!inputs.includes(output)) link(at(input), at(output))
      const { code, err, out } = await runCaptured(run, ...argv(at)).catch((error) => ({
        code: 1,
        err: String(error.message),
        out: '',
      }))
      expect({ input, code, out, told: err.includes(`${at(output)} is read by this command`) }).toEqual({
        input,
        code: 1,
        out: '',
        told: true,
      })
      for (const name of inputs) expect(readFileSync(at(name), 'utf8')).toBe(`kept: ${name}`)
    }
  })

  it('knows each of its outputs before it begins', async () => {
    for (const output of outputs) {
      folder = emptyFolder()
      layInputs(inputs)
      mkdirSync(at(output), { recursive: true })
      const { code, err } = await runCaptured(run, ...argv(at)).catch((error) => ({
        code: 1,
        err: String(error.message),
      }))
      expect({ output, code, told: err.includes(`${at(output)} is a folder: name a file`) }).toEqual({
        output,
        code: 1,
        told: true,
      })
    }
  })
})

it('covers every option that names a file or a folder', async () => {
  const commands = { ...cases, validate: { run: runValidate, argv: (_: unknown) => ['--data'] } }
  for (const [name, { run, argv }] of Object.entries(commands).filter(([each]) => each !== 'bench')) {
    const { out } = await runCaptured((args) => run([...args]), '--help')
    const options = [...out.matchAll(/^ +(--\w+) [<[](?:FILE|DIR)[>\]]/gm)].map(([, option]) => option)
    const given = argv(at)
    // The folder of the quarter after has the same names as that of --out.
    expect(
      options.filter((option) => option !== '--next' && !given.includes(option)),
      name,
    ).toEqual([])
  }
})
