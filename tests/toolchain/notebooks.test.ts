import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  figureCells,
  type NotebookRun,
  root,
  runNotebooks,
  runNotebooksLimited,
  writeNotebook,
} from '../support/notebooks'
import { temporaryFolder } from '../support/temporary-folder'

interface Cell {
  readonly cell_type: string
  readonly source: string | readonly string[]
  readonly metadata: object
  readonly execution_count?: number | null
  readonly outputs?: readonly { readonly data?: Record<string, unknown> }[]
}

const names = [
  '01-data',
  '02-exploration',
  '03-correlation',
  '04-models',
  '05-explanation',
  '06-segments-and-offers',
  '07-experiment',
]

let folder: string

beforeAll(() => {
  folder = temporaryFolder('notebooks')
})

function cellsOf(file: string): Cell[] {
  return (JSON.parse(readFileSync(file, 'utf8')) as { cells: Cell[] }).cells
}

describe('the committed notebooks', () => {
  it('are the seven of the study', () => {
    const found = readdirSync(join(root, 'notebooks')).filter((file) => file.endsWith('.ipynb'))
    expect(found.sort()).toEqual(names.map((name) => `${name}.ipynb`))
  })

  it.each(names)('%s carries no outputs and no execution counts', (name) => {
    const code = cellsOf(join(root, 'notebooks', `${name}.ipynb`)).filter((cell) => cell.cell_type === 'code')
    expect(code.length).toBeGreaterThan(0)
    for (const cell of code) expect(cell).toMatchObject({ execution_count: null, outputs: [] })
  })
})

