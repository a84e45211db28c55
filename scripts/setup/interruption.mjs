import { runInNewContext } from 'node:vm'
import { tell } from './print.mjs'

/**
 * What Ctrl-C and the end that a system asks for do before the library is there, whose
 * lib/toolkit/core/src/parallel/interruption.ts does it from then on.
 */
const signals = ['SIGINT', 'SIGTERM']

let command = ''
let undo = () => undefined

/**
 * From here on an interruption is told in one line, and ends this process as its caller expects.
 *
 * @param {string} name of the command
 */
export function listen(name) {
  command = name
  for (const signal of signals) process.on(signal, interrupt)
}

/** Leaves interruptions to others, once those that have come have been heard of. */
export async function stopListening() {
  await aTurn()
  for (const signal of signals) process.off(signal, interrupt)
}

/**
 * Does work that is undone by an interruption.
 *
 * @template Result
 * @param {() => string | undefined} interrupted undoes it; may return what the user should know
 * @param {() => Promise<Result>} work
 * @returns {Promise<Result>}
 */
export async function undoing(interrupted, work) {
  undo = interrupted
  try {
    return await work()
  } finally {
    undo = () => undefined
  }
}

/** Does work without a turn of the event loop, such as loading a command: there nobody hears of Ctrl-C. */
export async function interruptibly(work) {
  // What has come before is heard of first; while such work is done, listeners are taken away.
  await aTurn()
  try {
    return runInNewContext('work()', { work }, { breakOnSigint: true })
  } catch (error) {
    if (error?.code !== 'ERR_SCRIPT_EXECUTION_INTERRUPTED') throw error
    interrupt('SIGINT')
    throw error
  }
}

/** Known to the library's interruption.ts: who listens there does not count this as somebody else. */
interrupt.untilCommandListens = true

/**
 * Waits for the end of a program in the user's sight: Ctrl-C reaches it from the terminal, and this process ends after it.
 *
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<number | null>} its exit code; null where a signal ended it
 */
export async function endOf(child) {
  let heard
  const hear = (signal) => {
    heard = signal
    if (signal === 'SIGTERM') child.kill(signal)
  }
  for (const signal of signals) process.on(signal, hear).off(signal, interrupt)
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve))
  for (const signal of signals) process.on(signal, interrupt).off(signal, hear)
  if (heard) interrupt(heard)
  return code
}

/** A whole turn of the event loop: a single immediate may come before signals are looked for. */
async function aTurn() {
  for (let immediates = 0; immediates < 2; immediates++) await new Promise(setImmediate)
}

function interrupt(signal) {
  for (const each of signals) process.off(each, interrupt)
  // The command listens already, and tells.
  if (process.listenerCount(signal) > 0) return
  const state = undo()
  // Below what the terminal shows of Ctrl-C.
  tell('', [`${command}: interrupted`, state].filter(Boolean).join('; '))
  process.kill(process.pid, signal)
}
