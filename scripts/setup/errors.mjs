import { statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { root } from './paths.mjs'

/** A set-up that cannot go on: the message says what is wrong and what to do. */
export class SetupError extends Error {
  name = 'SetupError'
}

/** What no step can get past, so that no other need begin: no network, no room. */
export class MachineError extends SetupError {}

/** A step that found no way to what it was to fetch. */
export class NetworkError extends MachineError {
  /** @param {string} log where the program that tried has written */
  constructor(log) {
    super(
      'no way to the network, or to the package index.\nCheck the connection and the settings of a proxy (npm ping; ' +
        `python3 -m pip config list), then run the command again.\nDetails: ${log}`,
    )
  }
}

/** A disk without room. */
export class FullDiskError extends MachineError {
  constructor() {
    super(
      `the disk of ${root}, or that of ${tmpdir()}, is full.\nMake room (3 GB are needed), then run the command again.`,
    )
  }
}

const fullDisk = /\b(?:ENOSPC|EDQUOT|No space left on device|Disk quota exceeded)\b/i
const noNetwork =
  /\b(?:EAI_AGAIN|ENOTFOUND|ENOTCACHED|ECONNREFUSED|ECONNRESET|ENETUNREACH|ENETDOWN|EHOSTUNREACH|ETIMEDOUT|Failed to establish a new connection|Temporary failure in name resolution|Name or service not known|nodename nor servname|Network is unreachable|ERR_SOCKET_TIMEOUT|Socket timeout|ConnectTimeoutError|ReadTimeoutError|Connection timed out)\b/

/**
 * What lies behind the failure of a program, where that is the machine.
 *
 * @param {string} text what the program has written
 * @param {string} log the file with it
 * @returns {SetupError | undefined}
 */
export function machineFailure(text, log) {
  // A full disk keeps the program from saying so.
  if (fullDisk.test(text) || [root, tmpdir()].some(isFull)) return new FullDiskError()
  return noNetwork.test(text) ? new NetworkError(log) : undefined
}

function isFull(folder) {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize < 100_000
  } catch {
    return false
  }
}

/** A failure of the system as what the user can mend; anything else is a defect and stays as it is. */
export function inWords(error) {
  if (error instanceof SetupError || typeof error?.code !== 'string' || !('errno' in error)) return error
  if (fullDisk.test(error.code)) return new FullDiskError()
  return new SetupError(
    `${error.path ?? error.syscall ?? root}: the system refuses this (${error.code}): check the permissions and the disk`,
  )
}

/**
 * Failures of several steps as one: the machine's before all others, which may follow from it.
 *
 * @param {Error[]} failures at least one
 */
export function combined(failures) {
  const known = failures.map(inWords)
  const machine = known.find((failure) => failure instanceof MachineError)
  if (machine) return new SetupError(`Set-up: ${machine.message}`)
  const defect = known.find((failure) => !(failure instanceof SetupError))
  return defect ?? new SetupError(known.map(({ message }) => `Set-up: ${message}`).join('\n\n'))
}
