import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { UserError } from '../../../../lib/toolkit/core/src/errors'
import { OutputStage } from '../../../../lib/toolkit/core/src/files/output-stage'
import { emptyFolder } from '../../../study/tables/table-copies'

const names = ['index.html', 'a.html', 'code/a.html', 'plan/index.html', 'plan/experiment.csv']

function write(folder: string, name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true })
  writeFileSync(join(folder, name), text)
}

/** The text of each file below a folder. */
function contents(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort()
  return Object.fromEntries(files.map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
}

function publish(folder: string, files: readonly string[], text: string): void {
  const stage = new OutputStage(folder)
  for (const name of files) write(stage.path, name, text)
  stage.publish(names)
}

const set = (files: readonly string[], text: string) => Object.fromEntries(files.map((name) => [name, text]))

describe('OutputStage', () => {
  it('changes nothing until the set is published, and leaves what is not of the set', () => {
    const folder = join(emptyFolder(), 'reports')
    publish(folder, names, 'first')
    write(folder, 'own/notes.txt', 'mine')
    chmodSync(join(folder, 'a.html'), 0o640)
    const stage = new OutputStage(folder)
    expect(statSync(dirname(stage.path)).mode & 0o777).toBe(0o700)
    for (const name of names.slice(0, 3)) write(stage.path, name, 'second')
    for (const name of names) expect(readFileSync(join(folder, name), 'utf8')).toBe('first')
    stage.publish(names)
    expect(contents(folder)).toEqual({ ...set(names.slice(0, 3), 'second'), 'own/notes.txt': 'mine' })
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([])
    expect(statSync(join(folder, 'a.html')).mode & 0o777).toBe(0o640)
  })

  it('leaves a folder as it was when the set is discarded', () => {
    const parent = emptyFolder()
    const made = new OutputStage(join(parent, 'new'))
    write(made.path, 'a.html', 'never')
    made.discard()
    expect(readdirSync(parent)).toEqual([])
    publish(join(parent, 'kept'), names, 'first')
    const stage = new OutputStage(join(parent, 'kept'))
    write(stage.path, 'a.html', 'never')
    stage.discard()
    expect(contents(join(parent, 'kept'))).toEqual(set(names, 'first'))
  })

  it('puts all back where one file cannot take its place', () => {
    const folder = emptyFolder()
    publish(folder, names, 'first')
    const stage = new OutputStage(folder)
    for (const name of names) write(stage.path, name, 'second')
    rmSync(join(folder, 'code/a.html'))
    mkdirSync(join(folder, 'code/a.html'))
    expect(() => stage.publish(names)).toThrow(UserError)
    stage.discard()
    expect(contents(folder)).toEqual(
      set(
        names.filter((name) => name !== 'code/a.html'),
        'first',
      ),
    )
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([])
  })

  it('is brought to its end by the next run wherever it was cut off', () => {
    fc.assert(
      fc.property(fc.subarray(names), fc.nat(2 * names.length), (later, moves) => {
        const folder = join(emptyFolder(), 'reports')
        publish(folder, names, 'first')
        write(folder, 'own.txt', 'mine')
        cutOff(folder, later, moves)
        const before = new Set(Object.values(visible(folder)))
        expect(before.size).toBeLessThan(2)
        new OutputStage(folder).discard()
        expect(contents(folder)).toEqual({ ...set(later, 'second'), 'own.txt': 'mine' })
      }),
      { numRuns: 25 },
    )
  })
})

/** What a visitor finds of the sets. */
function visible(folder: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(contents(folder)).filter(([name]) => name !== 'own.txt' && !name.startsWith('.')),
  )
}

/** What a process leaves that is killed after some of the renamings by which a set takes its place. */
function cutOff(folder: string, files: readonly string[], moves: number): void {
  const run = join(folder, '.unfinished-Killed')
  for (const name of files) write(join(run, 'new'), name, 'second')
  mkdirSync(join(run, 'new'), { recursive: true })
  mkdirSync(join(run, 'earlier'), { recursive: true })
  const obsolete = names.filter((name) => !files.includes(name))
  writeFileSync(join(run, 'journal.json'), JSON.stringify({ files, obsolete }))
  writeFileSync(join(run, 'run.lock'), JSON.stringify({ pid: 2 ** 30, host: 'gone' }))
  const old = new Date(0)
  const renamings = [
    ...[...files, ...obsolete].reverse().map((name) => [join(folder, name), join(run, 'earlier', name)]),
    ...files.map((name) => [join(run, 'new', name), join(folder, name)]),
  ]
  for (const [from, to] of renamings.slice(0, moves)) {
    mkdirSync(dirname(to), { recursive: true })
    if (existsSync(from)) renameSync(from, to)
  }
  utimesSync(join(run, 'run.lock'), old, old)
}
