import { availableParallelism } from 'node:os'
import { basename, join, resolve } from 'node:path'

/**
 * The compiled file of a module of this library, as threads run compiled code even when this file is run from
 * its source.
 * @param module path below lib/src without extension: `evaluation/fold`
 */
export function compiledPath(module: string): string {
  const folder = resolve(__dirname, '..')
  return join(basename(folder) === 'src' ? resolve(folder, '../dist') : folder, `${module}.js`)
}

/** STUDY_WORKERS or the number of cores, at most 8. */
export function defaultWorkers(): number {
  const asked = process.env.STUDY_WORKERS
  return asked !== undefined && /^\d+$/.test(asked) ? Number(asked) : Math.min(8, availableParallelism())
}
