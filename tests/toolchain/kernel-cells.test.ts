import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { root, runNotebooks, writeNotebook } from '../support/notebooks'
import { temporaryFolder } from '../support/temporary-folder'

interface Kept {
  types: string
  readonly sources: string
  readonly cells: Record<string, { output: string }>
}

const cells = ['const three = 1 + 2', 'const six = 2 * three', 'console.log(six)']

let folder: string
let file: string

beforeAll(() => {
  folder = temporaryFolder('cells')
  file = join(folder, 'cells.json')
})

function compile(notebooks: string): string {
  const script = join(root, 'scripts/compile-cells.cjs')
  return spawnSync(process.execPath, [script, notebooks, file], { encoding: 'utf8' }).stdout
}

const read = () => JSON.parse(readFileSync(file, 'utf8')) as Kept

/** What a notebook printed when it ran with the kept cells. */
function printed(notebooks: string, name: string): { status: number | null; stderr: string; text: string } {
  const out = mkdtempSync(join(folder, 'out-'))
  process.env.STUDY_CELLS = file
  try {
    const { status, stderr } = runNotebooks(notebooks, out)
    return { status, stderr, text: status === 0 ? readFileSync(join(out, `code/${name}.ipynb`), 'utf8') : '' }
  } finally {
    delete process.env.STUDY_CELLS
  }
}

describe('cells compiled ahead', () => {
  it('are compiled once, and again only where they or what they see has changed', () => {
    const notebooks = join(folder, 'changing')
    writeNotebook(notebooks, '01-numbers', cells)
    expect(compile(notebooks)).toBe('3 cells, 3 of them compiled now\n')
    expect(compile(notebooks)).toBe('3 cells, 0 of them compiled now\n')
    writeNotebook(notebooks, '01-numbers', [cells[0]!, 'const six = 3 * three', cells[2]!])
    expect(compile(notebooks)).toBe('3 cells, 1 of them compiled now\n')
    writeNotebook(notebooks, '01-numbers', ["const three = '3'", 'const six = three + three', cells[2]!])
    expect(compile(notebooks)).toBe('3 cells, 3 of them compiled now\n')
  })

  it('end before one that has an error or reads a file', () => {
    const notebooks = join(folder, 'ending')
    writeNotebook(notebooks, '01-error', [cells[0]!, 'const six: string = three', cells[2]!])
    writeNotebook(notebooks, '02-file', ["import { six } from './six'", cells[2]!])
    writeFileSync(join(notebooks, '03-cut.ipynb'), '{"cells": [')
    expect(compile(notebooks)).toMatch(/^1 cells/)
  })

  it('are what a kernel runs, unless the types have changed since', () => {
    const notebooks = join(folder, 'running')
    writeNotebook(notebooks, '01-numbers', cells)
    compile(notebooks)
    expect(printed(notebooks, '01-numbers').text).toContain('"6\\n"')
    const kept = read()
    for (const cell of Object.values(kept.cells)) cell.output = cell.output.replace('1 + 2', '7')
    writeFileSync(file, JSON.stringify(kept))
    expect(printed(notebooks, '01-numbers').text).toContain('"14\\n"')
    writeFileSync(file, JSON.stringify({ ...kept, types: 'others' }))
    expect(printed(notebooks, '01-numbers').text).toContain('"6\\n"')
  })

  it('take names of earlier cells as shorthand properties, compiled ahead or not', () => {
    const notebooks = join(folder, 'shorthand')
    const shorthand = [
      'const rows = [1, 2]\nlet total = 0',
      'const own = 4\nconst { length } = rows\nconsole.log({ rows, own, length })',
      '({ total = rows.length } = {} as { total?: number })\nconsole.log({ total })',
    ]
    writeNotebook(notebooks, '01-short', shorthand)
    expect(compile(notebooks)).toMatch(/^3 cells/)
    const ahead = printed(notebooks, '01-short')
    expect(ahead.text).toContain('{ rows: [ 1, 2 ], own: 4, length: 2 }')
    expect(ahead.text).toContain('{ total: 2 }')
    writeFileSync(file, JSON.stringify({ ...read(), types: 'others' }))
    expect(printed(notebooks, '01-short').text).toBe(ahead.text)
  })

  it('may be followed by one that was not, which sees what they declared', () => {
    const notebooks = join(folder, 'mixed')
    writeNotebook(notebooks, '01-numbers', cells)
    compile(notebooks)
    writeNotebook(notebooks, '01-numbers', [...cells.slice(0, 2), 'console.log(six + 1)'])
    expect(printed(notebooks, '01-numbers').text).toContain('"7\\n"')
    writeNotebook(notebooks, '01-numbers', [...cells.slice(0, 2), 'const wrong: string = six'])
    const failed = printed(notebooks, '01-numbers')
    expect(failed.status).toBe(1)
    expect(failed.stderr).toMatch(/01-numbers\.ipynb: cell 3 failed[\s\S]*not assignable/)
  })
})
