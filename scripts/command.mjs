/**
 * Runs the command that scripts/run.mjs was given.
 *
 * `setup`, `lab`, `bench`, `test` and `mutants` live beside this file; every other command is a compiled module (below)
 * which exports `run(argv: string[]): Promise<number>` with the exit code.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import { inWords, SetupError } from './setup/errors.mjs'
import { interruptibly, stopListening } from './setup/interruption.mjs'
import { root } from './setup/paths.mjs'
import { tell, watchOutput } from './setup/print.mjs'
import { ensureSetup } from './setup.mjs'

const own = {
  setup: './setup-command.mjs',
  lab: './lab-command.mjs',
  bench: './bench-command.mjs',
  test: './test-command.mjs',
  mutants: './mutants-command.mjs',
}

/** Where the library's commands are, by the source of each and its compiled module. */
const libraryCommands = { synthesize: 'tools/synthesis/src/synthesize.ts' }
const studyCommands = 'lib/study/src/commands'

/**
 * @param {string | undefined} name
 * @param {string[]} argv what stands after it
 * @returns {Promise<number>} the exit code
 */
export function runCommand(name, argv) {
  return main(name, argv).catch(report)
}

async function main(name, argv) {
  if (!isOfLibrary(name)) watchOutput(name ?? 'npm run')
  if (name === undefined || name === '--help' || name === '-h') {
    const out = name === undefined ? process.stderr : process.stdout
    out.write(`Usage: npm run NAME -- [arguments]\nCommands: ${commandNames().join(', ')}\n`)
    return name === undefined ? 2 : 0
  }
  useThisNode()
  standWithUser(name)
  if (Object.hasOwn(own, name)) return (await import(own[name])).run(argv)
  if (!isOfLibrary(name)) {
    tell(`Unknown command '${name}'. Commands: ${commandNames().join(', ')}`)
    return 2
  }
  await ensureSetup()
  const load = () => createRequire(import.meta.url)(compiled(name))
  const command = await interruptibly(load)
  if (typeof command.run !== 'function') {
    tell(`Unknown command '${name}'. Commands: ${commandNames().join(', ')}`)
    return 2
  }
  // Somebody listens all the time: the command does from its first await on, and until then is broken off by itself.
  const done = command.run(argv)
  done.catch(() => undefined)
  await stopListening()
  return done
}

/** The commands of package.json's scripts that come here. */
function commandNames() {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  return Object.keys(scripts)
    .filter((name) => scripts[name] === `node scripts/run.mjs ${name}`)
    .sort()
}

function isOfLibrary(name) {
  return !Object.hasOwn(own, name ?? '') && commandNames().includes(name)
}

function compiled(name) {
  const source = libraryCommands[name] ?? `${studyCommands}/${name}.ts`
  return join(root, source.replace('/src/', '/dist/').replace(/\.ts$/, '.js'))
}

/** Child processes, the notebooks' kernels among them, run on the Node that runs this. */
function useThisNode() {
  const folder = dirname(process.execPath)
  const path = process.env.PATH ?? ''
  if (path.split(delimiter)[0] !== folder) process.env.PATH = `${folder}${delimiter}${path}`
}

/** npm runs this in the project's folder; paths are meant from where the user stands. */
function standWithUser(name) {
  const { INIT_CWD: folder, npm_lifecycle_event: script } = process.env
  // A command that is run by a test, say, inherits the variables of the npm that runs the tests.
  if (folder && script === name && process.cwd() === root) process.chdir(folder)
}

/** An expected failure is a message; anything else is a defect and shows where it is. */
function report(failure) {
  const error = inWords(failure)
  const expected =
    error instanceof SetupError || error?.name === 'UserError' || error?.name === 'ArgumentError'
  tell(...String(expected ? error.message : (error?.stack ?? error)).split('\n'))
  return 1
}
