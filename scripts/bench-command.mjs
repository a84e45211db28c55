import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { benchProgram, benchPython, ensureBench } from '../bench/setup.mjs'
import { stopListening } from './setup/interruption.mjs'
import { root } from './setup/paths.mjs'
import { tell } from './setup/print.mjs'
import { ensureSetup } from './setup.mjs'

const help = `Usage: npm run bench -- [options]

Measures this project and the Python stack (scikit-learn, phik, shap) on the same work, checks that the
results agree, and prints seconds and ratios. The first run installs the Python packages of
bench/requirements.txt into .cache/bench. A whole run takes about six minutes on two idle cores.

Options:
  --json FILE  write the list of {"name", "ours", "python", "ratio", "equal"} (seconds; ratio = python / ours)
  --data DIR   folder with the four tables (default: $STUDY_DATA, else data/raw, else data/sample)
  --out DIR    folder for bench.html with the table and the growth of cost (default: reports/bench)
  --only TEXT  only the lines whose name contains this, "growth" for the growth; may be repeated
  --quick      tiny work that only checks that results agree; its times and predictions mean nothing
  -h, --help   show this help

Exit code: 0 all results agree, 1 some differ or the run failed, 2 wrong usage.
`

const options = {
  json: { type: 'string' },
  data: { type: 'string' },
  out: { type: 'string', default: join(root, 'reports/bench') },
  only: { type: 'string', multiple: true },
  quick: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h' },
}

/** `npm run bench`. */
export async function run(argv) {
  let values
  try {
    values = parseArgs({ args: argv, options }).values
  } catch (error) {
    tell(error.message, '', ...help.trimEnd().split('\n'))
    return 2
  }
  if (values.help) {
    process.stdout.write(help)
    return 0
  }
  await ensureSetup()
  await ensureBench()
  await stopListening()
  const { runBench } = createRequire(import.meta.url)(benchProgram)
  const { json, out } = values
  return runBench({ ...values, ...(json && { json: resolve(json) }), out: resolve(out), python: benchPython })
}
