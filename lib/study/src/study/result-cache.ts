import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { deserialize, serialize } from 'node:v8'
import { storeFile, takeLock, untilInterrupted } from '@one-click/core'
import { projectRoot } from './paths'

/**
 * Long results that several notebooks use, kept in files. An entry is found again only by the same library
 * code, data and options, so that a stale one is never read. Whoever asks first computes; others wait for the
 * result. The study gives each run an empty cache of its own: there, only that run shares results.
 */
export class ResultCache {
  private readonly folder: string

  /** @param fingerprint of the data @param folder default STUDY_CACHE, else .cache/results */
  constructor(
    private readonly fingerprint: string,
    folder = process.env.STUDY_CACHE || join(projectRoot, '.cache/results'),
  ) {
    this.folder = folder
  }

  /** The kept result, or the computed one, which is then kept. Results must be plain data. */
  async get<Result>(
    name: string,
    options: unknown,
    compute: () => Result | Promise<Result>,
  ): Promise<Result> {
    const key = createHash('sha256')
      .update(JSON.stringify([libraryHash(), this.fingerprint, name, options]))
      .digest('hex')
      .slice(0, 20)
    const path = join(this.folder, `${name}-${key}.bin`)
    // Not those above it: a run that is over must not make its folder again.
    if (!existsSync(this.folder)) mkdirSync(this.folder)
    let release: (() => void) | undefined
    for (;;) {
      const kept = readKept<Result>(path)
      if (kept) return kept.result
      release = takeLock(`${path}.lock`)
      if (release) break
      await untilInterrupted((signal) => delay(100, undefined, { signal }))
    }
    try {
      const result = await compute()
      storeFile(path, serialize(result))
      return result
    } finally {
      release()
    }
  }
}

/** What a file holds; nothing when it is not there, or was written by another version of Node. */
function readKept<Result>(path: string): { readonly result: Result } | undefined {
  if (!existsSync(path)) return undefined
  try {
    return { result: deserialize(readFileSync(path)) as Result }
  } catch {
    return undefined
  }
}

const toolkit = ['core', 'statistics', 'learn', 'explain', 'allocation']

let known: string | undefined

/** A hash over the compiled library: any change of code gives another. */
function libraryHash(): string {
  if (known === undefined) {
    const hash = createHash('sha256')
    const visit = (folder: string): void => {
      for (const entry of readdirSync(folder).sort()) {
        const path = join(folder, entry)
        if (statSync(path).isDirectory()) visit(path)
        else if (/\.(js|ts|json)$/.test(entry)) hash.update(entry).update(readFileSync(path))
      }
    }
    visit(join(__dirname, '..'))
    for (const name of toolkit) visit(dirname(require.resolve(`@one-click/${name}`)))
    known = hash.digest('hex')
  }
  return known
}
