import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from '../support/notebooks'

const files = ['package.json', 'package-lock.json', 'tsconfig.json']

/** A copy of the checkout whose study and data may be changed; what is installed, and the toolkit, are linked. */
export class CheckoutCopy {
  /** @param folder where the copy is made */
  constructor(readonly folder: string) {
    for (const name of ['lib/study', 'scripts', 'notebooks', 'data', ...files]) {
      cpSync(join(root, name), join(folder, name), {
        recursive: true,
        preserveTimestamps: true,
        filter: (path) => !/[\\/]node_modules$/.test(path),
      })
    }
    mkdirSync(join(folder, '.cache'))
    for (const name of ['.venv', 'lib/toolkit', '.cache/explorer']) {
      symlinkSync(join(root, name), join(folder, name))
    }
    const packages = join(folder, 'node_modules')
    mkdirSync(packages)
    for (const name of readdirSync(join(root, 'node_modules'))) {
      if (name !== 'one-click') symlinkSync(join(root, 'node_modules', name), join(packages, name))
    }
    symlinkSync(join(folder, 'lib/study'), join(packages, 'one-click'))
  }

  /** Puts a text into a file behind another that stands there once. */
  insert(file: string, after: string, text: string): void {
    const path = join(this.folder, file)
    const before = readFileSync(path, 'utf8')
    if (before.split(after).length !== 2) throw new Error(`${file} must hold once: ${after}`)
    writeFileSync(
      path,
      before.replace(after, () => after + text),
    )
  }

  /** Compiles the study; what the compiler finds wrong is thrown. */
  compile(): void {
    const tsc = join(root, 'node_modules/typescript/bin/tsc')
    const project = ['-p', join(this.folder, 'lib/study'), '--incremental', 'false', '--composite', 'false']
    const args = [tsc, ...project, '--tsBuildInfoFile', 'null']
    const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' })
    if (status !== 0) throw new Error(stdout)
  }

  /** Runs a command of the copy, which has to end well. @returns what it printed to stdout */
  run(command: string, ...args: string[]): string {
    const module = join(this.folder, 'lib/study/dist/commands', command)
    const code = `require(${JSON.stringify(module)}).run(process.argv.slice(1)).then((code) => { process.exitCode = code })`
    const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', code, '--', ...args], {
      encoding: 'utf8',
      maxBuffer: 1e8,
      env: {
        ...process.env,
        STUDY_OFFERS: '',
        STUDY_CELLS: join(root, '.cache/cells.json'),
        STUDY_CACHE: join(dirname(this.folder), 'results'),
      },
    })
    if (status !== 0) throw new Error(`${command} ended with ${status}:\n${stderr}`)
    return stdout
  }
}
