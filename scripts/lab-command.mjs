import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root, venv } from './setup/paths.mjs'
import { ensureSetup } from './setup.mjs'

const help = `Usage: npm run lab -- [JupyterLab options]

Opens JupyterLab on notebooks/ with the TypeScript kernel. Further options go to JupyterLab, for example
--no-browser or --port=8899; its own list: npm run lab -- --help-all

Options:
  -h, --help  show this help
`

/** `npm run lab`. */
export async function run(argv) {
  if (argv.includes('--help') || argv.includes('-h')) {
    process.stdout.write(help)
    return 0
  }
  await ensureSetup()
  const lab = spawn(join(venv, 'bin/jupyter'), ['lab', ...argv, join(root, 'notebooks')], {
    stdio: 'inherit',
  })
  const forward = (signal) => lab.kill(signal)
  process.on('SIGTERM', forward).on('SIGINT', () => {})
  return new Promise((resolve, reject) => {
    lab.on('error', reject)
    lab.on('close', (code) => resolve(code ?? 1))
  })
}
