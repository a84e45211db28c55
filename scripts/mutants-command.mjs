import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, resolve, sep } from 'node:path'
import { parseArgs } from 'node:util'
import { modules, root } from './setup/paths.mjs'
import { tell } from './setup/print.mjs'
import { ensureSetup } from './setup.mjs'

const help = `Usage: npm run mutants -- PATH [options]

Mutation testing of one source file below lib or tools (Stryker): changes the file in one place after another, runs its
tests on each change, and lists the changes that no test noticed. Takes one to ten minutes.

Options:
  --tests FILE      a test file to run; may be repeated (default: the one in tests/ with the file's path)
  --workers N       tests run side by side (default: 1)
  -h, --help        show this help

Exit code: 0 the tests notice 85 % of the changes or more, 1 fewer or the run failed, 2 wrong usage.
`

const options = {
  tests: { type: 'string', multiple: true },
  workers: { type: 'string', default: '1' },
  help: { type: 'boolean', short: 'h' },
}

const stryker = join(modules, '@stryker-mutator/core/bin/stryker.js')

/** Share of changes, in percent, that the tests of a file have to notice. */
const wanted = 85

/** `npm run mutants`. */
export async function run(argv) {
  let parsed
  try {
    parsed = parseArgs({ args: argv, options, allowPositionals: true })
  } catch (error) {
    return wrongUsage(error.message)
  }
  const { values, positionals } = parsed
  if (values.help) {
    process.stdout.write(help)
    return 0
  }
  const [source, ...more] = positionals.map((path) => inCheckout(resolve(path)))
  if (source === undefined || more.length > 0) return wrongUsage('name one source file')
  const tests = values.tests?.map((path) => inCheckout(resolve(path))) ?? [testOf(source)]
  const missing = [source, ...tests].find((path) => !existsSync(join(root, path)))
  if (missing !== undefined) return wrongUsage(`${missing} is not there; name the tests with --tests FILE`)
  if (!/^[1-9]\d?$/.test(values.workers)) return wrongUsage('--workers needs a whole number from 1 on')
  // The tests take the sources as they are: nothing has to be compiled.
  if (!existsSync(stryker)) await ensureSetup()
  return mutate(source, tests, Number(values.workers))
}

function mutate(source, tests, concurrency) {
  const folder = mkdtempSync(join(tmpdir(), 'mutants-'))
  const config = join(folder, 'stryker.json')
  writeFileSync(
    config,
    JSON.stringify({
      mutate: [source],
      concurrency,
      testRunner: 'vitest',
      vitest: { configFile: 'vitest.mutants.config.mts', related: false },
      coverageAnalysis: 'perTest',
      // One copy of the checkout: what no test of the library reads stays out.
      ignorePatterns: ['.cache', '.venv', 'reports', 'data/raw', 'dist', 'bench', 'docs', 'notebooks'],
      tempDirName: join(folder, 'copy'),
      reporters: ['clear-text'],
      clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
      allowEmpty: true,
      thresholds: { high: wanted, low: wanted, break: wanted },
      timeoutMS: 20_000,
    }),
  )
  try {
    const { status } = spawnSync(process.execPath, [stryker, 'run', config], {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, MUTANT_TESTS: tests.join('\n') },
    })
    return status === 0 ? 0 : 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** lib/study/src/tables/numbers.ts is tested by tests/study/tables/numbers.test.ts. */
function testOf(source) {
  return source
    .replace(/^(lib|tools)\//, 'tests/')
    .replace('/src/', '/')
    .replace(/\.ts$/, '.test.ts')
}

function inCheckout(path) {
  return relative(root, path).split(sep).join('/')
}

function wrongUsage(message) {
  tell(message, '', ...help.trimEnd().split('\n'))
  return 2
}
