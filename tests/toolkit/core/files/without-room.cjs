/**
 * Calls what writes files, each in an empty folder, and prints as JSON what it throws and what it leaves.
 *
 * Usage: node without-room.cjs FOLDER
 */
const { mkdirSync, mkdtempSync, readdirSync } = require('node:fs')
const { join } = require('node:path')
const core = require('@one-click/core')

const writers = {
  checkOutputs: (folder) => core.checkOutputs([], [join(folder, 'file')]),
  takeLock: (folder) => core.takeLock(join(folder, 'file')),
  writeFileAtomic: (folder) => core.writeFileAtomic(join(folder, 'file'), 'text'),
  writeOutputSet: (folder) => core.writeOutputSet(folder, [{ name: 'file', text: 'text' }], ['file']),
  OutputStage: (folder) => new core.OutputStage(folder),
  RunFolder: (folder) => new core.RunFolder(mkdtempSync(join(folder, 'run-'))),
  storeFile: (folder) => core.storeFile(join(folder, 'file'), 'text'),
}

const outcomes = Object.entries(writers).map(([writer, write]) => {
  const folder = join(process.argv[2], writer)
  mkdirSync(folder)
  let failure = {}
  try {
    write(folder)
  } catch ({ name, message }) {
    failure = { name, message }
  }
  return { writer, ...failure, left: readdirSync(folder) }
})
console.log(JSON.stringify(outcomes))
