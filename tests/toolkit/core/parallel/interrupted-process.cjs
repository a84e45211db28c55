/**
 * A process to interrupt, which says `ready` when it may be.
 *
 *   node interrupted-process.cjs threads|kernel|memory|folder|reading [FOLDER]
 */
const { mkdtempSync } = require('node:fs')
const { join } = require('node:path')

const [kind, folder] = process.argv.slice(2)
const { interruptibly, nameProcess, onInterruption, RunFolder, runParallel } = require('@one-click/core')

nameProcess('example')
if (kind === 'reading') {
  interruptibly(() => {
    new RunFolder(mkdtempSync(join(folder, 'example-')))
    process.stdout.write('ready')
    // Work between two turns of the event loop that is never done.
    for (;;);
  })
} else if (kind === 'folder') {
  new RunFolder(mkdtempSync(join(folder, 'example-')))
  onInterruption(() => 'all is as it was')
  setInterval(() => {}, 1000)
  process.stdout.write('ready')
} else {
  // For a kernel an interruption ends a cell, and not the process.
  if (kind === 'kernel') process.on('SIGINT', () => {})
  const name = kind === 'memory' ? 'fillsMemory' : 'endless'
  const task = { module: join(__dirname, 'thread-tasks'), name }
  runParallel(task, undefined, [1, 2, 3], { workers: 2 }).catch(({ name, message }) =>
    process.stdout.write(` ${name}${kind === 'memory' ? `: ${message}` : ''}`),
  )
  if (kind !== 'memory') setTimeout(() => process.stdout.write('ready'), 1000)
}
