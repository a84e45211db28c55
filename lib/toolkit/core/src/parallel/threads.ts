import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname, join, relative, sep } from 'node:path'

/**
 * The compiled file of a module, without its ending. Threads run compiled code even when this is run from its source.
 *
 * @param folder of the module that asks, its `__dirname`, within the `src` or `dist` of its package
 * @param module path from there without ending: `./fold`
 */
export function compiledPath(folder: string, module: string): string {
  const root = packageRoot(folder)
  const [, ...inside] = relative(root, join(folder, module)).split(sep)
  return join(root, 'dist', ...inside)
}

/** The folder above that holds package.json. */
function packageRoot(folder: string): string {
  const above = dirname(folder)
  return existsSync(join(folder, 'package.json')) || above === folder ? folder : packageRoot(above)
}

/** STUDY_WORKERS or the number of cores, at most 8. */
export function defaultWorkers(): number {
  const asked = process.env.STUDY_WORKERS
  return asked !== undefined && /^\d+$/.test(asked) ? Number(asked) : Math.min(8, availableParallelism())
}
