/**
 * The kernel's converter, mended. It turns what earlier cells declared into properties (`rows` into `exports.rows`), but
 * tslab 1.0.22 leaves out shorthand properties: `{ rows }` stayed as it was, a ReferenceError when it ran. Here it becomes
 * `{ rows: exports.rows }`.
 */
const { readFileSync } = require('node:fs')
const { Module } = require('node:module')
const { dirname } = require('node:path')

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
