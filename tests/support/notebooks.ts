import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

export const root = resolve(__dirname, '../..')
export const venvPython = join(root, '.venv/bin/python')

export interface TaggedCell {
  readonly source: string
  readonly tags: readonly string[]
}

/** A notebook of these cells; a cell that begins with `#` is Markdown. */
export function writeNotebook(folder: string, name: string, given: readonly (string | TaggedCell)[]): string {
  const cells = given.map((cell) => (typeof cell === 'string' ? { source: cell, tags: [] } : cell))
  mkdirSync(folder, { recursive: true })
  const notebook = {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {
      kernelspec: { name: 'tslab', display_name: 'TypeScript', language: 'typescript' },
      language_info: { name: 'typescript' },
    },
    cells: cells.map(({ source, tags }, index) =>
      source.startsWith('#')
        ? { cell_type: 'markdown', id: `cell-${index}`, metadata: {}, source }
        : {
            cell_type: 'code',
            id: `cell-${index}`,
            metadata: { tags },
            execution_count: null,
            outputs: [],
            source,
          },
    ),
  }
  const file = join(folder, `${name}.ipynb`)
  writeFileSync(file, `${JSON.stringify(notebook, undefined, 1)}\n`)
  return file
}

export interface NotebookRun {
  readonly status: number | null
  readonly stderr: string
}

/** Runs a folder of notebooks as the study does. */
export function runNotebooks(notebooks: string, out: string, ...further: string[]): NotebookRun {
  return run(venvPython, [script, '--notebooks', notebooks, '--out', out, ...further])
}

/** The same where no file may become larger than some blocks of 512 bytes. */
export function runNotebooksLimited(notebooks: string, out: string, blocks: number): NotebookRun {
  const limited = `ulimit -f ${blocks}; exec "$0" "$@"`
  return run('sh', ['-c', limited, venvPython, script, '--notebooks', notebooks, '--out', out])
}

const script = join(root, 'scripts/run_notebooks.py')

function run(program: string, args: readonly string[]): NotebookRun {
  if (!existsSync(venvPython)) throw new Error('no .venv: run npm run setup first')
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8', timeout: 110_000 })
  return { status, stderr }
}

/** The cells of a notebook that shows a figure, a table with hostile values and some text. */
export const figureCells = [
  '# Revenue\n\nWhat do customers spend?',
  "import { show, words } from 'one-click/notebook'",
  `show.figure({
  data: [{ type: 'scatter', mode: 'markers', x: [1, 2, 3], y: [4, 2, 5], name: '</script><script>stop()</script>' }],
  layout: {
    title: { text: 'Revenue by month' },
    xaxis: { title: { text: 'month' } },
    yaxis: { title: { text: 'revenue, money a month' } },
    meta: { description: 'Revenue falls, then rises.' },
  },
})`,
  `show.html('<table><tr><td>' + words.escapeHtml('<b>bold</b>') + '</td><td><img src="https://example.org/x.png" onerror="stop()"></td></tr></table>')`,
  "show.markdown('Spending **rises**.<script>stop()</script>')",
  "console.log('<i>plain</i>')\nconsole.error('only for reviewers')",
]
