import { spawn } from 'node:child_process'
import { compiledPath, onInterruption, UserError } from '@one-click/core'
import type { StudyTask } from './study-process'

const faults: readonly string[] = ['SIGSEGV', 'SIGABRT', 'SIGBUS', 'SIGILL', 'SIGFPE', 'SIGTRAP']

/**
 * Has a process of its own make the files of a study; it and what it has started end when this one is told to end. It
 * has no terminal: Ctrl-C reaches this process alone, which ends all.
 *
 * @returns its exit code; it has said itself why it failed
 * @throws UserError when it died
 */
export async function makeStudyApart(task: Omit<StudyTask, 'parent'>): Promise<number> {
  const argument = JSON.stringify({ ...task, parent: process.pid } satisfies StudyTask)
  const child = spawn(process.execPath, [compiledPath(__dirname, './study-process'), argument], {
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const endAll = () => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    } catch {
      // All have ended.
    }
  }
  const settled = onInterruption(endAll)
  try {
    return await new Promise((done, failed) => {
      child.on('error', failed)
      child.on('exit', (code, signal) => {
        if (code !== null) done(code)
        else failed(new UserError(deathInWords(signal!)))
      })
    })
  } finally {
    settled()
    endAll()
  }
}

function deathInWords(signal: NodeJS.Signals): string[] {
  const what = `the process that computes was ended by ${signal}; results of earlier runs stay as they are`
  if (signal === 'SIGKILL')
    return [
      what,
      'Most often memory ran short: close other programs, or take fewer workers (WORKER_THREADS=1).',
    ]
  if (!faults.includes(signal)) return [what, 'Run the study again.']
  return [
    what,
    'That is a fault in compiled code: run the study again, with WORKER_THREADS=1 if it comes back; npm run setup ' +
      'builds the code anew after node_modules has been removed.',
  ]
}
