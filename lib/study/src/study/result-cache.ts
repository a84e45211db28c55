import { createHash } from 'node:crypto'
import { accessSync, constants, existsSync, mkdirSync, readFileSync, utimesSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { deserialize, serialize } from 'node:v8'
import { cannotWrite, isSystemError, storeFile, takeLock, UserError, untilInterrupted } from '@one-click/core'
import { type CacheLimits, cacheLimits, tidyCache } from './cache-limits'
import { ownCodeHash, type StudyStep } from './code-hash'

/**
 * The long results of studies, kept in files that only this user may read: a study, the notebooks and
 * whoever comes later find them again by the data, the computing code (`codeHash`), the options and the version of
 * Node, so that a stale one is never read. Whoever asks first computes; others, in this process or another, wait for
 * the result. A file that was not written to its end counts as absent. What has not been used for long goes
 * (`cacheLimits`).
 */
export class ResultCache {
  /**
   * @param folder where the results are kept; made when the first one is
   * @param fingerprint of the data that they follow from
   */
  constructor(
    private readonly folder: string,
    private readonly fingerprint: string,
    private readonly limits: CacheLimits = cacheLimits,
  ) {}

  /** The kept result, or the computed one, which is then kept. Results must be plain data. */
  async get<Result>(
    step: StudyStep,
    name: string,
    options: unknown,
    compute: () => Result | Promise<Result>,
  ): Promise<Result> {
    const platform = [process.version, process.arch]
    const key = createHash('sha256')
      .update(JSON.stringify([ownCodeHash(step), platform, this.fingerprint, name, options]))
      .digest('hex')
      .slice(0, 20)
    const path = join(this.folder, `${name}-${key}.bin`)
    makeCacheFolder(this.folder)
    let release: (() => void) | undefined
    for (;;) {
      const kept = readKept<Result>(path)
      if (kept) return kept.result
      release = takeLock(`${path}.lock`)
      if (release) break
      await untilInterrupted((signal) => delay(100, undefined, { signal }))
    }
    try {
      // Whoever had the lock a moment ago may have computed it.
      const kept = readKept<Result>(path)
      if (kept) return kept.result
      const result = await compute()
      storeFile(path, sealed(serialize(result)), 0o600)
      tidyCache(this.folder, this.limits)
      return result
    } finally {
      release()
    }
  }
}

/**
 * Makes the folder of a cache where it is not there yet, readable for this user alone.
 * @throws UserError when it cannot be made or written to
 */
export function makeCacheFolder(folder: string): void {
  try {
    makeFolders(folder)
    accessSync(folder, constants.R_OK | constants.W_OK)
  } catch (error) {
    if (!isSystemError(error)) throw error
    const { message } = cannotWrite(folder, error) as UserError
    throw new UserError([message, 'Another folder for results is named by STUDY_CACHE=/path.'])
  }
}

/** Level by level: Node's own recursive way never ends below folders such as /proc. */
function makeFolders(folder: string): void {
  if (existsSync(folder)) return
  makeFolders(dirname(folder))
  try {
    mkdirSync(folder, { mode: 0o700 })
  } catch (error) {
    // Another process may have made it a moment ago.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

const digestOf = (content: Uint8Array) => createHash('sha256').update(content).digest()

/** The content behind its digest, by which a file that was cut off or filled with zeros is told. */
const sealed = (content: Buffer) => Buffer.concat([digestOf(content), content])

/** What a file holds; nothing when it is not there or was not written to its end. */
function readKept<Result>(path: string): { readonly result: Result } | undefined {
  if (!existsSync(path)) return undefined
  try {
    const file = readFileSync(path)
    const content = file.subarray(32)
    if (!digestOf(content).equals(file.subarray(0, 32))) return undefined
    const now = new Date()
    // What was used last goes last.
    utimesSync(path, now, now)
    return { result: deserialize(content) as Result }
  } catch {
    return undefined
  }
}
