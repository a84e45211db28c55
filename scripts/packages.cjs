/** The packages of the library, as lib/tsconfig.json lists them for the compiler. */
const { existsSync, readFileSync } = require('node:fs')
const { join } = require('node:path')

const lib = join(__dirname, '../lib')

/** Their folders, a package after those that it imports; none in a checkout without a library. */
exports.packageFolders = function packageFolders() {
  const list = join(lib, 'tsconfig.json')
  if (!existsSync(list)) return []
  return JSON.parse(readFileSync(list, 'utf8')).references.map(({ path }) => join(lib, path))
}
