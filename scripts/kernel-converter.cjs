/**
 * The kernel's converter, mended. It turns what earlier cells declared into properties (`rows` into `exports.rows`), but
 * tslab 1.0.22 leaves out shorthand properties: `{ rows }` stayed as it was, a ReferenceError when it ran. Here it becomes
 * `{ rows: exports.rows }`.
 */
const { readFileSync } = require('node:fs')
const { Module } = require('node:module')
const { dirname } = require('node:path')
const { runInNewContext } = require('node:vm')

const identifiersOnly = '            if (!ts.isIdentifier(node)) {'
const shorthandFirst = `            if (ts.isShorthandPropertyAssignment(node)) {
                const named = checker.getShorthandAssignmentValueSymbol(ts.getOriginalNode(node));
                if (named?.declarations?.some((decl) => decl.getSourceFile() === declsFile)) {
                    const value = ts.factory.createPropertyAccessExpression(ts.factory.createIdentifier("exports"), node.name);
                    const byDefault = ts.visitNode(node.objectAssignmentInitializer, wrapPrevIdentifier);
                    return ts.factory.createPropertyAssignment(node.name, byDefault ? ts.factory.createAssignment(value, byDefault) : value);
                }
            }
`

let loaded

/**
 * A converter that an interruption ends while it compiles a cell: its kernel hears of one only between two turns of the
 * event loop, too late. It may be left in any state then, so that the next cell is compiled by another.
 *
 * @param {() => object} create makes a converter
 */
exports.interruptible = function interruptible(create) {
  let made = create()
  const converter = () => (made ??= create())
  const convert = (declarations, source) => {
    try {
      const work = () => converter().convert(declarations, source)
      return runInNewContext('work()', { work }, { breakOnSigint: true })
    } catch (error) {
      if (error?.code !== 'ERR_SCRIPT_EXECUTION_INTERRUPTED') throw error
      discard()
      error.stack = 'Interrupted while the cell was compiled'
      throw error
    }
  }
  const discard = () => {
    try {
      made?.close()
    } catch {
      // It is of no use any more.
    }
    made = undefined
  }
  return {
    convert,
    inspect: (...args) => converter().inspect(...args),
    complete: (...args) => converter().complete(...args),
    addModule: (...args) => converter().addModule(...args),
    close: () => made?.close(),
  }
}

/** The exports of `tslab/dist/converter`, loaded once. */
exports.loadConverter = function loadConverter() {
  loaded ??= load(require.resolve('tslab/dist/converter'))
  return loaded
}

function load(file) {
  const module = new Module(file)
  module.filename = file
  module.paths = Module._nodeModulePaths(dirname(file))
  module._compile(mended(readFileSync(file, 'utf8'), file), file)
  module.loaded = true
  return module.exports
}

function mended(source, file) {
  const places = source.split(identifiersOnly)
  if (places.length !== 2)
    throw new Error(
      `${file} is not the version that scripts/kernel-converter.cjs mends: look there whether it still has to.`,
    )
  return places.join(shorthandFirst + identifiersOnly)
}
