import { spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import * as fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { printable as libraryPrintable } from '../../lib/toolkit/core/src/printable'
import { root } from '../support/notebooks'
import { temporaryFolder } from '../support/temporary-folder'

interface Prerequisites {
  checkPrerequisites(env: Record<string, string>): { python: string; compiler: string }
  platformProblem(platform: string, architecture: string, libc?: string): string | undefined
  nodeProblem(version: string): string | undefined
  findPython(env: Record<string, string>): { program?: string; problem?: string }
}

let folder: string
let prerequisites: Prerequisites

beforeAll(async () => {
  folder = temporaryFolder('set-up')
  const module = pathToFileURL(join(root, 'scripts/setup/prerequisites.mjs')).href
  prerequisites = (await import(module)) as Prerequisites
})

/** A checkout without its packages, as after a clone. */
function bareCheckout(name: string): string {
  const copy = join(folder, name)
  mkdirSync(copy)
  for (const part of ['scripts', 'package.json', 'package-lock.json', 'requirements.txt']) {
    cpSync(join(root, part), join(copy, part), { recursive: true })
  }
  return copy
}

/** A program of one line, on a PATH of its own. */
function fakeProgram(name: string, script: string): string {
  const bin = mkdtempSync(join(folder, 'bin-'))
  writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  return bin
}

describe('prerequisites', () => {
  it('are all reported at once, each with what to install', () => {
    const check = () => prerequisites.checkPrerequisites({ PATH: join(folder, 'nothing') })
    expect(check).toThrow(/Python 3\.10 or newer[\s\S]*apt-get install python3 python3-venv/)
    expect(check).toThrow(/C\+\+ compiler[\s\S]*apt-get install g\+\+/)
  })

  it('name the Python that is too old or lacks venv', () => {
    const facts = (minor: number, missing: string) =>
      `echo '{"version": [3, ${minor}, 1], "executable": "/usr/bin/python3", "missing": [${missing}]}'`
    const old = fakeProgram('python3', facts(9, ''))
    expect(prerequisites.findPython({ PATH: old }).problem).toContain('python3 is Python 3.9.1')
    const bare = fakeProgram('python3', facts(11, '"ensurepip"'))
    expect(prerequisites.findPython({ PATH: bare }).problem).toContain('python3 (3.11.1) lacks ensurepip')
    const good = fakeProgram('python3.12', facts(12, ''))
    expect(prerequisites.findPython({ PATH: good })).toEqual({ program: '/usr/bin/python3' })
  })

  it('say which platforms and versions of Node.js will do', () => {
    expect(prerequisites.platformProblem('win32', 'x64')).toContain('WSL')
    expect(prerequisites.platformProblem('darwin', 'x64')).toContain('macOS on arm64')
    expect(prerequisites.platformProblem('linux', 'x64', undefined)).toBeUndefined()
    expect(prerequisites.platformProblem('darwin', 'arm64')).toBeUndefined()
    expect(prerequisites.nodeProblem('18.20.1')).toContain('Node.js 20 or newer')
    for (const version of ['20.0.0', '22.1.0', '24.0.0', '26.1.0']) {
      expect(prerequisites.nodeProblem(version)).toBeUndefined()
    }
  })

  it('are checked before anything is fetched', () => {
    const copy = bareCheckout('prerequisites')
    const env = { ...process.env, PYTHON: '/nowhere/python3', CXX: '/nowhere/c++' }
    const run = spawnSync(process.execPath, ['scripts/run.mjs', 'setup'], {
      cwd: copy,
      env,
      encoding: 'utf8',
    })
    expect(run.status).toBe(1)
    expect(run.stdout).toBe('')
    expect(run.stderr).toContain('/nowhere/python3')
    expect(run.stderr).toContain('/nowhere/c++')
    expect(run.stderr).not.toContain(' at ')
    expect(existsSync(join(copy, 'node_modules'))).toBe(false)
    expect(existsSync(join(copy, '.venv'))).toBe(false)
  })
})

const isRoot = process.getuid?.() === 0

describe("another user's checkout", () => {
  it('says before anything else that its owner has to set it up, and what is missing', () => {
    const copy = bareCheckout('read-only')
    // The administrator may write anywhere.
    const nobody = isRoot ? { uid: 65_534, gid: 65_534 } : {}
    for (const path of [dirname(folder), folder]) chmodSync(path, 0o711)
    chmodSync(copy, 0o555)
    const { status, stderr } = spawnSync(process.execPath, [join(copy, 'scripts/run.mjs'), 'setup'], {
      ...nobody,
      encoding: 'utf8',
    })
    chmodSync(copy, 0o755)
    expect(status).toBe(1)
    expect(stderr).toMatch(
      new RegExp(
        `^${copy} cannot be written to \\(EACCES\\), and is not set up, or no longer: npm packages, .*\n.*npm run setup`,
      ),
    )
  })
})

const run = (...args: string[]) =>
  spawnSync(process.execPath, [join(root, 'scripts/run.mjs'), ...args], { encoding: 'utf8' })

describe('commands', () => {
  it('change nothing when everything is there', () => {
    const stamps = ['.venv/.installed', 'lib/.built-from', '.cache/libtensorflow-2.21.0/complete']
    const state = () => stamps.map((stamp) => readFileSync(join(root, stamp), 'utf8'))
    const before = state()
    const again = run('setup')
    expect(again.stderr).toBe('set-up: nothing to do\n')
    expect(again.status).toBe(0)
    expect(state()).toEqual(before)
  })

  it.each(['setup', 'lab', 'test', 'mutants'])('%s answers --help on stdout', (name) => {
    const { status, stdout, stderr } = run(name, '--help')
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toContain('Usage: npm ')
  })

  it('refuse an unknown name or flag with exit code 2', () => {
    expect(run('no-such')).toMatchObject({ status: 2, stdout: '' })
    expect(run('no-such').stderr).toContain("Unknown command 'no-such'")
    expect(run('setup', '--fast').stderr).toContain('--fast')
    expect(run('setup', '--fast').status).toBe(2)
    expect(run().status).toBe(2)
    expect(run('mutants')).toMatchObject({ status: 2, stdout: '' })
    expect(run('mutants', 'lib/study/src/no-such').stderr).toContain('lib/study/src/no-such is not there')
    expect(run('mutants', 'lib/study/src/index.ts').stderr).toContain(
      'tests/study/index.test.ts is not there',
    )
  })
})

describe('what cannot be printed', () => {
  const calls = ['', 'setup ', 'lab ', 'bench ', 'test ', 'mutants ', 'validate '].map(
    (name) => `${name}--help`,
  )
  const printing = (call: string, redirection: string) => {
    const program = `set -o pipefail; "$0" scripts/run.mjs ${call} ${redirection}`
    return spawnSync('bash', ['-c', program, process.execPath], { cwd: root, encoding: 'utf8' })
  }

  it.skipIf(process.platform !== 'linux').each(calls)('is a failure in one line: %s', (call) => {
    const { status, stderr } = printing(call, '> /dev/full')
    expect(status).toBe(1)
    expect(stderr).toMatch(/^.*: standard output cannot be written \(ENOSPC\): .*\n$/)
  })

  it.each(calls)('is no failure where nobody reads on: %s', (call) => {
    const { status, stderr } = printing(call, '| true')
    expect([status, stderr]).toEqual([0, ''])
  })
})

describe('paths', () => {
  it('are those of the folder the user stands in, whatever folder npm runs a command in', () => {
    const user = join(folder, 'user')
    mkdirSync(join(user, 'mine'), { recursive: true })
    const npm = (...args: string[]) =>
      spawnSync('npm', ['--silent', '--prefix', root, 'run', ...args], { cwd: user, encoding: 'utf8' })
    expect(npm('validate', '--', '--data', 'mine').stdout).toContain(`Tables in ${join(user, 'mine')}\n`)
    const lab = npm('lab', '--', '--data', 'yours')
    expect(lab.status).toBe(2)
    expect(lab.stderr).toBe(
      `lab: --data ${join(user, 'yours')} is no folder: name the one that holds the four tables\n`,
    )
  })

  it('are not moved where another command of npm runs this one', () => {
    const env = { ...process.env, INIT_CWD: '/', npm_lifecycle_event: 'test' }
    const run = spawnSync(
      process.execPath,
      [join(root, 'scripts/run.mjs'), 'validate', '--data', 'data/none'],
      {
        cwd: root,
        env,
        encoding: 'utf8',
      },
    )
    expect(run.stdout).toContain(`Tables in ${join(root, 'data/none')}\n`)
  })
})

describe('lab', () => {
  it('keeps its own options and leaves the others to JupyterLab', async () => {
    const module = pathToFileURL(join(root, 'scripts/lab-command.mjs')).href
    const { ownOptions } = (await import(module)) as {
      ownOptions(argv: string[]): { values: Record<string, unknown>; rest: string[] }
    }
    const { values, rest } = ownOptions([
      ...['--no-browser', '--data', 'DIR', '--port=8899', '--offers=o.json', '--allow-root', '-y'],
    ])
    expect([values.data, values.offers]).toEqual(['DIR', 'o.json'])
    expect(rest).toEqual(['--no-browser', '--port=8899', '--allow-root', '-y'])
    expect(ownOptions(['--data']).values.data).toBe(true)
  })
})

describe('failures of the machine', () => {
  interface Errors {
    machineFailure(text: string, log: string): Error | undefined
    inWords(error: unknown): Error
    combined(failures: readonly unknown[]): Error
    SetupError: new (message: string) => Error
  }
  let errors: Errors
  beforeAll(async () => {
    errors = (await import(pathToFileURL(join(root, 'scripts/setup/errors.mjs')).href)) as Errors
  })

  it.each([
    ['npm error code EAI_AGAIN', 'network'],
    ['npm error code ENOTCACHED', 'network'],
    ["Failed to establish a new connection: [Errno -3] Temporary failure in name resolution'", 'network'],
    [
      "lib/study/src/a.ts: error TS5033: Could not write file 'a.js': ENOSPC: no space left on device, write.",
      'full',
    ],
    ['OSError: [Errno 28] No space left on device', 'full'],
    ['OSError: [Errno 122] Disk quota exceeded', 'full'],
  ])('are found in what a program wrote: %s', (text, what) => {
    expect(errors.machineFailure(`first\n${text}\nlast`, '/logs/x.log')?.message).toMatch(
      what === 'full' ? /is full\.\nMake room/ : /no way to the network[\s\S]*x\.log$/,
    )
  })

  it('are not read into the mistakes of a source', () => {
    expect(
      errors.machineFailure("lib/study/src/a.ts(3,1): error TS2304: Cannot find name 'x'.", 'log'),
    ).toBeUndefined()
  })

  it('come before what follows from them, once', () => {
    const [offline, full] = ['EAI_AGAIN', 'ENOSPC'].map((text) => errors.machineFailure(text, 'log')!)
    const other = new errors.SetupError('Mend these errors')
    const raw = Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC', errno: -28 })
    expect(errors.combined([other, offline, offline]).message).toBe(`Set-up: ${offline.message}`)
    expect(errors.combined([other, raw]).message).toBe(`Set-up: ${full.message}`)
    const defect = new TypeError('x is undefined')
    expect(errors.combined([other, defect])).toBe(defect)
    const refused = Object.assign(new Error(), { code: 'EACCES', errno: -13, path: '/a/b' })
    expect(errors.inWords(refused).message).toMatch(/^\/a\/b: the system refuses this \(EACCES\)/)
  })
})

describe('what is printed before the library is there', () => {
  it('escapes as the library does', async () => {
    const { printable } = (await import(pathToFileURL(join(root, 'scripts/setup/print.mjs')).href)) as {
      printable(lines: readonly string[]): string
    }
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (lines) => {
        expect(printable(lines)).toBe(libraryPrintable(lines))
      }),
    )
    expect(run('no\u001b[31m\nsuch').stderr).toMatch(/^Unknown command 'no\\u001b\[31m\\u000asuch'/)
  })
})

