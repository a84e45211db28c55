import { parseArgs } from 'node:util'
import { tell } from './setup/print.mjs'
import { ensureSetup } from './setup.mjs'

const help = `Usage: npm run setup

Sets up what the other commands need, each part only when it is missing or out of date: npm packages, the
native TensorFlow binding, a Python virtual environment with JupyterLab, the TypeScript kernel, the
compiled library and notebooks. Every other command does the same first. Logs are in .cache/logs.

Environment: PYTHON (Python 3.10 or newer) and CXX (C++ compiler) name other programs than those found.

Options:
  -h, --help  show this help
`

/** `npm run setup`. */
export async function run(argv) {
  let values
  try {
    values = parseArgs({ args: argv, options: { help: { type: 'boolean', short: 'h' } } }).values
  } catch (error) {
    tell(error.message, '', ...help.trimEnd().split('\n'))
    return 2
  }
  if (values.help) {
    process.stdout.write(help)
    return 0
  }
  if (!(await ensureSetup())) tell('set-up: nothing to do')
  return 0
}
