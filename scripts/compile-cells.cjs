/**
 * Compiles the cells of all notebooks in a folder with the kernel's own converter, for kernels to find them in
 * a file.
 *
 *   node scripts/compile-cells.cjs FOLDER FILE
 *
 * Cells that FILE holds already are kept; those of no notebook are dropped. Where a cell has an error, its
 * notebook is left at that cell: the run that meets it reports it.
 */
const { mkdirSync, renameSync, writeFileSync } = require('node:fs')
const { dirname, resolve } = require('node:path')
const {
  cellKey,
  notebookSources,
  sourcesHash,
  typesHash,
  validCells,
  withCells,
} = require('./kernel-cells.cjs')
const { loadConverter } = require('./kernel-converter.cjs')

// A cell that imports a file depends on more than its key says.
const importsFile = /['"`](?:\.{0,2}\/|file:)/

const [folder, file] = process.argv.slice(2).map((path) => resolve(path))
const notebooks = notebookSources(folder)
const types = typesHash()
const kept = validCells(file, types)
const cells = {}
// Imports start from the folder in which the notebooks run.
process.chdir(folder)
const converter = withCells(() => loadConverter().createConverter({}), kept)
for (const notebook of notebooks) compile(notebook)
converter.close()
mkdirSync(dirname(file), { recursive: true })
writeFileSync(`${file}.partial`, JSON.stringify({ types, sources: sourcesHash(notebooks), cells }))
renameSync(`${file}.partial`, file)
const fresh = Object.keys(cells).filter((key) => !Object.hasOwn(kept, key))
process.stdout.write(`${Object.keys(cells).length} cells, ${fresh.length} of them compiled now\n`)

function compile(sources) {
  let declarations = ''
  for (const source of sources) {
    if (importsFile.test(source)) return
    const cell = converter.convert(declarations, source)
    if (cell.diagnostics.length > 0 || cell.sideOutputs) return
    cells[cellKey(declarations, source)] = cell
    declarations = cell.declOutput ?? ''
  }
}
