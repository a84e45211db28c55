import { spawnSync } from 'node:child_process'
import fs, {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { isAlive, isHeld, takeLock } from '../../../../lib/toolkit/core/src/files/file-lock'
import { emptyFolder } from '../../../study/tables/table-copies'
import { systemError, withCall } from '../../../support/failing-call'

let folder = ''
let path = ''
beforeEach(() => {
  folder = emptyFolder()
  path = join(folder, 'lock')
})
afterEach(() => {
  vi.useRealTimers()
})

const endedPid = () => spawnSync(process.execPath, ['--version']).pid
const holderOf = (holder: object) => JSON.stringify(holder)
const ours = () => holderOf({ pid: process.pid, host: hostname() })
function age(target: string, seconds: number): void {
  const then = new Date(Date.now() - 1000 * seconds)
  utimesSync(target, then, then)
}

describe('takeLock', () => {
  it('names the holder, and gives the lock back', () => {
    const release = takeLock(path)!
    const { pid, host, token } = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
    expect([pid, host]).toEqual([process.pid, hostname()])
    expect(token).toMatch(/^[0-9a-f]{16}$/)
    expect(takeLock(path)).toBeUndefined()
    expect(isHeld(path)).toBe(true)
    release()
    expect(readdirSync(folder)).toEqual([])
    release()
  })

  it('leaves a lock that is another’s by now', () => {
    const release = takeLock(path)!
    writeFileSync(path, ours())
    release()
    expect(readFileSync(path, 'utf8')).toBe(ours())
  })

  it('renews its lock every two seconds, as long as it is its own', () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const release = takeLock(path)!
    age(path, 100)
    vi.advanceTimersByTime(1999)
    expect(Date.now() - statSync(path).mtimeMs).toBeGreaterThan(50_000)
    vi.advanceTimersByTime(1)
    expect(Date.now() - statSync(path).mtimeMs).toBeLessThan(30_000)
    writeFileSync(path, ours())
    age(path, 100)
    vi.advanceTimersByTime(2000)
    expect(Date.now() - statSync(path).mtimeMs).toBeGreaterThan(50_000)
    release()
    expect(vi.getTimerCount()).toBe(0)
  })

  it.each<[string, () => string, number]>([
    ['a process that has ended', () => holderOf({ pid: endedPid(), host: hostname() }), 0],
    ['a process that has been silent for half a minute', ours, 31],
    ['a process of another machine that has been silent', () => holderOf({ pid: 1, host: 'elsewhere' }), 31],
    ['nobody, for half a minute', () => '', 31],
    ['no JSON, for half a minute', () => '{', 31],
  ])('removes the lock of %s, for the next attempt', (_, content, seconds) => {
    writeFileSync(path, content())
    age(path, seconds)
    expect(isHeld(path)).toBe(false)
    expect(takeLock(path)).toBeUndefined()
    expect(readdirSync(folder)).toEqual([])
    const release = takeLock(path)
    expect(release).toBeDefined()
    release?.()
  })

  it.each<[string, () => string, number]>([
    ['a process that lives', ours, 25],
    ['a process of another machine', () => holderOf({ pid: endedPid(), host: 'elsewhere' }), 25],
    ['nobody yet', () => '', 25],
    ['what says no process', () => holderOf({ host: hostname() }), 25],
    ['what is no holder', () => 'null', 25],
  ])('leaves the lock of %s', (_, content, seconds) => {
    const text = content()
    writeFileSync(path, text)
    age(path, seconds)
    expect(isHeld(path)).toBe(true)
    expect(takeLock(path)).toBeUndefined()
    expect(readFileSync(path, 'utf8')).toBe(text)
    expect(readdirSync(folder)).toEqual(['lock'])
  })

  describe('removing the lock of a process that has ended', () => {
    const rename = fs.renameSync
    beforeEach(() => {
      writeFileSync(path, holderOf({ pid: endedPid(), host: hostname() }))
    })

    it('does not mind another process that was faster', () => {
      const gone = () => {
        rename(path, join(folder, 'taken'))
        throw systemError('ENOENT')
      }
      withCall('renameSync', gone, () => expect(takeLock(path)).toBeUndefined())
      expect(readdirSync(folder)).toEqual(['taken'])
    })

    it('gives back the lock of a process that took it over just now', () => {
      const overtaken: typeof rename = (from, to) => {
        writeFileSync(from, ours())
        rename(from, to)
      }
      withCall('renameSync', overtaken, () => expect(takeLock(path)).toBeUndefined())
      expect([readdirSync(folder), readFileSync(path, 'utf8')]).toEqual([['lock'], ours()])
    })

    it('leaves the lock of a third one that came between', () => {
      const third = holderOf({ pid: 1, host: 'third' })
      const overtaken: typeof rename = (from, to) => {
        writeFileSync(from, ours())
        rename(from, to)
        writeFileSync(from, third)
      }
      withCall('renameSync', overtaken, () => expect(takeLock(path)).toBeUndefined())
      expect([readdirSync(folder), readFileSync(path, 'utf8')]).toEqual([['lock'], third])
    })

    it('says that it may not', () => {
      const refused = () => {
        throw systemError('EACCES')
      }
      withCall('renameSync', refused, () => expect(() => takeLock(path)).toThrow('EACCES'))
      expect(readdirSync(folder)).toEqual(['lock'])
    })
  })

  it('names a lock that cannot be written, and leaves nothing', () => {
    expect(() => takeLock(join(folder, 'none/lock'))).toThrow(
      `${join(folder, 'none/lock')} cannot be written (ENOENT): name a folder you may write to`,
    )
    expect(existsSync(join(folder, 'none'))).toBe(false)
  })
})

describe('isHeld', () => {
  it('takes a lock that is not there for about to be taken while its folder is new', () => {
    expect(isHeld(path)).toBe(true)
    age(folder, 31)
    expect(isHeld(path)).toBe(false)
    expect(isHeld(join(folder, 'none/lock'))).toBe(false)
  })

  it('takes what cannot be read for a lock that is not there', () => {
    mkdirSync(path)
    age(folder, 31)
    expect(isHeld(path)).toBe(false)
  })
})

describe('isAlive', () => {
  it('knows processes of this machine', () => {
    expect([isAlive(process.pid), isAlive(endedPid())]).toEqual([true, false])
  })

  it('takes one that it may not signal for alive', () => {
    const kill = vi.spyOn(process, 'kill')
    const failing = (code: string) =>
      kill.mockImplementationOnce(() => {
        throw Object.assign(new Error(), { code })
      })
    failing('EPERM')
    expect(isAlive(1)).toBe(true)
    failing('ESRCH')
    expect(isAlive(1)).toBe(false)
    kill.mockRestore()
  })
})
