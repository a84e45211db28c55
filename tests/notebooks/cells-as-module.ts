import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { root } from '../support/notebooks'

/** The code cells of each notebook of a folder, by the name of the notebook. */
export function notebookCells(folder: string): Map<string, string[]> {
  const names = readdirSync(folder).filter((name) => name.endsWith('.ipynb'))
  return new Map(names.sort().map((name) => [name.replace(/\.ipynb$/, ''), codeCells(join(folder, name))]))
}

function codeCells(file: string): string[] {
  const { cells } = JSON.parse(readFileSync(file, 'utf8')) as {
    cells: { cell_type: string; source: string | string[] }[]
  }
  return cells
    .filter(({ cell_type: type }) => type === 'code')
    .map(({ source }) => (Array.isArray(source) ? source.join('') : source))
}

/** The cells as one module: what they import first, then each cell with blanks in place of its imports. */
export function cellsAsModule(cells: readonly string[]): string {
  const imports: string[] = []
  const bodies = cells.map((cell) => {
    const { statements } = ts.createSourceFile('cell.ts', cell, ts.ScriptTarget.ES2022)
    return statements.filter(ts.isImportDeclaration).reduce((body, { pos, end }) => {
      imports.push(cell.slice(pos, end).trim().replace(/\s+/g, ' '))
      return body.slice(0, pos) + cell.slice(pos, end).replace(/[^\n]/g, ' ') + body.slice(end)
    }, cell)
  })
  return `${[`${imports.join(';')};export {}`, ...bodies].join('\n')}\n`
}

/**
 * The errors of notebooks by the settings of the project, each as `notebook, cell N, line N: message`; both count code
 * cells and their lines from 1, and what is wrong with an import stands with cell 0. All are checked in one program.
 */
export function typeErrors(notebooks: ReadonlyMap<string, readonly string[]>): string[] {
  const settings = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(settings.config, ts.sys, root)
  // Modules, so that a cell may await at its top level, as it may in the kernel.
  const asModules: ts.CompilerOptions = {
    ...options,
    noEmit: true,
    module: ts.ModuleKind.ES2022,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  }
  const sources = new Map(
    [...notebooks].map(([name, cells]) => [join(root, 'notebooks', `${name}.ts`), cellsAsModule(cells)]),
  )
  const host = ts.createCompilerHost(asModules)
  const { getSourceFile, fileExists, readFile } = host
  host.fileExists = (file) => sources.has(file) || fileExists(file)
  host.readFile = (file) => sources.get(file) ?? readFile(file)
  host.getSourceFile = (file, version, ...rest) => {
    const text = sources.get(file)
    return text === undefined
      ? getSourceFile(file, version, ...rest)
      : ts.createSourceFile(file, text, version)
  }
  const program = ts.createProgram([...sources.keys()], asModules, host)
  return [...notebooks].flatMap(([name, cells], i) => {
    const source = program.getSourceFile([...sources.keys()][i]!)
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
    return found.map(({ file, start = 0, messageText }) => {
      const { line } = file!.getLineAndCharacterOfPosition(start)
      return `${name}, ${placeOf(line, cells)}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`
    })
  })
}

/** Which line of which cell a line of the module is. */
function placeOf(line: number, cells: readonly string[]): string {
  let left = line - 1
  for (const [i, cell] of cells.entries()) {
    const lines = cell.split('\n').length
    if (left < lines) return `cell ${left < 0 ? 0 : i + 1}, line ${Math.max(left, 0) + 1}`
    left -= lines
  }
  return 'the end'
}
