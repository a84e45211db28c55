import { chmodSync, chownSync } from 'node:fs'
import { dirname } from 'node:path'
import { inject } from 'vitest'

const nobody = 65_534

/**
 * What `body` gives when it has only the permissions of the owner of `folder` (and of the files that it makes there):
 * an administrator, whom no permission stops, works as nobody meanwhile.
 */
export function withPermissionsHeld<T>(folder: string, body: () => T): T {
  if (process.geteuid?.() !== 0) return body()
  chownSync(folder, nobody, nobody)
  const top = inject('testFolder')
  for (let above = dirname(folder); ; above = dirname(above)) {
    chmodSync(above, 0o711)
    if (above === top) break
    if (above === dirname(above)) throw new Error(`${folder} is not among the folders of the tests`)
  }
  process.setegid?.(nobody)
  process.seteuid?.(nobody)
  try {
    return body()
  } finally {
    process.seteuid?.(0)
    process.setegid?.(0)
  }
}
