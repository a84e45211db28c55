import { linkSync, mkdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { cache } from './paths.mjs'
import { readIfThere } from './stamps.mjs'

const file = join(cache, 'setup.lock')
const beat = 2_000
const silence = 30_000

/**
 * Holds the lock while `work` runs, so that two set-ups never touch the same files at once. A lock whose
 * holder is gone is taken over: its process ended, or it has not renewed the lock for half a minute.
 *
 * @param {() => void} onWait called once when another set-up is waited for
 * @param {() => Promise<void>} work
 */
export async function withLock(onWait, work) {
  mkdirSync(cache, { recursive: true })
  for (let waited = false; !take(); waited = true) {
    if (!waited) onWait(holder())
    await sleep(200)
  }
  const heart = setInterval(renew, beat)
  heart.unref()
  process.once('exit', releaseLock)
  try {
    await work()
  } finally {
    clearInterval(heart)
    process.removeListener('exit', releaseLock)
    releaseLock()
  }
}

function take() {
  try {
    writeFileSync(file, JSON.stringify({ pid: process.pid, host: hostname() }), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    const left = stale()
    if (left) clear(left)
    return false
  }
}

/** The text of the lock when its holder is gone. */
function stale() {
  let age
  try {
    age = Date.now() - statSync(file).mtimeMs
  } catch {
    return undefined
  }
  const text = readIfThere(file)
  const { pid, host } = parse(text)
  const gone = age > silence || (pid !== undefined && host === hostname() && !alive(pid))
  return gone ? text : undefined
}

/** Removes a stale lock, unless another set-up has just taken it over. */
function clear(left) {
  const aside = `${file}.${process.pid}`
  try {
    renameSync(file, aside)
    if (readIfThere(aside) !== left) linkSync(aside, file)
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error
  } finally {
    rmSync(aside, { force: true })
  }
}

function holder() {
  return parse(readIfThere(file))
}

function parse(text) {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}

function alive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function renew() {
  if (holder().pid === process.pid) utimesSync(file, new Date(), new Date())
}

/** Gives back the lock where this process holds it. */
export function releaseLock() {
  if (holder().pid === process.pid) rmSync(file, { force: true })
}
