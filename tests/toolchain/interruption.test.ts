import { spawn } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { writeSyntheticTables } from 'one-click'
import { expect, it } from 'vitest'
import { root } from '../support/notebooks'
import { temporaryFolder } from '../support/temporary-folder'

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

it.skipIf(process.platform !== 'linux').each([
  ['SIGINT', 'Study of'],
  ['SIGTERM', 'notebooks: 01-data …'],
  ['SIGINT', 'notebooks: 01-data: done'],
  ['SIGKILL', 'Study of'],
  ['SIGKILL', 'notebooks: 01-data: done'],
] as const)(
  'a study ended by %s at “%s” leaves no process and no file behind, and the last report as it was',
  async (signal, moment) => {
    const folder = temporaryFolder('interrupted')
    const [data, out, temporary] = ['data', 'out', 'temporary'].map((name) => join(folder, name))
    mkdirSync(temporary)
    mkdirSync(out)
    for (const name of ['index.html', '01-data.html']) writeFileSync(join(out, name), 'of the last run')
    await writeSyntheticTables(data, { customers: 60, seed: 1 })
    const study = spawn(process.execPath, ['scripts/run.mjs', 'study', '--data', data, '--out', out], {
      cwd: root,
      detached: true,
      env: { ...process.env, TMPDIR: temporary },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let told = ''
    const ended = new Promise((done) => study.once('close', (_, by) => done(by)))
    await new Promise<void>((reached) => {
      study.stderr.on('data', (text) => {
        told += text
        if (told.includes(moment)) reached()
      })
    })
    // As a terminal does it: to the study and what runs in its process group.
    if (signal === 'SIGINT') process.kill(-study.pid!, signal)
    else study.kill(signal)
    expect(await ended).toBe(signal)
    expect(told).not.toContain('Traceback')
    if (signal !== 'SIGKILL') expect(told).toMatch(/\nstudy: interrupted; .*out is as it was before\n$/)
    for (let i = 0; i < 100 && processes(temporary).length > 0; i++) await pause(100)
    expect(processes(temporary)).toEqual([])
    // Before it has started others, nobody is left to clear what it had when it was killed: the next run does.
    if (signal !== 'SIGKILL' || moment !== 'Study of') expect(readdirSync(temporary)).toEqual([])
    const files = readdirSync(out).filter((name) => !name.startsWith('.unfinished-'))
    expect(files.sort()).toEqual(['01-data.html', 'index.html'])
    for (const name of files) expect(readFileSync(join(out, name), 'utf8')).toBe('of the last run')
  },
  90_000,
)
