import { spawn } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { stopListening } from './setup/interruption.mjs'
import { root, venv } from './setup/paths.mjs'
import { tell } from './setup/print.mjs'
import { ensureSetup } from './setup.mjs'

const help = `Usage: npm run lab -- [options] [JupyterLab options]

Opens JupyterLab on notebooks/ with the TypeScript kernel. Further options go to JupyterLab, for example
--no-browser or --port=8899; its own list: npm run lab -- --help-all

Options:
  --data DIR     folder with the four tables (default: $STUDY_DATA, else data/raw, else data/sample)
  --offers FILE  what can be offered (default: $STUDY_OFFERS, else offers.json beside the tables, else
                 data/offers.json)
  --allow-root   for JupyterLab, which does not run as root without it
  -h, --help     show this help
`

const own = { data: { type: 'string' }, offers: { type: 'string' } }

/** `npm run lab`: the notebooks work on the tables and the offers that are named. */
export async function run(argv) {
  const { values, rest } = ownOptions(argv)
  if (values.help) {
    process.stdout.write(help)
    return 0
  }
  const problem = problemOf(values)
  if (problem) {
    tell(`lab: ${problem}`)
    return 2
  }
  if (values.data !== undefined) process.env.STUDY_DATA = resolve(values.data)
  if (values.offers !== undefined) process.env.STUDY_OFFERS = resolve(values.offers)
  await ensureSetup()
  if (values.data !== undefined) tell(`Tables of the notebooks: ${process.env.STUDY_DATA}`)
  if (values.offers !== undefined) tell(`Offers of the notebooks: ${process.env.STUDY_OFFERS}`)
  await stopListening()
  const lab = spawn(join(venv, 'bin/jupyter'), ['lab', ...rest, join(root, 'notebooks')], {
    stdio: 'inherit',
  })
  const end = () => lab.kill('SIGTERM')
  // Ctrl-C reaches JupyterLab from the terminal, and it asks whether that is meant.
  process
    .on('SIGTERM', end)
    .on('SIGHUP', end)
    .on('SIGINT', () => {})
  const code = await new Promise((resolve, reject) => {
    lab.on('error', reject)
    lab.on('close', (code) => resolve(code ?? 1))
  })
  if (code !== 0 && process.getuid?.() === 0 && !rest.includes('--allow-root')) {
    tell('lab: JupyterLab does not run as root unless it is allowed: npm run lab -- --allow-root')
  }
  return code
}

/** The options of this command, and what is left for JupyterLab. */
export function ownOptions(argv) {
  const { values, tokens } = parseArgs({
    args: argv,
    options: { ...own, help: { type: 'boolean', short: 'h' } },
    strict: false,
    tokens: true,
    allowPositionals: true,
  })
  const taken = new Set()
  for (const token of tokens) {
    if (token.kind !== 'option' || !Object.hasOwn(own, token.name)) continue
    taken.add(token.index)
    if (token.value !== undefined && !token.inlineValue) taken.add(token.index + 1)
  }
  return { values, rest: argv.filter((_, index) => !taken.has(index)) }
}

function problemOf({ data, offers }) {
  // An option without its value is true.
  if (data === true || data === '') return '--data needs the folder with the four tables'
  if (offers === true || offers === '') return '--offers needs a file'
  if (data !== undefined && !(existsSync(data) && statSync(data).isDirectory())) {
    return `--data ${resolve(data)} is no folder: name the one that holds the four tables`
  }
  if (offers !== undefined && !existsSync(offers)) return `--offers ${resolve(offers)} is not there`
  return undefined
}
