import { existsSync, lstatSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { onInterruption } from '../parallel/interruption'
import { isHeld, takeLock } from './file-lock'

const lock = 'run.lock'
/** What `mkdtempSync` adds to a prefix, and `removeFolder` to that. */
const madeName = /^[A-Za-z0-9]{6}(?:\.removed)*$/

/**
 * A folder for what one run needs on its way, which only this user may read. It is removed at the run's end, also when
 * the run is interrupted; where the process was killed, the next run clears it (`clearAbandoned`).
 * @example
 * ```ts
 * import { existsSync } from 'node:fs'
 * const run = new RunFolder(makeTemporaryFolder('example-'))
 * existsSync(run.path) // → true
 * run.remove()
 * existsSync(run.path) // → false
 * ```
 */
export class RunFolder {
  private readonly release: (() => void) | undefined
  private readonly settled: () => void

  /**
   * @param path of a folder made a moment ago, as `mkdtempSync` makes it
   * @throws UserError when nothing can be written there; the folder is removed
   */
  constructor(readonly path: string) {
    try {
      this.release = takeLock(join(this.path, lock))
    } catch (error) {
      removeFolder(path)
      throw error
    }
    this.settled = onInterruption(() => this.remove())
  }

  /** Never throws: what cannot be removed now is cleared by the next run, and must not hide why this one failed. */
  remove(): void {
    this.settled()
    removeFolder(this.path)
    this.release?.()
  }
}

/**
 * Removes the folders of runs that are gone: their process has ended, or has given no sign for half a minute.
 * @param prefix of their names, which no other program takes
 * @param rescue called with each before it is removed
 * @example
 * ```ts
 * import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
 * import { hostname } from 'node:os'
 * import { join } from 'node:path'
 * const folder = makeTemporaryFolder('example-')
 * mkdirSync(join(folder, 'run-abcdef'))
 * const holder = { pid: 99_999_999, host: hostname() }
 * writeFileSync(join(folder, 'run-abcdef', 'run.lock'), JSON.stringify(holder))
 * clearAbandoned(folder, 'run-')
 * readdirSync(folder) // → []
 * rmSync(folder, { recursive: true })
 * ```
 */
export function clearAbandoned(parent: string, prefix: string, rescue?: (folder: string) => void): void {
  // Whoever makes a folder there says what is wrong with it.
  if (!existsSync(parent)) return
  for (const name of readdirSync(parent)) {
    const folder = join(parent, name)
    if (!name.startsWith(prefix) || !madeName.test(name.slice(prefix.length))) continue
    if (!isOwnFolder(folder) || isHeld(join(folder, lock))) continue
    rescue?.(folder)
    removeFolder(folder)
  }
}

/** No link, and of this user: others may have folders in the same place. */
function isOwnFolder(path: string): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false })
  return found?.isDirectory() === true && (process.getuid === undefined || found.uid === process.getuid())
}

/** Under another name first: what still writes by the old one fails, instead of filling the folder again. */
function removeFolder(path: string): void {
  const aside = `${path}.removed`
  try {
    renameSync(path, aside)
    rmSync(aside, { recursive: true, force: true, maxRetries: 5 })
  } catch {
    // See above.
  }
}
