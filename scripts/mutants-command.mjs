import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, resolve, sep } from 'node:path'
import { parseArgs } from 'node:util'
import { mutantReport } from './mutant-report.mjs'
import { endOf, undoing } from './setup/interruption.mjs'
import { modules, root } from './setup/paths.mjs'
import { print, tell } from './setup/print.mjs'
import { ensureSetup } from './setup.mjs'

const help = `Usage: npm run mutants -- PATH... [options]

Mutation testing of source files below lib or tools (Stryker): changes them in one place after another, runs the tests
that reach the place on each change, and lists the changes that no test noticed, with a table of the files. A PATH is a
file or a folder, which stands for all of its files; one run takes all of them. A file takes one to ten minutes.

Options:
  --tests PATH      tests to run beside those of the files' paths in tests/, or instead of one that is not there:
                    a test file, or a folder for all of its tests; may be repeated
  --incremental     take the results of the last such run for changes in files that are the same, as long as the tests
                    that reach them are (kept in .cache/mutants.json; other sources may not have changed since)
  --workers N       tests run side by side (default: 1)
  -h, --help        show this help

A change that is in force while a file is loaded, and only then, is left out: the tests load each file once.

Exit code: 0 the tests notice 85 % of the changes of every file or more, 1 fewer or the run failed, 2 wrong usage.
`

const options = {
  tests: { type: 'string', multiple: true, default: [] },
  incremental: { type: 'boolean', default: false },
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
  if (positionals.length === 0) return wrongUsage('name source files or a folder of them')
  if (!/^[1-9]\d?$/.test(values.workers)) return wrongUsage('--workers needs a whole number from 1 on')
  const missing = [...positionals, ...values.tests].find((path) => !existsSync(path))
  if (missing !== undefined) return wrongUsage(`${inCheckout(missing)} is not there`)
  const sources = positionals.flatMap((path) => filesAt(path, /(?<!\.d)\.ts$/))
  const untested = sources.filter((path) => !existsSync(join(root, testOf(path))))
  const named = values.tests.flatMap((path) => filesAt(path, /\.test\.ts$/))
  const tests = [...new Set([...sources.filter((path) => !untested.includes(path)).map(testOf), ...named])]
  if (tests.length === 0) {
    return wrongUsage(`${testOf(untested[0])} is not there; name the tests with --tests PATH`)
  }
  if (untested.length > 0) tell(`Without a test of the same path: ${untested.join(', ')}`)
  // The tests take the sources as they are: nothing has to be compiled.
  if (!existsSync(stryker)) await ensureSetup()
  return mutate(sources, tests, { concurrency: Number(values.workers), incremental: values.incremental })
}

async function mutate(sources, tests, { concurrency, incremental }) {
  const folder = mkdtempSync(join(tmpdir(), 'mutants-'))
  const config = join(folder, 'stryker.json')
  const results = join(folder, 'mutants.json')
  writeFileSync(
    config,
    JSON.stringify({
      mutate: sources,
      concurrency,
      incremental,
      incrementalFile: '.cache/mutants.json',
      testRunner: 'vitest',
      vitest: { configFile: 'vitest.mutants.config.mts', related: false },
      coverageAnalysis: 'perTest',
      ignoreStatic: true,
      // One copy of the checkout: what no test of the library reads stays out.
      ignorePatterns: ['.cache', '.venv', 'reports', 'data/raw', 'dist', 'bench', 'docs', 'notebooks'],
      tempDirName: join(folder, 'copy'),
      reporters: ['progress-append-only', 'json'],
      jsonReporter: { fileName: results },
      allowConsoleColors: false,
      allowEmpty: true,
      timeoutMS: 5_000,
    }),
  )
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  try {
    const child = spawn(process.execPath, [stryker, 'run', config], {
      cwd: root,
      stdio: ['ignore', 2, 2],
      env: { ...process.env, TMPDIR: folder, MUTANT_TESTS: tests.join('\n') },
    })
    const status = await undoing(remove, () => endOf(child))
    if (status !== 0 || !existsSync(results)) return 1
    // An incremental run gives what it remembers of other files, too.
    const files = Object.entries(JSON.parse(readFileSync(results, 'utf8')).files)
    const { lines, lowest } = mutantReport(
      Object.fromEntries(files.filter(([file]) => sources.includes(file))),
    )
    print(...lines)
    return lowest >= wanted ? 0 : 1
  } finally {
    remove()
  }
}

/** The files at a path whose names end so, as paths in the checkout. */
function filesAt(path, ending) {
  if (!statSync(path).isDirectory()) return [inCheckout(path)]
  return readdirSync(path, { recursive: true })
    .filter((name) => ending.test(name))
    .sort()
    .map((name) => inCheckout(join(path, name)))
}

/** lib/study/src/tables/numbers.ts is tested by tests/study/tables/numbers.test.ts. */
function testOf(source) {
  return source
    .replace(/^(lib|tools)\//, 'tests/')
    .replace('/src/', '/')
    .replace(/\.ts$/, '.test.ts')
}

function inCheckout(path) {
  return relative(root, resolve(path)).split(sep).join('/')
}

function wrongUsage(message) {
  tell(message, '', ...help.trimEnd().split('\n'))
  return 2
}
