import { randomBytes } from 'node:crypto'
import { linkSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname } from 'node:path'
import { cannotWrite } from './file-failure'

/** Milliseconds between two renewals of a lock, and after how long without one its holder counts as gone. */
const beat = 2_000
const silence = 30_000

/** Who holds a lock; `token` tells apart processes that had one number after another. */
interface Holder {
  readonly pid?: number
  readonly host?: string
  readonly token?: string
}

/**
 * Takes a lock, in a folder that is there, among processes: a file that its holder renews every two seconds. A lock
 * whose holder is gone is removed: its process ended, or it has not renewed the lock for half a minute, whatever process
 * has its number by now.
 *
 * @returns what gives the lock back; undefined where somebody else holds it, or has held it a moment ago: try again
 * @throws UserError that names the lock when it cannot be written; nothing is left of it then
 * @example
 * ```ts
 * import { rmSync } from 'node:fs'
 * import { join } from 'node:path'
 * const folder = makeTemporaryFolder('example-')
 * const release = takeLock(join(folder, 'run.lock'))
 * takeLock(join(folder, 'run.lock')) // → undefined
 * release?.()
 * rmSync(folder, { recursive: true })
 * ```
 */
export function takeLock(path: string): (() => void) | undefined {
  const holder: Holder = { pid: process.pid, host: hostname(), token: randomBytes(8).toString('hex') }
  try {
    writeFileSync(path, JSON.stringify(holder), { flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
      removeStale(path)
      return undefined
    }
    // A full disk takes the name of a file and not what it holds.
    rmSync(path, { force: true })
    throw cannotWrite(path, error)
  }
  const isOurs = () => parse(readIfThere(path)).token === holder.token
  const heart = setInterval(() => {
    if (isOurs()) utimesSync(path, new Date(), new Date())
  }, beat)
  heart.unref()
  return () => {
    clearInterval(heart)
    if (isOurs()) rmSync(path, { force: true })
  }
}

/**
 * Whether somebody holds a lock, or may: of a lock that is not there, whether its folder has changed within half a
 * minute, so that it may be about to be taken.
 */
export function isHeld(path: string): boolean {
  const text = readIfThere(path)
  const age = ageOf(path)
  if (text === undefined || age === undefined) return (ageOf(dirname(path)) ?? silence) < silence
  return !isStale(text, age)
}

function isStale(text: string, age: number): boolean {
  const { pid, host } = parse(text)
  return age > silence || (pid !== undefined && host === hostname() && !isAlive(pid))
}

/** Removes a lock whose holder is gone, unless somebody has taken it over just now. */
function removeStale(path: string): void {
  const text = readIfThere(path)
  const age = ageOf(path)
  if (text === undefined || age === undefined || !isStale(text, age)) return
  const aside = `${path}.${process.pid}`
  try {
    renameSync(path, aside)
    if (readIfThere(aside) !== text) linkSync(aside, path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'ENOENT' && code !== 'EEXIST') throw error
  } finally {
    rmSync(aside, { force: true })
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

/** Milliseconds since the last renewal; undefined when the lock is gone. */
function ageOf(path: string): number | undefined {
  try {
    return Date.now() - statSync(path).mtimeMs
  } catch {
    return undefined
  }
}

/** Nothing for an empty lock, made a moment ago or left by a process that was killed. */
function parse(text = ''): Holder {
  try {
    return Object(JSON.parse(text)) as Holder
  } catch {
    return {}
  }
}

/** Whether a process of this machine has the number. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