describe('the lock', () => {
  it('lets one set-up at a time work and outlives a dead holder', async () => {
    const copy = bareCheckout('lock')
    mkdirSync(join(copy, '.cache'))
    const { pid } = spawnSync(process.execPath, ['-e', ''])
    writeFileSync(
      join(copy, '.cache/setup.lock'),
      JSON.stringify({ pid, host: (await import('node:os')).hostname() }),
    )
    const lock = pathToFileURL(join(copy, 'scripts/setup/lock.mjs')).href
    const log = join(copy, 'log')
    const program = `
      import { appendFileSync } from 'node:fs'
      import { setTimeout } from 'node:timers/promises'
      import { withLock } from ${JSON.stringify(lock)}
      await withLock(() => {}, async () => {
        appendFileSync(${JSON.stringify(log)}, 'in\\n')
        await setTimeout(100)
        appendFileSync(${JSON.stringify(log)}, 'out\\n')
      })`
    const codes = await Promise.all(
      [1, 2, 3, 4].map(
        () =>
          new Promise((resolve) => {
            spawn(process.execPath, ['--input-type=module', '-e', program]).on('close', resolve)
          }),
      ),
    )
    expect(codes).toEqual([0, 0, 0, 0])
    expect(readFileSync(log, 'utf8')).toBe('in\nout\n'.repeat(4))
    expect(existsSync(join(copy, '.cache/setup.lock'))).toBe(false)
  })
})

