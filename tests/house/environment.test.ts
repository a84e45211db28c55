import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from '../support/notebooks'

/** The files of the library that look at the environment, and what they may ask it for. */
const readers: Readonly<Record<string, readonly string[]>> = {
  // The study: read at the entry of a command or a kernel, then passed by hand.
  'lib/study/src/study/environment.ts': ['process.env'],
  // What a study hands to the program that runs its notebooks.
  'lib/study/src/commands/study/study-process.ts': ['...process.env, ...handed'],
  // Packages that know no study ask for their own defaults.
  'lib/toolkit/core/src/parallel/threads.ts': ['process.env.WORKER_THREADS'],
  'lib/toolkit/learn/src/estimators/tensorflow.ts': [
    'process.env.TF_ENABLE_ONEDNN_OPTS',
    'process.env.TF_CPP_MIN_LOG_LEVEL',
    'process.env.TF_NUM_INTRAOP_THREADS',
    'process.env.TF_NUM_INTEROP_THREADS',
  ],
}

it('the environment is read in one place of the study, and in two of the toolkit', () => {
  const found: Record<string, readonly string[]> = {}
  for (const name of readdirSync(join(root, 'lib'), { recursive: true, encoding: 'utf8' })) {
    if (!/\/src\/.*\.ts$/.test(name) || name.includes('node_modules')) continue
    const uses = readFileSync(join(root, 'lib', name), 'utf8').match(
      /(?:\.\.\.)?process\s*\.env(?:\.\w+|, \.\.\.\w+|\[[^\]]*\])?/g,
    )
    if (uses) found[`lib/${name}`] = uses.map(String)
  }
  expect(found).toEqual({
    ...readers,
    'lib/study/src/study/environment.ts': found['lib/study/src/study/environment.ts'],
  })
  expect(found['lib/study/src/study/environment.ts']!.every((use) => use === 'process.env')).toBe(true)
})
