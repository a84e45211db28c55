/**
 * A command to interrupt before the library is there; it says `ready` when it may be.
 *
 *   node interrupted-start.mjs before|loading|set-up|program|hand-over|command|undone
 */
import { spawn } from 'node:child_process'
import { writeSync } from 'node:fs'
import { createRequire } from 'node:module'
import { endOf, interruptibly, listen, stopListening, undoing } from '../../scripts/setup/interruption.mjs'

listen('example')
const ready = () => writeSync(1, 'ready')
const kinds = {
  before: async () => {
    ready()
    // Work without a turn of the event loop, and then work that takes the listeners away.
    for (const end = Date.now() + 1_000; Date.now() < end; );
    await interruptibly(() => undefined)
  },
  loading: () =>
    interruptibly(() => {
      ready()
      for (;;);
    }),
  'set-up': () =>
    undoing(
      () => 'undone',
      async () => {
        ready()
        await new Promise((done) => setTimeout(done, 30_000))
      },
    ),
  program: async () => {
    const child = spawn(
      process.execPath,
      [
        '-e',
        "process.on('SIGINT', () => { console.error('ends first'); process.exit() }); console.log('ready'); setTimeout(() => {}, 30_000)",
      ],
      { stdio: 'inherit' },
    )
    await endOf(child)
  },
  // What scripts/command.mjs does once the library is loaded: its command does its work, and tells what it undoes.
  'hand-over': () =>
    handOver(() => {
      ready()
      for (const end = Date.now() + 1_000; Date.now() < end; );
    }),
  command: () =>
    handOver((library) =>
      library.interruptibly(() => {
        ready()
        for (;;);
      }),
    ),
  undone: () =>
    handOver((library) => {
      library.onInterruption(() => 'undone')
      ready()
      for (const end = Date.now() + 1_000; Date.now() < end; );
    }),
}

async function handOver(work) {
  const library = createRequire(import.meta.url)('../../lib/toolkit/core/dist/parallel/interruption.js')
  library.nameProcess('example')
  work(library)
  await stopListening()
}

await kinds[process.argv[2]]()
writeSync(2, 'the interruption is lost')
