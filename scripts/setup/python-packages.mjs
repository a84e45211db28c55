import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, venv, venvPython } from './paths.mjs'
import { runLogged } from './process.mjs'
import { fingerprint, readIfThere, writeWhole } from './stamps.mjs'

const stamp = join(venv, '.installed.json')
const bare = join(venv, '.created')
const requirements = join(root, 'requirements.txt')

/** The virtual environment, still without packages. Its scripts hold absolute paths, so a moved checkout makes it anew. */
export const virtualEnvironment = {
  name: 'venv',
  label: 'Python virtual environment',
  needed: () => !existsSync(venvPython) || (!packagesInstalled() && readIfThere(bare) !== root),
  run: async ({ python }) => {
    await runLogged(
      'venv',
      python,
      ['-m', 'venv', '--clear', venv],
      'Install the packages python3-venv and python3-pip, or name another Python: PYTHON=/path/to/python3',
    )
    writeFileSync(bare, root)
  },
}

/** JupyterLab and what runs and exports the notebooks, in the versions of requirements.txt. */
export const pythonPackages = {
  name: 'python-packages',
  label: 'Python packages (JupyterLab)',
  after: [virtualEnvironment],
  needed: () => !packagesInstalled(),
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
        '-r',
        requirements,
      ],
      'Check the network and the package index (python3 -m pip config list), then run the command again.',
    )
    writeWhole(stamp, expected())
  },
}

function packagesInstalled() {
  return existsSync(venvPython) && readIfThere(stamp) === expected()
}

function expected() {
  const basis = {
    requirements: fingerprint(readIfThere(requirements) ?? ''),
    root,
    python: process.env.PYTHON ?? recordedPython(),
  }
  return JSON.stringify(basis)
}

/** PYTHON counts only while it is set: without it, whichever Python made the environment will do. */
function recordedPython() {
  try {
    return JSON.parse(readIfThere(stamp) ?? '{}').python ?? 'any'
  } catch {
    return 'any'
  }
}
