import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { emptyFolder } from '../../../study/tables/table-copies'
import { root } from '../../../support/notebooks'

interface End {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

/** How a process ends that is sent a signal as soon as it says that it is ready. */
function interrupted(signal: NodeJS.Signals, ...args: string[]): Promise<End> {
  const script = join(root, 'tests/toolkit/core/parallel/interrupted-process.cjs')
  const own = args[0] === 'memory' ? ['--max-old-space-size=48'] : []
  const child = spawn(process.execPath, [...own, script, ...args])
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', (text) => {
    stdout += text
    if (stdout === 'ready') child.kill(signal)
  })
  child.stderr.on('data', (text) => {
    stderr += text
  })
  return new Promise((done) => child.on('close', (code, by) => done({ code, signal: by, stdout, stderr })))
}

it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s ends threads and process, in one line',
  async (signal) => {
    expect(await interrupted(signal, 'threads')).toMatchObject({ signal, stderr: '\nexample: interrupted\n' })
  },
)

it('an interrupted cell ends its threads, and leaves the kernel', async () => {
  // The process would go on for ever with its threads.
  expect(await interrupted('SIGINT', 'kernel')).toEqual({
    code: 0,
    signal: null,
    stdout: 'ready AbortError',
    stderr: '',
  })
})

it('the folder of an interrupted run is removed', async () => {
  const folder = emptyFolder()
  const { signal, stderr } = await interrupted('SIGTERM', 'folder', folder)
  expect({ signal, stderr }).toEqual({
    signal: 'SIGTERM',
    stderr: '\nexample: interrupted; all is as it was\n',
  })
  expect(readdirSync(folder)).toEqual([])
})

it('work that keeps the event loop busy ends at once, in one line, and leaves nothing', async () => {
  const folder = emptyFolder()
  expect(await interrupted('SIGINT', 'reading', folder)).toMatchObject({
    signal: 'SIGINT',
    stderr: '\nexample: interrupted\n',
  })
  expect(readdirSync(folder)).toEqual([])
})

it('the folder of a killed run is left', async () => {
  const folder = emptyFolder()
  await interrupted('SIGKILL', 'folder', folder)
  expect(readdirSync(folder)).toHaveLength(1)
})

it('a thread without memory is named, with what to do', async () => {
  const { code, stdout } = await interrupted('SIGINT', 'memory')
  expect(code).toBe(0)
  expect(stdout).toMatch(/^ UserError: a worker thread has died \(.*memory.*\): .*WORKER_THREADS=1/)
})
