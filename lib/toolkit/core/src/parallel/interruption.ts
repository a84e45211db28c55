/** What a process undoes when it is told to end before its work is done. */

import { writeSync } from 'node:fs'
import { runInNewContext } from 'node:vm'
import { isMainThread } from 'node:worker_threads'
import { printable, tell } from '../printable'

/** Ctrl-C, the end that a system or a container asks for, a closed terminal. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

type Undo = () => unknown

/** A listener; one that hears of Ctrl-C only until the command does leaves it to the command to tell and to end. */
type StandIn = NodeJS.SignalsListener & { readonly untilCommandListens?: true }

const undos = new Set<Undo>()
let command: string | undefined
let breakable = false

/**
 * Names the command that this process runs, for the line that says that it was interrupted.
 * @example
 * ```ts
 * nameProcess('study') // → undefined
 * ```
 */
export function nameProcess(name: string): void {
  command = name
}

/**
 * Has something undone when this process is told to end, or exits. Only while there is something to undo are the
 * signals listened to: long work between two turns of the event loop would put off the end.
 *
 * @param undo the last one given is called first; it may return what the user should know of the state it leaves
 * @returns call it when there is nothing to undo any more
 * @example
 * ```ts
 * const settled = onInterruption(() => 'nothing was written')
 * process.listenerCount('SIGTERM') > 0 // → true
 * settled()
 * ```
 */
export function onInterruption(undo: Undo): () => void {
  if (undos.size === 0) {
    // A listener would take Ctrl-C away from what ends the work (`interruptibly`).
    for (const signal of signals) if (!breakable || signal !== 'SIGINT') process.on(signal, interrupt)
    process.on('exit', undoAll)
    if (!breakable) queueMicrotask(listenAnew)
  }
  undos.add(undo)
  return () => {
    if (!undos.delete(undo) || undos.size > 0) return
    for (const signal of signals) process.off(signal, interrupt)
    process.off('exit', undoAll)
  }
}

/**
 * A notebook's cell runs with `breakOnSigint` up to its first await. That takes all listeners away and gives them back,
 * but leaves the signal itself to end the process where somebody began to listen in between: so that all begin again.
 */
function listenAnew(): void {
  const listeners = process.rawListeners('SIGINT') as StandIn[]
  if (listeners.every((listener) => listener === interrupt || listener.untilCommandListens)) return
  process.removeAllListeners('SIGINT')
  for (const listener of listeners) process.on('SIGINT', listener)
}

/**
 * Work that gets a signal which is aborted when this process is told to end.
 * @example
 * ```ts
 * await untilInterrupted(async (signal) => signal.aborted) // → false
 * ```
 */
export async function untilInterrupted<Result>(
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const stop = new AbortController()
  const done = onInterruption(() => stop.abort())
  try {
    return await work(stop.signal)
  } finally {
    done()
  }
}

/**
 * Does work of a command up to its first await so that Ctrl-C ends the process at once: listeners would hear of it only
 * after the work. Where no command is named, or within such work, it is just done.
 * @example
 * ```ts
 * interruptibly(() => 2 + 3) // → 5
 * ```
 */
export function interruptibly<Result>(work: () => Result): Result {
  if (command === undefined || breakable || !isMainThread) return work()
  breakable = true
  try {
    return runInNewContext('work()', { work }, { breakOnSigint: true }) as Result
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_INTERRUPTED') interrupt('SIGINT')
    throw error
  } finally {
    breakable = false
    if (undos.size > 0 && !process.listeners('SIGINT').includes(interrupt)) process.on('SIGINT', interrupt)
  }
}

function undoAll(): string[] {
  const told: string[] = []
  for (const undo of [...undos].reverse()) {
    undos.delete(undo)
    try {
      const state = undo()
      if (typeof state === 'string') told.push(state)
    } catch {
      // The others are undone all the same.
    }
  }
  return told
}

/**
 * Undoes all, then ends the process by the same signal, as its caller expects. Where somebody else listens too, as the
 * kernel of a notebook does, for which an interruption ends a cell and not the process, they decide what ends.
 */
function interrupt(signal: NodeJS.Signals): void {
  const told = undoAll()
  for (const each of signals) {
    process.off(each, interrupt)
    for (const listener of process.listeners(each) as StandIn[])
      if (listener.untilCommandListens) process.off(each, listener)
  }
  const others = process.listenerCount(signal) > 0
  process.off('exit', undoAll)
  if (others) return
  // Below what the terminal shows of Ctrl-C.
  if (command !== undefined) tellLast('', [`${command}: interrupted`, ...told].join('; '))
  process.kill(process.pid, signal)
}

/** Past the stream, which says nothing any more where it was broken off in the middle of a message. */
function tellLast(...lines: readonly string[]): void {
  try {
    writeSync(2, printable(lines))
  } catch {
    tell(...lines)
  }
}