describe('the compiled library', () => {
  it('follows its sources: changed, removed, lost', () => {
    const copy = bareCheckout('library')
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
    for (const file of ['tsconfig.json', 'lib/toolkit/core/tsconfig.json', 'lib/toolkit/core/package.json']) {
      cpSync(join(root, file), join(copy, file))
    }
    writeFileSync(join(copy, 'lib/tsconfig.json'), '{"files":[],"references":[{"path":"toolkit/core"}]}')
    mkdirSync(join(copy, 'lib/toolkit/core/src'))
    const source = (name: string) => join(copy, 'lib/toolkit/core/src', name)
    writeFileSync(source('kept.ts'), 'export const kept: number = 1\n')
    writeFileSync(source('gone.ts'), 'export const gone: number = 1\n')
    const step = pathToFileURL(join(copy, 'scripts/setup/library.mjs')).href
    const build = () => {
      const program = `import { library } from ${JSON.stringify(step)}
        if (library.needed()) await library.run()
        console.log(library.needed())`
      return spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' }).stdout
    }
    expect(build()).toBe('false\n')
    const output = (name: string) => join(copy, 'lib/toolkit/core/dist', name)
    expect(existsSync(output('gone.js'))).toBe(true)
    rmSync(source('gone.ts'))
    writeFileSync(source('kept.ts'), 'export const kept: number = 2\n')
    expect(build()).toBe('false\n')
    expect(existsSync(output('gone.js'))).toBe(false)
    expect(existsSync(output('gone.d.ts'))).toBe(false)
    expect(readFileSync(output('kept.js'), 'utf8')).toContain('kept = 2')
    rmSync(output('kept.js'))
    expect(build()).toBe('false\n')
    expect(existsSync(output('kept.js'))).toBe(true)
  })
})
