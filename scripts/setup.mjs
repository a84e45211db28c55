/**
 * The set-up: npm packages, the native TensorFlow binding, the Python environment with JupyterLab, the
 * TypeScript kernel, the compiled library, the program of the explorer page and the compiled notebooks. Each step
 * knows whether it is needed, so a set-up that was interrupted goes on where it stopped and one with nothing to
 * do costs a few reads.
 */
import { accessSync, constants, existsSync } from 'node:fs'
import { combined, inWords, MachineError, SetupError } from './setup/errors.mjs'
import { explorer } from './setup/explorer.mjs'
import { undoing } from './setup/interruption.mjs'
import { kernel } from './setup/kernel.mjs'
import { kernelCells } from './setup/kernel-cells.mjs'
import { library } from './setup/library.mjs'
import { releaseLock, withLock } from './setup/lock.mjs'
import { npmPackages } from './setup/npm-packages.mjs'
import { cache, root } from './setup/paths.mjs'
import { checkPrerequisites, nodeProblem, platformProblem } from './setup/prerequisites.mjs'
import { tell } from './setup/print.mjs'
import { endChildren } from './setup/process.mjs'
import { pythonPackages, virtualEnvironment } from './setup/python-packages.mjs'
import { libtensorflow, tensorflowBinding } from './setup/tensorflow.mjs'

/** In the order in which they start; what a step needs first is in its `after`. */
const steps = [
  npmPackages,
  virtualEnvironment,
  libtensorflow,
  pythonPackages,
  library,
  explorer,
  tensorflowBinding,
  kernel,
  kernelCells,
]

/**
 * Does what is missing. Messages go to stderr; there are none when nothing is missing.
 *
 * @param {{compileErrors?: 'fail' | 'go on'}} [options] whether a library that does not compile ends the
 *   set-up (the default); the checks of `npm test` report its errors themselves
 * @returns {Promise<boolean>} whether anything was done
 * @throws {SetupError} with what to do about it
 */
export async function ensureSetup(options = {}) {
  const missing = pending()
  if (missing.length === 0) return false
  checkWritable(missing)
  checkMachine()
  const end = () => {
    endChildren()
    releaseLock()
    return 'the next run goes on with the set-up where it stopped'
  }
  const waits = ({ pid }) => say(`waiting for another set-up of this checkout (process ${pid ?? 'unknown'})`)
  try {
    await undoing(end, () => withLock(waits, () => runPending(options)))
  } catch (error) {
    throw inWords(error)
  }
  return true
}

function pending() {
  return steps.filter((step) => step.needed())
}

/** Somebody else's checkout may be used, but only its owner can set it up. */
function checkWritable(missing) {
  try {
    for (const folder of [root, cache].filter((path) => existsSync(path))) accessSync(folder, constants.W_OK)
  } catch ({ code, path }) {
    throw new SetupError(
      `${path} cannot be written to (${code}), and is not set up, or no longer: ${missing.map(({ label }) => label).join(', ')}.\n` +
        'Let whoever owns it run npm run setup there, or make a checkout of your own.',
    )
  }
}

/** What the machine lacks, all at once, before anything is fetched. */
function checkMachine() {
  // Installing npm packages takes the binding with it, which then is built anew.
  const machineSteps = [npmPackages, virtualEnvironment, libtensorflow, pythonPackages, tensorflowBinding]
  if (machineSteps.some((step) => step.needed())) return checkPrerequisites()
  const problem = nodeProblem(process.versions.node) ?? platformProblem(process.platform, process.arch)
  if (problem) throw new SetupError(problem)
  return {}
}

/** Runs the steps side by side, each as soon as those before it are done. */
async function runPending(options) {
  const tools = checkMachine()
  const started = Date.now()
  const results = new Map()
  let hopeless = false
  const runUnlessHopeless = async (step) => {
    if (hopeless) return
    try {
      await runStep(step, tools, options)
    } catch (error) {
      const failure = inWords(error)
      // Without a network or room, none need begin any more.
      hopeless ||= failure instanceof MachineError
      throw failure
    }
  }
  for (const step of steps) {
    const before = (step.after ?? []).map((other) => results.get(other))
    results.set(
      step,
      Promise.all(before).then(() => runUnlessHopeless(step)),
    )
  }
  const settled = await Promise.allSettled(results.values())
  const failures = [
    ...new Set(settled.filter((result) => result.status === 'rejected').map((result) => result.reason)),
  ]
  if (failures.length > 0) throw combined(failures)
  say(`ready after ${seconds(started)}`)
}

async function runStep(step, tools, options) {
  if (!step.needed()) return
  say(`${step.label} …`)
  const started = Date.now()
  try {
    await step.run(tools)
  } catch (error) {
    if (step === library && options.compileErrors === 'go on' && error instanceof SetupError) {
      say(`${step.label}: has errors`)
      return
    }
    say(`${step.label}: failed after ${seconds(started)}`)
    throw error
  }
  say(`${step.label}: done in ${seconds(started)}`)
}

function seconds(started) {
  return `${((Date.now() - started) / 1000).toFixed(1)} s`
}

function say(text) {
  tell(`set-up: ${text}`)
}
