import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, extname, join, sep } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { deserialize, serialize } from 'node:v8'
import { storeFile, takeLock, untilInterrupted } from '@one-click/core'
import { projectRoot } from './paths'

/**
 * Long results that several notebooks use, kept in files. An entry is found again only by the same
 * computing code (`codeHash`), data and options, so that a stale one is never read. Whoever asks first computes; others wait for the
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

/** The folders of the study that compute; what shows results (report, notebook, commands) stands above them. */
const computing = ['tables', 'customers', 'exploration', 'evaluation', 'explanation', 'decisions', 'study']

let known: string | undefined

function libraryHash(): string {
  known ??= codeHash(
    join(__dirname, '..'),
    toolkit.map((name) => dirname(require.resolve(`@one-click/${name}`))),
  )
  return known
}

/**
 * A hash over the code that computes: the toolkit's packages, the computing folders of the study, and the words that
 * these import. A change to what only shows results gives the same hash.
 * @param study folder of the study's modules @param packages folders of the toolkit's
 */
export function codeHash(study: string, packages: readonly string[]): string {
  const folders = [...computing.map((name) => join(study, name)), ...packages]
  const files = new Set(folders.filter((folder) => existsSync(folder)).flatMap(codeIn))
  // A set gives what is added while it is walked: imports of imports are found too.
  for (const file of files) {
    if (!file.startsWith(study + sep)) continue
    for (const [, to] of readFileSync(file, 'utf8').matchAll(/(?:from |require\()["'](\.[^"']+)["']/g)) {
      const imported = join(dirname(file), to)
      const found = [imported, `${imported}.js`, `${imported}.ts`].find(
        (path) => extname(path) && existsSync(path),
      )
      if (found) files.add(found)
    }
  }
  const hash = createHash('sha256')
  for (const file of [...files].sort()) hash.update(basename(file)).update(readFileSync(file))
  return hash.digest('hex')
}

function codeIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(js|ts|json)$/.test(file) && !file.endsWith('.d.ts'))
    .map((file) => join(folder, file))
}
