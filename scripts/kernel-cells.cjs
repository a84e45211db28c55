/**
 * Cells compiled ahead of a run. The TypeScript kernel checks and compiles each cell against what the cells
 * before it declared. That depends on nothing but these declarations, the cell's source and the types it may
 * import, so the result is kept under a hash of the first two, in a file that holds for one state of the types.
 */
const { createHash } = require('node:crypto')
const { existsSync, readdirSync, readFileSync } = require('node:fs')
const { join } = require('node:path')

const { packageFolders } = require('./packages.cjs')

const root = join(__dirname, '..')

/** A hash of all types that a cell may import: the library's, and those of the locked packages. */
exports.typesHash = function typesHash() {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')))
  for (const folder of packageFolders().map((of) => join(of, 'dist'))) {
    const files = existsSync(folder) ? readdirSync(folder, { recursive: true }) : []
    const declarations = files.filter((file) => file.endsWith('.d.ts'))
    for (const file of declarations.sort())
      hash.update(`\n${file}\n`).update(readFileSync(join(folder, file)))
  }
  return hash.digest('hex')
}

/** The code cells of each notebook in a folder. A file that is no notebook has none: running it says so. */
exports.notebookSources = function notebookSources(folder) {
  if (!existsSync(folder)) return []
  const files = readdirSync(folder).filter((file) => file.endsWith('.ipynb'))
  return files.sort().map((file) => {
    try {
      return JSON.parse(readFileSync(join(folder, file), 'utf8'))
        .cells.filter(({ cell_type: type }) => type === 'code')
        .map(({ source }) => (Array.isArray(source) ? source.join('') : source))
        .filter((source) => source.trim() !== '')
    } catch {
      return []
    }
  })
}

/** The hash of what {@link exports.notebookSources} gives. */
exports.sourcesHash = function sourcesHash(sources) {
  return createHash('sha256').update(JSON.stringify(sources)).digest('hex')
}

/** What a file keeps: the hashes of the types and of the sources it was made for, and the cells by key. */
exports.readCells = function readCells(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return { types: undefined, sources: undefined, cells: {} }
  }
}

/** The cells of a file as long as the types are those they were checked against; else none. */
exports.validCells = function validCells(file, types = exports.typesHash()) {
  const kept = exports.readCells(file)
  return kept.types === types ? kept.cells : {}
}

/** The key of a cell, given the declarations of the cells before it. */
exports.cellKey = function cellKey(declarations, source) {
  return createHash('sha256').update(`${declarations.length}:${declarations}${source}`).digest('hex')
}

/**
 * The kernel's converter with kept cells before it; the compiler, whose start takes seconds, is made for the
 * first cell that is not among them.
 *
 * @param {() => object} create makes the kernel's own converter
 * @param {Record<string, object>} cells compiled cells by key
 */
exports.withCells = function withCells(create, cells) {
  let made
  const converter = () => (made ??= create())
  return {
    convert: (declarations, source) =>
      cells[exports.cellKey(declarations, source)] ?? converter().convert(declarations, source),
    inspect: (...args) => converter().inspect(...args),
    complete: (...args) => converter().complete(...args),
    addModule: (...args) => converter().addModule(...args),
    close: () => made?.close(),
  }
}
