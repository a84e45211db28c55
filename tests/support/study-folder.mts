import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the tests of one run share the study's results. */
    studyFolder: string
  }
}

/** A folder for the run of tests, for what is too slow to do in each file; removed at the end. */
export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'study-tests-'))
  project.provide('studyFolder', folder)
  return () => rmSync(folder, { recursive: true, force: true })
}
