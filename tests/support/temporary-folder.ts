import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { inject } from 'vitest'

/**
 * An empty folder of the test that asks for it; it is removed with all others when the run of tests ends.
 * @param name what it is for, the beginning of its own name
 */
export function temporaryFolder(name: string): string {
  return mkdtempSync(join(inject('testFolder'), `${name}-`))
}
