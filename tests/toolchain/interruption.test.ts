import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, expect, it } from 'vitest'
import { root } from '../support/notebooks'

const scratch = mkdtempSync(join(tmpdir(), 'interrupted-'))

afterEach(() => rmSync(scratch, { recursive: true, force: true }))

/** Processes that have our folder for temporary files. */
function processes(): string[] {
  return readdirSync('/proc').filter((entry) => {
    try {
      return (
        /^\d+$/.test(entry) && readFileSync(`/proc/${entry}/environ`, 'utf8').includes(`TMPDIR=${scratch}`)
      )
    } catch {
      return false
    }
  })
}

it.skipIf(process.platform !== 'linux').each(['SIGINT', 'SIGKILL'] as const)(
  'a study ended by %s leaves no process and no file behind',
  async (signal) => {
    const study = spawn(process.execPath, ['scripts/run.mjs', 'study', '--out', join(scratch, 'out')], {
      cwd: root,
      detached: true,
      env: { ...process.env, TMPDIR: scratch },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let told = ''
    const ended = new Promise((done) => study.once('exit', (_, by) => done(by)))
    await new Promise<void>((running) => {
      study.stderr.on('data', (text) => {
        told += text
        if (told.includes('02-exploration …')) running()
      })
    })
    expect(processes().length).toBeGreaterThan(2)
    // As a terminal does it: to the study and what runs in its process group.
    if (signal === 'SIGINT') process.kill(-study.pid!, signal)
    else study.kill(signal)
    expect(await ended).toBe(signal)
    const left = () => [...processes(), ...readdirSync(scratch).filter((name) => name !== 'out')]
    for (let i = 0; i < 100 && left().length > 0; i++) await pause(300)
    expect(left()).toEqual([])
  },
  90_000,
)
