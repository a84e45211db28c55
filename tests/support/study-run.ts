import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { inject } from 'vitest'
import { root } from './notebooks'

/** Enough for a run on a busy machine with two cores. */
export const studyTimeout = 600_000

/**
 * The folder that `npm run study` wrote from the sample: each name stands for one run of the study, shared
 * by all test files that ask for it.
 *
 * @throws Error with the study's messages when it did not end well
 */
export async function studyRun(name: 'first' | 'second'): Promise<string> {
  const folder = inject('testFolder')
  const out = join(folder, name)
  const ended = join(folder, `${name}.ended`)
  if (claim(join(folder, `${name}.claimed`))) {
    writeFileSync(ended, await runStudy(out, join(folder, `${name}.results`)))
  }
  while (!existsSync(ended)) await sleep(200)
  const failure = readFileSync(ended, 'utf8')
  if (failure) throw new Error(failure)
  return out
}

function claim(folder: string): boolean {
  try {
    mkdirSync(folder)
    return true
  } catch {
    return false
  }
}

/** @param results folder of its long results @returns what went wrong; empty when nothing did */
function runStudy(out: string, results: string): Promise<string> {
  const args = [join(root, 'scripts/run.mjs'), 'study', '--data', join(root, 'data/sample'), '--out', out]
  // One day for both runs, should midnight come between them; each computes everything itself.
  const epoch = String(Math.floor(Date.parse('2026-01-01') / 1000))
  const env = { ...process.env, SOURCE_DATE_EPOCH: epoch, STUDY_CACHE: results }
  const study = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], env })
  let messages = ''
  study.stdout.on('data', (text) => {
    messages += text
  })
  study.stderr.on('data', (text) => {
    messages += text
  })
  return new Promise((resolve) => {
    study.on('error', (error) => resolve(error.message))
    study.on('close', (code) => resolve(code === 0 ? '' : `the study ended with ${code}:\n${messages}`))
  })
}
