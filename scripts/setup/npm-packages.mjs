import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { NetworkError } from './errors.mjs'
import { modules, root } from './paths.mjs'
import { runLogged } from './process.mjs'
import { readIfThere } from './stamps.mjs'

/** `npm ci`, unless node_modules already holds exactly what package-lock.json says. */
export const npmPackages = {
  name: 'npm-packages',
  label: 'npm packages',
  needed: () => !installed(),
  run: async () => {
    const [command, args] = npm()
    // Without a network npm would try for minutes; what it has in its cache it installs all the same.
    const offline = (await isOffline(command, args)) ? ['--offline'] : []
    await runLogged(
      'npm-packages',
      command,
      [...args, 'ci', '--ignore-scripts', '--no-audit', '--no-fund', loglevel, ...offline],
      'Check the network and the npm registry (npm ping), then run the command again.',
    )
  },
}

/** `npm run --silent` would silence the npm that it calls as well. */
const loglevel = '--loglevel=notice'

/** Whether there is no way to the registry; one that answers anything at all is reached. */
async function isOffline(command, args) {
  try {
    await runLogged(
      'npm-ping',
      command,
      [...args, 'ping', loglevel, '--fetch-retries=0', '--fetch-timeout=20000'],
      '',
    )
    return false
  } catch (error) {
    return error instanceof NetworkError
  }
}

/** npm keeps what it installed in a lock file of its own; it must agree with ours package by package. */
function installed() {
  const wanted = packagesOf(join(root, 'package-lock.json'))
  const there = packagesOf(join(modules, '.package-lock.json'))
  if (!wanted || !there) return false
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || entry.link || !path.includes('node_modules/')) return true
    const found = there[path]
    if (!found) return entry.optional === true || entry.devOptional === true || entry.peer === true
    return found.version === entry.version && found.integrity === entry.integrity
  })
}

function packagesOf(file) {
  const text = readIfThere(file)
  if (text === undefined) return undefined
  try {
    return JSON.parse(text).packages
  } catch {
    return undefined
  }
}

/** The npm that runs this, or the one on the PATH. */
function npm() {
  const own = process.env.npm_execpath
  if (own?.endsWith('npm-cli.js') && existsSync(own)) return [process.execPath, [own]]
  const beside = join(dirname(process.execPath), 'npm')
  return [existsSync(beside) ? beside : 'npm', []]
}
