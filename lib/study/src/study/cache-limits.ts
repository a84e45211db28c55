import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** What a cache may hold. */
export interface CacheLimits {
  /** Of all results together. */
  readonly bytes: number
  /** Days after which a result that nobody has used goes. */
  readonly days: number
}

/** 2 GB, 30 days. */
export const cacheLimits: CacheLimits = { bytes: 2e9, days: 30 }

const day = 24 * 60 * 60 * 1000

/** A result, or what its making leaves where the process was killed: the folder may hold files of other programs. */
const ownName = /^[a-z-]+-[0-9a-f]{20}\.bin(\..+)?$/

/**
 * Removes from a cache what nobody has used for too long, and beyond that what was used longest ago, until the rest is
 * no larger than allowed; the last one used stays, whatever its size. What killed processes have left goes after a
 * day. Others may write to the folder meanwhile.
 */
export function tidyCache(folder: string, { bytes, days }: CacheLimits, now: number = Date.now()): void {
  const files = readdirSync(folder)
    .filter((name) => ownName.test(name))
    .flatMap((name) => {
      const path = join(folder, name)
      const found = statSync(path, { throwIfNoEntry: false })
      return found?.isFile() ? [{ path, size: found.size, unused: (now - found.mtimeMs) / day }] : []
    })
    .sort((a, b) => a.unused - b.unused)
  const isResult = ({ path }: { path: string }) => path.endsWith('.bin')
  let total = 0
  files.filter(isResult).forEach(({ path, size, unused }, i) => {
    total += size
    if (unused > days || (total > bytes && i > 0)) rmSync(path, { force: true })
  })
  for (const file of files) if (!isResult(file) && file.unused > 1) rmSync(file.path, { force: true })
}
