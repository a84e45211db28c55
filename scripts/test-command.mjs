import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { endOf } from './setup/interruption.mjs'
import { modules, root } from './setup/paths.mjs'
import { tell } from './setup/print.mjs'
import { ensureSetup } from './setup.mjs'

const help = `Usage: npm test -- [vitest arguments]

Checks style (Biome) and types (TypeScript), then runs the tests (vitest). Arguments go to vitest: names of
test files, -t PATTERN and so on.

Environment:
  ONE_CLICK_DATA=DIR      the store's own tables, for the tests that need them
  CHROMIUM=PROGRAM        the browser, for the tests that need one
  REQUIRE_ALL_TESTS=1     a test that is left out fails the run

Options:
  -h, --help  show this help
`

/** `npm test`: all three checks run, and all must pass. */
export async function run(argv) {
  if (argv.includes('--help') || argv.includes('-h')) {
    process.stdout.write(help)
    return 0
  }
  await ensureSetup({ compileErrors: 'go on' })
  const checks = [
    ['Style (biome check)', '@biomejs/biome/bin/biome', ['check', '.']],
    ['Types (tsc)', 'typescript/bin/tsc', ['--noEmit', '-p', 'tsconfig.json']],
    ['Types of the explorer page (tsc)', 'typescript/bin/tsc', ['-p', 'lib/study/explorer/tsconfig.json']],
    ['Tests (vitest)', 'vitest/vitest.mjs', ['run', ...argv]],
  ]
  const failed = []
  for (const [title, program, args] of checks) {
    process.stdout.write(`\n=== ${title} ===\n`)
    const child = spawn(process.execPath, [join(modules, program), ...args], { cwd: root, stdio: 'inherit' })
    const status = await endOf(child)
    if (status !== 0) failed.push(title)
  }
  if (failed.length > 0) tell('', `Failed: ${failed.join(', ')}`)
  return failed.length > 0 ? 1 : 0
}
