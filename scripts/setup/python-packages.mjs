import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root, venv, venvPython } from './paths.mjs'
import { runLogged } from './process.mjs'
import { fingerprint, readIfThere, writeWhole } from './stamps.mjs'

const created = join(venv, '.created.json')
const installed = join(venv, '.installed')
/** Enough for a network that fails now and then, and soon over without one. */
export const attempts = ['--retries', '2', '--timeout', '30']

const requirements = join(root, 'requirements.txt')

/**
 * The virtual environment, still without packages. Its scripts hold absolute paths, so a moved checkout
 * makes it anew, and so does a PYTHON other than the one that made it.
 */
export const virtualEnvironment = {
  name: 'venv',
  label: 'Python virtual environment',
  needed: () => !existsSync(venvPython) || !madeHere(),
  run: async ({ python }) => {
    await runLogged(
      'venv',
      python,
      ['-m', 'venv', '--clear', venv],
      'Install the packages python3-venv and python3-pip, or name another Python: PYTHON=/path/to/python3',
    )
    writeWhole(created, JSON.stringify({ root, python: process.env.PYTHON ?? '' }))
  },
}

/** JupyterLab and what runs and exports the notebooks, in the versions of requirements.txt and with its hashes. */
export const pythonPackages = {
  name: 'python-packages',
  label: 'Python packages (JupyterLab)',
  after: [virtualEnvironment],
  needed: () => virtualEnvironment.needed() || readIfThere(installed) !== wanted(),
  run: async () => {
    await runLogged(
      'python-packages',
      venvPython,
      [
        '-m',
        'pip',
        'install',
        '--disable-pip-version-check',
        '--no-input',
        '--no-compile',
        '--require-hashes',
        ...attempts,
        '-r',
        requirements,
      ],
      'Check the network and the package index (python3 -m pip config list), then run the command again.',
    )
    writeWhole(installed, wanted())
  },
}

function madeHere() {
  try {
    const made = JSON.parse(readIfThere(created))
    return made.root === root && (!process.env.PYTHON || made.python === process.env.PYTHON)
  } catch {
    return false
  }
}

function wanted() {
  return fingerprint(readIfThere(requirements) ?? '')
}
