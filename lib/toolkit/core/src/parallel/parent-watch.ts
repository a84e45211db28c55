/**
 * A thread that ends its process when the one that started it is gone, whatever the other threads are doing: killed
 * without a chance to say so. It first removes the folders of the run that is over.
 */
import { rmSync } from 'node:fs'
import { Worker, workerData } from 'node:worker_threads'
import { compiledPath } from './threads'

interface Watch {
  readonly parent: number
  readonly folders: readonly string[]
}

const looksEvery = 200

/**
 * Starts the thread.
 * @param parent number of the process that started this one; it gives it, for it may be gone before this one looks
 * @param folders removed when it is gone
 * @example
 * ```ts
 * endWithParent(process.ppid, []) // → undefined
 * ```
 */
export function endWithParent(parent: number, folders: readonly string[]): void {
  const data: { readonly watch: Watch } = { watch: { parent, folders } }
  new Worker(compiledPath(__dirname, './parent-watch'), { workerData: data }).unref()
}

const watch = (workerData as { readonly watch?: Watch } | null)?.watch
if (watch) setInterval(() => endUnlessParent(watch), looksEvery)

function endUnlessParent({ parent, folders }: Watch): void {
  if (process.ppid === parent) return
  for (const folder of folders) {
    try {
      rmSync(folder, { recursive: true, force: true })
    } catch {
      // The next run clears it.
    }
  }
  process.kill(process.pid, 'SIGKILL')
}
