import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the tests of one run have their folders, and share what is too slow to do in each file. */
    testFolder: string
  }
}

/**
 * One folder for the run of tests, removed at the end. What programs take for temporary files lies in it and must be
 * empty by then: neither the product nor a test leaves anything there.
 */
export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'one-click-tests-'))
  const temporary = join(folder, 'temporary')
  mkdirSync(temporary)
  process.env.TMPDIR = temporary
  // Results of studies: neither those of the user, nor kept there.
  process.env.STUDY_CACHE = join(folder, 'results')
  // What Node.js itself would keep there.
  process.env.NODE_DISABLE_COMPILE_CACHE = '1'
  project.provide('testFolder', folder)
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  // A run that is interrupted ends without more.
  process.once('exit', remove)
  return () => {
    const left = readdirSync(temporary)
    remove()
    if (left.length > 0) {
      process.stdout.write(
        `The folder for temporary files still held ${left.length}: ${left.slice(0, 20).join(', ')}. ` +
          'Tests take theirs by temporaryFolder (tests/support); what the product makes it removes.\n',
      )
      process.exitCode = 1
    }
  }
}
