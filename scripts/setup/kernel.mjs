import { join } from 'node:path'
import { npmPackages } from './npm-packages.mjs'
import { modules, root, venv } from './paths.mjs'
import { pythonPackages } from './python-packages.mjs'
import { readIfThere, writeWhole } from './stamps.mjs'

/** What JupyterLab reads of ours, inside the virtual environment. */
const files = {
  'share/jupyter/kernels/tslab/kernel.json': {
    argv: [
      'node',
      '--require',
      join(root, 'scripts/kernel-preload.cjs'),
      join(modules, 'tslab/bin/tslab'),
    ].concat(['kernel', '--config-path', '{connection_file}']),
    display_name: 'TypeScript',
    language: 'typescript',
  },
  // no question about news at the first start, which would ask an outside host
  'etc/jupyter/labconfig/page_config.json': {
    disabledExtensions: { '@jupyterlab/apputils-extension:announcements': true },
  },
}

/** The TypeScript kernel, known to the JupyterLab of the virtual environment. */
export const kernel = {
  name: 'kernel',
  label: 'TypeScript kernel',
  after: [npmPackages, pythonPackages],
  needed: () => Object.entries(files).some(([file, wanted]) => !holds(read(file), wanted)),
  run: async () => {
    for (const [file, wanted] of Object.entries(files)) {
      writeWhole(join(venv, file), `${JSON.stringify({ ...read(file), ...wanted }, undefined, 2)}\n`)
    }
  },
}

function read(file) {
  try {
    return JSON.parse(readIfThere(join(venv, file)))
  } catch {
    return {}
  }
}

/** Whether a value has everything that is wanted; JupyterLab adds settings of its own to its file. */
function holds(value, wanted) {
  if (wanted === null || typeof wanted !== 'object') return value === wanted
  if (value === null || typeof value !== 'object') return false
  return Object.keys(wanted).every((key) => holds(value[key], wanted[key]))
}
