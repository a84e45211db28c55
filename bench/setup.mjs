/**
 * What `npm run bench` needs beyond the common set-up: the Python stack in a virtual environment of its own and
 * the compiled bench, both in .cache/bench. Each step knows whether it is needed.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { SetupError } from '../scripts/setup/errors.mjs'
import { undoing } from '../scripts/setup/interruption.mjs'
import { releaseLock, withLock } from '../scripts/setup/lock.mjs'
import { cache, modules, root } from '../scripts/setup/paths.mjs'
import { findPython } from '../scripts/setup/prerequisites.mjs'
import { tell } from '../scripts/setup/print.mjs'
import { endChildren, runLogged } from '../scripts/setup/process.mjs'
import { attempts } from '../scripts/setup/python-packages.mjs'
import { filesBelow, fingerprint, readIfThere, writeWhole } from '../scripts/setup/stamps.mjs'

const home = join(cache, 'bench')
const venv = join(home, 'venv')
const installed = join(venv, '.installed')
const output = join(home, 'dist')
const built = join(output, '.built-from')
const requirements = join(root, 'bench/requirements.txt')

/** scikit-learn 1.9, shap 0.51 and numpy 2.4 need it. */
const oldestMinor = 11
const pythonNames = ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11']

export const benchPython = join(venv, 'bin/python')
export const benchProgram = join(output, 'main.js')

const steps = [
  {
    label: 'Python packages of the bench (scikit-learn, LightGBM, phik, shap)',
    needed: () => !existsSync(benchPython) || readIfThere(installed) !== environmentStamp(),
    run: installPackages,
  },
  {
    label: 'bench (TypeScript)',
    needed: () => readIfThere(built) !== sourceStamp(),
    run: compile,
  },
]

/**
 * Does what is missing; messages go to stderr.
 *
 * @throws {SetupError} with what to do about it
 */
export async function ensureBench() {
  if (!steps.some((step) => step.needed())) return
  const end = () => {
    endChildren()
    releaseLock()
    return 'the next run goes on with the set-up where it stopped'
  }
  await undoing(end, () => withLock(() => say('waiting for another set-up of this checkout'), runSteps))
}

async function runSteps() {
  for (const step of steps.filter(({ needed }) => needed())) {
    say(`${step.label} …`)
    const started = Date.now()
    await step.run()
    say(`${step.label}: done in ${((Date.now() - started) / 1000).toFixed(1)} s`)
  }
}

async function installPackages() {
  const python = findBenchPython()
  rmSync(installed, { force: true })
  await runLogged(
    'bench-venv',
    python,
    ['-m', 'venv', '--clear', venv],
    'Install the packages python3-venv and python3-pip, or name another Python: PYTHON=/path/to/python3',
  )
  await runLogged(
    'bench-packages',
    benchPython,
    ['-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', '--only-binary=:all:']
      .concat(attempts)
      .concat(['-r', requirements]),
    'Check the network and the package index (python3 -m pip config list), then run the command again.',
  )
  writeWhole(installed, environmentStamp())
}

/** The Python that PYTHON names, else the first of the usual names, when it is new enough. */
function findBenchPython() {
  const names = process.env.PYTHON ? [process.env.PYTHON] : pythonNames
  for (const name of names) {
    const { program } = findPython({ ...process.env, PYTHON: name })
    if (program && minorVersion(program) >= oldestMinor) return program
  }
  throw new SetupError(
    `The bench compares with scikit-learn 1.9 and shap 0.51, which need Python 3.${oldestMinor} or newer ` +
      `with the modules venv and ensurepip (${names.join(', ')}: not found or too old).\n` +
      'Installed elsewhere? Name it: PYTHON=/path/to/python3 npm run bench',
  )
}

function minorVersion(program) {
  const found = spawnSync(program, ['-c', 'import sys; print(sys.version_info[1])'], { encoding: 'utf8' })
  return Number(found.stdout)
}

async function compile() {
  const basis = sourceStamp()
  rmSync(output, { recursive: true, force: true })
  await runLogged(
    'bench',
    process.execPath,
    [join(modules, 'typescript/bin/tsc'), '-p', join(root, 'bench'), '--pretty', 'false'],
    'Mend these errors in bench, then run the command again.',
  )
  writeWhole(built, basis)
}

/** Its scripts hold absolute paths, so a moved checkout makes the environment anew. */
function environmentStamp() {
  return fingerprint(root, process.env.PYTHON ?? '', readIfThere(requirements) ?? '')
}

/** The bench and what it is compiled against. */
function sourceStamp() {
  const folder = join(root, 'bench')
  const files = filesBelow(folder).filter((file) => /\.(ts|json)$/.test(file))
  return fingerprint(
    readIfThere(join(root, 'tsconfig.json')) ?? '',
    readIfThere(join(root, 'lib/.built-from')) ?? '',
    ...files.flatMap((file) => [file, readFileSync(join(folder, file))]),
  )
}

function say(text) {
  tell(`set-up: ${text}`)
}
