import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { tableSchemas } from '../../lib/study/src/tables/schema'
import { syntheticMarkerFile } from '../../lib/study/src/tables/synthesis-marker'
import { writeSyntheticTables } from '../../tools/synthesis/src/synthesis-files'
import { root } from '../support/notebooks'
import { temporaryFolder } from '../support/temporary-folder'

const earlier = ['01-data.html', 'index.html']

/** Processes that have this folder for temporary files. */
function processes(temporary: string): string[] {
  return readdirSync('/proc').filter((entry) => {
    try {
      return (
        /^\d+$/.test(entry) && readFileSync(`/proc/${entry}/environ`, 'utf8').includes(`TMPDIR=${temporary}`)
      )
    } catch {
      return false
    }
  })
}

interface Study {
  readonly out: string
  readonly temporary: string
  readonly process: ChildProcess
  /** Exit code or signal, once it has ended. */
  readonly ended: Promise<number | string | null>
  /** What it has said so far. */
  told(): string
}

/** Starts a study of a small table over an earlier report; waits until it has said something. */
async function startStudy(moment: string): Promise<Study> {
  const folder = temporaryFolder('interrupted')
  const [data, out, temporary] = ['data', 'out', 'temporary'].map((name) => join(folder, name))
  mkdirSync(temporary)
  mkdirSync(out)
  for (const name of earlier) writeFileSync(join(out, name), 'of the last run')
  await writeSyntheticTables(data, { customers: 60, seed: 1 })
  const study = spawn(process.execPath, ['scripts/run.mjs', 'study', '--data', data, '--out', out], {
    cwd: root,
    detached: true,
    env: { ...process.env, TMPDIR: temporary, STUDY_CACHE: join(folder, 'results') },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let told = ''
  const ended = new Promise<number | string | null>((done) =>
    study.once('close', (code, signal) => done(signal ?? code)),
  )
  await new Promise<void>((reached) => {
    study.stderr.on('data', (text) => {
      told += text
      if (told.includes(moment)) reached()
    })
  })
  return { out, temporary, process: study, ended, told: () => told }
}

/** Waits until no process of the study is left, and holds the report to what it was. */
async function expectAsBefore({ out, temporary }: Study): Promise<void> {
  for (let i = 0; i < 100 && processes(temporary).length > 0; i++) await pause(100)
  expect(processes(temporary)).toEqual([])
  const files = readdirSync(out).filter((name) => !name.startsWith('.unfinished-'))
  expect(files.sort()).toEqual(earlier)
  for (const name of files) expect(readFileSync(join(out, name), 'utf8')).toBe('of the last run')
}

it.skipIf(process.platform !== 'linux').each([
  ['SIGINT', 'Study of'],
  ['SIGTERM', 'notebooks: 01-data …'],
  ['SIGINT', 'notebooks: 01-data: done'],
  ['SIGKILL', 'Study of'],
  ['SIGKILL', 'notebooks: 01-data: done'],
] as const)(
  'a study ended by %s at “%s” leaves no process and no file behind, and the last report as it was',
  async (signal, moment) => {
    const study = await startStudy(moment)
    // As a terminal does it: to the study and what runs in its process group.
    if (signal === 'SIGINT') process.kill(-study.process.pid!, signal)
    else study.process.kill(signal)
    expect(await study.ended).toBe(signal)
    expect(study.told()).not.toContain('Traceback')
    expect(/\nstudy: interrupted; .*out is as it was before\n$/.test(study.told())).toBe(signal !== 'SIGKILL')
    await expectAsBefore(study)
    // Before it has started others, nobody is left to clear what it had when it was killed: the next run does.
    const mayLeave = signal === 'SIGKILL' && moment === 'Study of'
    expect(mayLeave ? [] : readdirSync(study.temporary)).toEqual([])
  },
  180_000,
)

it.skipIf(process.platform !== 'linux').each([
  [
    'study-process',
    'SIGSEGV',
    /study: the process that computes was ended by SIGSEGV; .*\n.*WORKER_THREADS=1/,
  ],
  ['run_notebooks', 'SIGKILL', /study: the notebooks did not run to their end \(SIGKILL\)/],
] as const)(
  'a study whose %s dies of %s says so, and leaves no process and no file behind',
  async (part, signal, message) => {
    const study = await startStudy('notebooks: 01-data …')
    const victim = processes(study.temporary).find((pid) =>
      readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(part),
    )
    process.kill(Number(victim), signal)
    expect(await study.ended).toBe(1)
    expect(study.told()).toMatch(message)
    await expectAsBefore(study)
    expect(readdirSync(study.temporary)).toEqual([])
  },
  180_000,
)

it.each([
  ['before', '\nexample: interrupted\n'],
  ['loading', '\nexample: interrupted\n'],
  ['set-up', '\nexample: interrupted; undone\n'],
  ['program', 'ends first\n\nexample: interrupted\n'],
  ['hand-over', '\nexample: interrupted\n'],
  ['command', '\nexample: interrupted\n'],
  ['undone', '\nexample: interrupted; undone\n'],
])(
  'a command that is interrupted before its library is there says so in one line: %s',
  async (kind, said) => {
    const command = spawn(process.execPath, [join(__dirname, 'interrupted-start.mjs'), kind], {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let told = ''
    command.stderr.on('data', (text) => {
      told += text
    })
    await once(command.stdout, 'data')
    // As a terminal does it.
    process.kill(-command.pid!, 'SIGINT')
    expect(await once(command, 'close')).toEqual([null, 'SIGINT'])
    expect(told).toBe(said)
  },
)

it('what a killed synthesize leaves is removed by the next command that writes there', async () => {
  const out = temporaryFolder('killed')
  const synthesize = (customers: number) =>
    spawn(
      process.execPath,
      ['scripts/run.mjs', 'synthesize', '--customers', String(customers), '--out', out],
      { cwd: root, stdio: 'ignore' },
    )
  const killed = synthesize(1_000_000)
  while (readdirSync(out).length === 0) await pause(5)
  killed.kill('SIGKILL')
  await once(killed, 'close')
  expect(readdirSync(out)).toEqual([expect.stringMatching(/^\.unfinished-/)])
  const [code] = await once(synthesize(3), 'close')
  expect(code).toBe(0)
  expect(readdirSync(out).sort()).toEqual(
    [...tableSchemas.map(({ file }) => file), syntheticMarkerFile].sort(),
  )
}, 180_000)
