import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from '../support/notebooks'

const files = ['package.json', 'package-lock.json', 'tsconfig.json']

/**
 * A copy of the checkout whose study, data and package of estimators may be changed; what is installed, and the other
 * packages, are linked.
 */
export class CheckoutCopy {
  /** @param folder where the copy is made */
  constructor(readonly folder: string) {
    for (const name of ['lib/study', 'lib/toolkit/learn', 'scripts', 'notebooks', 'data', ...files]) {
      cpSync(join(root, name), join(folder, name), {
        recursive: true,
        preserveTimestamps: true,
        filter: (path) => !/[\\/]node_modules$/.test(path),
      })
    }
    mkdirSync(join(folder, '.cache'))
    for (const name of ['.venv', '.cache/explorer']) symlinkSync(join(root, name), join(folder, name))
    this.linkAll('lib/toolkit', ['learn'])
    this.linkAll('node_modules', ['one-click', '@one-click'])
    this.linkAll('node_modules/@one-click', ['learn'])
    symlinkSync(join(folder, 'lib/study'), join(folder, 'node_modules/one-click'))
    symlinkSync(join(folder, 'lib/toolkit/learn'), join(folder, 'node_modules/@one-click/learn'))
  }

  /** Links what a folder of the checkout holds, but what the copy has of its own. */
  private linkAll(name: string, own: readonly string[]): void {
    mkdirSync(join(this.folder, name), { recursive: true })
    for (const entry of readdirSync(join(root, name))) {
      if (!own.includes(entry)) symlinkSync(join(root, name, entry), join(this.folder, name, entry))
    }
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

  /** Compiles the estimators' package and the study; what the compiler finds wrong is thrown. */
  compile(): void {
    for (const folder of ['lib/toolkit/learn', 'lib/study']) this.compileFolder(folder)
  }

  private compileFolder(folder: string): void {
    const tsc = join(root, 'node_modules/typescript/bin/tsc')
    const project = ['-p', join(this.folder, folder), '--incremental', 'false', '--composite', 'false']
    const args = [tsc, ...project, '--tsBuildInfoFile', 'null']
    const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' })
    if (status !== 0) throw new Error(stdout)
  }

  /** Runs a command of the copy, which has to end well. @returns what it printed to stdout */
  run(command: string, ...args: string[]): string {
    const module = join(this.folder, 'lib/study/dist/commands', command)
    return this.evaluate(
      `require(${JSON.stringify(module)}).run(process.argv.slice(1)).then((code) => { process.exitCode = code })`,
      ...args,
    )
  }

  /** Runs code within the copy, which has to end well. @returns what it printed to stdout */
  evaluate(code: string, ...args: string[]): string {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', code, '--', ...args], {
      cwd: this.folder,
      encoding: 'utf8',
      maxBuffer: 1e8,
      env: {
        ...process.env,
        STUDY_OFFERS: '',
        STUDY_CELLS: join(root, '.cache/cells.json'),
        STUDY_CACHE: join(dirname(this.folder), 'results'),
      },
    })
    if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}:\n${stderr}`)
    return stdout
  }
}
