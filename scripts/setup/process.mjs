import { spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { machineFailure, SetupError } from './errors.mjs'
import { cache, root } from './paths.mjs'

const running = new Set()

/** Ends what {@link runLogged} started, when the set-up itself is ended. */
export function endChildren() {
  for (const child of running) child.kill('SIGTERM')
}

/**
 * Runs a program with its output in .cache/logs/NAME.log. When it fails the error quotes that log, or names what of the
 * machine lies behind it: a full disk, no network.
 *
 * @param {string} name of the log
 * @param {string} command the program
 * @param {string[]} args its arguments
 * @param {string} remedy what the user can do when it fails
 * @param {NodeJS.ProcessEnv} [env] added to the environment
 */
export async function runLogged(name, command, args, remedy, env = {}) {
  mkdirSync(join(cache, 'logs'), { recursive: true })
  const log = join(cache, 'logs', `${name}.log`)
  const out = openSync(log, 'w')
  const status = await new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', out, out],
    })
    running.add(child)
    const done = (value) => {
      running.delete(child)
      resolve(value)
    }
    child.on('error', (error) => done(error.message))
    child.on('close', (code, signal) => done(code ?? signal))
  })
  closeSync(out)
  if (status === 0) return
  const text = readFileSync(log, 'utf8')
  const machine = machineFailure(text, log)
  if (machine) throw machine
  throw new SetupError(
    `${[command, ...args].join(' ')}\nfailed (${status}). From ${log}:\n\n${shortened(text)}\n\n${remedy}`,
  )
}

/** The first and the last lines: the cause stands in one of them. */
function shortened(text, most = 14) {
  const lines = text.trimEnd().split('\n')
  if (lines.length <= 2 * most) return lines.join('\n')
  return [...lines.slice(0, most), '…', ...lines.slice(-most)].join('\n')
}