describe('figures of single customers', () => {
  it('stand in cells that the edition without code leaves out', () => {
    const drawn = names.flatMap((name) =>
      cellsOf(join(root, 'notebooks', `${name}.ipynb`)).filter(({ cell_type, source }) => {
        return (
          cell_type === 'code' &&
          /figures\.(beeswarm|riskProfit|waterfall|implausible)\(/.test([source].flat().join(''))
        )
      }),
    )
    expect(drawn).toHaveLength(6)
    for (const { metadata } of drawn) expect(metadata).toMatchObject({ tags: ['single-customers'] })
  })
})

describe('a run', () => {
  let notebooks: string
  let first: string
  let run: NotebookRun

  beforeAll(() => {
    notebooks = join(folder, 'good')
    first = join(folder, 'first')
    writeNotebook(notebooks, '01-revenue', figureCells)
    writeNotebook(notebooks, '02-more', [
      '# More',
      'const three: number = 1 + 2',
      'three',
      { source: "'customer 500123'", tags: ['single-customers'] },
      { source: "'customer 500124'", tags: ['single-customers'] },
    ])
    run = runNotebooks(notebooks, first)
  })

  const read = (out: string, file: string) => readFileSync(join(out, file), 'utf8')

  it('says what it does and ends well', () => {
    expect(run.stderr).toMatch(/01-revenue …[\s\S]*01-revenue: done in/)
    expect(run.status).toBe(0)
  })

  it('leaves the notebooks as they were', () => {
    for (const cell of cellsOf(join(notebooks, '01-revenue.ipynb'))) expect(cell.outputs ?? []).toEqual([])
    expect(readdirSync(notebooks).sort()).toEqual(['01-revenue.ipynb', '02-more.ipynb'])
  })

  it('writes the same bytes when it is repeated', () => {
    const second = join(folder, 'second')
    expect(runNotebooks(notebooks, second).status).toBe(0)
    const files = readdirSync(first, { recursive: true, encoding: 'utf8' }).filter((file) =>
      /\.\w+$/.test(file),
    )
    expect(files.sort()).toEqual([
      '01-revenue.html',
      '02-more.html',
      'code/01-revenue.html',
      'code/01-revenue.ipynb',
      'code/02-more.html',
      'code/02-more.ipynb',
    ])
    for (const file of files) expect(read(second, file)).toBe(read(first, file))
  })

  it('keeps counts, figures and values in the executed notebook, and nothing of the machine', () => {
    const code = cellsOf(join(first, 'code/01-revenue.ipynb')).filter((cell) => cell.cell_type === 'code')
    expect(code.map((cell) => cell.execution_count)).toEqual([1, 2, 3, 4, 5])
    expect(Object.keys(code[1]!.outputs![0]!.data!)).toContain('application/vnd.plotly.v1+json')
    expect(read(first, 'code/02-more.ipynb')).toContain('"3\\n"')
    expect(read(first, 'code/01-revenue.ipynb')).not.toContain(folder)
  })

  it('makes an edition without code, prompts and messages, and one with them', () => {
    const plain = read(first, '01-revenue.html')
    const withCode = read(first, 'code/01-revenue.html')
    for (const text of ['escapeHtml', 'only for reviewers', 'In [']) expect(plain).not.toContain(text)
    for (const text of ['escapeHtml', 'only for reviewers']) expect(withCode).toContain(text)
    for (const page of [plain, withCode]) {
      expect(page).toMatch(/<html lang="en">/)
      expect(page).toContain('<title>Revenue · Customer activity study</title>')
      expect(page).toContain('aria-label="Revenue by month. Revenue falls, then rises"')
      expect(page).toContain('&lt;i&gt;plain&lt;/i&gt;')
    }
    expect(plain).toContain('href="code/01-revenue.html"')
    expect(plain).toContain('href="02-more.html"')
    expect(withCode).toContain('href="../01-revenue.html"')
    expect(withCode).toContain('href="../index.html"')
  })

  it('shows single customers only in the edition with code, and says so in both', () => {
    const plain = read(first, '02-more.html')
    const withCode = read(first, 'code/02-more.html')
    expect(plain).not.toContain('customer 50012')
    expect(plain.match(/What follows shows single customers/g)).toHaveLength(1)
    for (const id of ['500123', '500124']) expect(withCode).toContain(`customer ${id}`)
    expect(withCode).toContain('This edition shows single customers')
    expect(plain).not.toContain('This edition shows')
  })

  it('lets no value inject markup, and loads nothing', () => {
    for (const file of ['01-revenue.html', 'code/01-revenue.html']) {
      const page = read(first, file)
      expect(page).not.toContain('<script>stop()')
      expect(page).not.toContain('<img')
      expect(page).not.toMatch(/<(?:script|link|iframe|img)[^>]*\s(?:src|href)=/)
      expect(page).toContain("default-src 'none'")
    }
  })

  it('of one notebook leaves the others', () => {
    const only = join(folder, 'only')
    expect(runNotebooks(notebooks, only, '--only', '02').status).toBe(0)
    expect(readdirSync(only).sort()).toEqual(['02-more.html', 'code'])
    expect(read(only, '02-more.html')).not.toContain('01-revenue')
  })
})

describe('a notebook that does not apply', () => {
  it('ends well with the cell that says so, once', () => {
    const notebooks = join(folder, 'needed')
    writeNotebook(notebooks, '01-none', [
      '# What was measured?',
      "import { needed } from 'one-click/notebook'",
      "console.error('a warning')\nneeded(undefined, 'Nothing was **measured** here.')\nthrow new Error('goes on')",
      '## What follows',
      "throw new Error('runs')",
    ])
    const out = join(folder, 'needed-out')
    const { status, stderr } = runNotebooks(notebooks, out)
    expect(stderr).not.toContain('failed')
    expect(status).toBe(0)
    const cells = cellsOf(join(out, 'code/01-none.ipynb'))
    expect(cells).toHaveLength(3)
    expect(JSON.stringify(cells[2]!.outputs)).toMatch(/a warning.*Nothing was \*\*measured\*\* here/)
    for (const page of ['01-none.html', 'code/01-none.html']) {
      const html = readFileSync(join(out, page), 'utf8')
      expect(html.match(/Nothing was <strong>measured<\/strong> here/g)).toHaveLength(1)
      expect(html).not.toMatch(/NotApplicable|What follows/)
    }
  })

  it('fails where an error only speaks of it', () => {
    const notebooks = join(folder, 'spoken')
    writeNotebook(notebooks, '01-spoken', ["throw new Error('NotApplicable: the notebook ends here. No.')"])
    expect(runNotebooks(notebooks, join(folder, 'spoken-out')).status).toBe(1)
  })
})

describe('a run that fails', () => {
  it('names the notebook, the cell, its source and the error', () => {
    const notebooks = join(folder, 'bad')
    writeNotebook(notebooks, '01-throws', [
      'const a = 1',
      '// a comment\nthrow new Error("no such column")',
      'a',
    ])
    writeNotebook(notebooks, '02-types', ['const text: string = 5'])
    writeNotebook(notebooks, '03-lost', [
      'Promise.reject(new Error("nobody waits"))\nawait new Promise((done) => setTimeout(done, 300))',
    ])
    writeNotebook(notebooks, '07-good', ['1'])
    const out = join(folder, 'bad-out')
    const { status, stderr } = runNotebooks(notebooks, out)
    expect(status).toBe(1)
    expect(stderr).toMatch(/01-throws\.ipynb: cell 2 failed[\s\S]*throw new Error[\s\S]*no such column/)
    expect(stderr).toMatch(/02-types\.ipynb: cell 1 failed[\s\S]*not assignable/)
    expect(stderr).toMatch(/03-lost\.ipynb: cell 1 failed[\s\S]*nobody waits/)
    expect(stderr).not.toContain('Traceback')
    expect(readdirSync(out).sort()).toEqual(['07-good.html', 'code'])
  })

  it('names what ended a kernel, and what to do', () => {
    const notebooks = join(folder, 'dying')
    writeNotebook(notebooks, '01-fault', ["process.kill(process.pid, 'SIGSEGV')"])
    writeNotebook(notebooks, '02-memory', ["process.kill(process.pid, 'SIGKILL')"])
    writeNotebook(notebooks, '03-exit', ['process.exit(7)'])
    const { status, stderr } = runNotebooks(notebooks, join(folder, 'dying-out'))
    expect(status).toBe(1)
    expect(stderr).toMatch(
      /01-fault\.ipynb: cell 1 failed[\s\S]*kernel was ended by SIGSEGV\. .*compiled code/,
    )
    expect(stderr).toMatch(/02-memory\.ipynb: cell 1 failed[\s\S]*kernel was ended by SIGKILL\. .*memory/)
    expect(stderr).toMatch(/03-exit\.ipynb: cell 1 failed[\s\S]*kernel ended with exit code 7\. Run/)
    expect(stderr).not.toContain('Traceback')
  })

  it('says when there is nothing to run', () => {
    const empty = mkdtempSync(join(folder, 'empty-'))
    expect(runNotebooks(empty, join(folder, 'x'))).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('holds no notebooks'),
    })
    writeFileSync(join(empty, '01-cut.ipynb'), '{"cells": [')
    const cut = runNotebooks(empty, join(folder, 'x'))
    expect(cut.status).toBe(1)
    expect(cut.stderr).toContain('01-cut.ipynb cannot be read as a notebook')
    expect(cut.stderr).not.toContain('Traceback')
  })
})

