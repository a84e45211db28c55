import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname, join, relative, sep } from 'node:path'

/**
 * The compiled file of a module, without its ending. Threads run compiled code even when this is run from its source.
 *
 * @param folder of the module that asks, its `__dirname`, within the `src` or `dist` of its package
 * @param module path from there without ending: `./fold`
 * @example
 * ```ts
 * import { rmSync, writeFileSync } from 'node:fs'
 * import { join, relative } from 'node:path'
 * const folder = makeTemporaryFolder('example-')
 * writeFileSync(join(folder, 'package.json'), '{}')
 * relative(folder, compiledPath(join(folder, 'src', 'trees'), './fold')) // → 'dist/trees/fold'
 * rmSync(folder, { recursive: true })
 * ```
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

/**
 * WORKER_THREADS or the number of cores, at most 8.
 * @example
 * ```ts
 * defaultWorkers() >= 0 // → true
 * ```
 */
export function defaultWorkers(): number {
  const asked = process.env.WORKER_THREADS
  return asked !== undefined && /^\d+$/.test(asked) ? Number(asked) : Math.min(8, availableParallelism())
}
