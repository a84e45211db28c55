import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { clearAbandoned, RunFolder } from '../../../../lib/toolkit/core/src/files/run-folder'
import { emptyFolder } from '../../../study/tables/table-copies'

const long = new Date(Date.now() - 60_000)

/** A folder as a run leaves it that is killed. */
function killed(parent: string, name: string, lock?: string): string {
  const folder = join(parent, name)
  mkdirSync(folder)
  writeFileSync(join(folder, 'customers.bin'), 'ids')
  if (lock !== undefined) writeFileSync(join(folder, 'run.lock'), lock)
  return folder
}

const lockOf = (pid: number) => JSON.stringify({ pid, host: hostname() })

describe('RunFolder', () => {
  it('is private, and gone when it is removed', () => {
    const parent = emptyFolder()
    const run = new RunFolder(mkdtempSync(join(parent, 'run-')))
    expect(statSync(run.path).mode & 0o777).toBe(0o700)
    expect(readdirSync(run.path)).toEqual(['run.lock'])
    writeFileSync(join(run.path, 'customers.bin'), 'ids')
    run.remove()
    expect(readdirSync(parent)).toEqual([])
    expect(() => run.remove()).not.toThrow()
  })
})

it('a run without its folder is refused, and leaves none', () => {
  const parent = emptyFolder()
  expect(() => new RunFolder(join(parent, 'none'))).toThrow(/none\/run\.lock cannot be written \(ENOENT\)/)
  expect(readdirSync(parent)).toEqual([])
})

describe('clearAbandoned', () => {
  it('needs nothing to rescue, and no folder to look in', () => {
    const parent = emptyFolder()
    const { pid } = spawnSync(process.execPath, ['--version'])
    killed(parent, 'run-ended0', lockOf(pid))
    clearAbandoned(parent, 'run-')
    expect(readdirSync(parent)).toEqual([])
    expect(() => clearAbandoned(join(parent, 'none'), 'run-')).not.toThrow()
  })

  it('removes the folders of runs that are gone, and no other', () => {
    const parent = emptyFolder()
    const { pid } = spawnSync(process.execPath, ['--version'])
    killed(parent, 'run-ended0', lockOf(pid))
    const silent = killed(parent, 'run-silent', lockOf(process.pid))
    utimesSync(join(silent, 'run.lock'), long, long)
    utimesSync(killed(parent, 'run-unlock'), long, long)
    killed(parent, 'run-justMd')
    killed(parent, 'other', lockOf(pid))
    killed(parent, 'run-of-mine', lockOf(pid))
    symlinkSync(join(parent, 'other'), join(parent, 'run-linked'))
    writeFileSync(join(parent, 'run-a-file'), '')
    const run = new RunFolder(mkdtempSync(join(parent, 'run-')))
    const rescued: string[] = []
    clearAbandoned(parent, 'run-', (folder) => rescued.push(folder))
    expect(readdirSync(parent).sort()).toEqual(
      [
        'other',
        'run-of-mine',
        'run-a-file',
        'run-justMd',
        'run-linked',
        run.path.slice(parent.length + 1),
      ].sort(),
    )
    expect(rescued.sort()).toEqual(
      ['run-ended0', 'run-silent', 'run-unlock'].map((name) => join(parent, name)),
    )
    expect(existsSync(join(parent, 'other/customers.bin'))).toBe(true)
    run.remove()
  })
})