describe('a folder that takes no pages', () => {
  it('is named without a traceback', () => {
    const folder = temporaryFolder('no-pages')
    writeNotebook(join(folder, 'notebooks'), '01-words', ['# Words'])
    writeFileSync(join(folder, 'taken'), '')
    const { status, stderr } = runNotebooks(join(folder, 'notebooks'), join(folder, 'taken/out'))
    expect(status).toBe(1)
    expect(stderr).toContain(`${join(folder, 'taken/out/01-words.html')}: Not a directory`)
    expect(stderr).not.toContain('Traceback')
  })

  it('for want of room ends the run, says what to do and holds no part of a page', () => {
    const folder = temporaryFolder('no-room')
    writeNotebook(join(folder, 'notebooks'), '01-words', ['# Words'])
    writeNotebook(join(folder, 'notebooks'), '02-long', [
      'await new Promise((done) => setTimeout(done, 60_000))',
    ])
    const out = join(folder, 'out')
    const { status, stderr } = runNotebooksLimited(join(folder, 'notebooks'), out, 8)
    expect(status).toBe(1)
    const page = join(out, '01-words.html')
    expect(stderr).toContain(
      `${page} cannot be written (EFBIG): the file would be larger than is allowed here`,
    )
    expect(stderr).not.toMatch(/Traceback|failed/)
    expect(readdirSync(out)).toEqual([])
  })
})
