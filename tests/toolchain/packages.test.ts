import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import ts from 'typescript'
import { beforeAll, describe, expect, it } from 'vitest'
import { projectRoot } from '../../lib/study/src/study/paths'
import { difference, exampleCode } from '../house/example-code'
import { readmeExamples, toolkit } from '../house/examples'
import { temporaryFolder } from '../support/temporary-folder'

const run = promisify(execFile)
const minutes = 60_000

/** What `npm pack --json` says of a tarball. */
interface Tarball {
  readonly name: string
  readonly filename: string
  readonly files: readonly { readonly path: string }[]
}

describe('the packages of the toolkit', () => {
  let tarballs: readonly Tarball[]
  let project: string

  beforeAll(async () => {
    project = temporaryFolder('packages')
    mkdirSync(join(project, 'tarballs'))
    const folders = toolkit.map(({ folder }) => `./${folder}`)
    const packed = await run(
      'npm',
      ['pack', '--json', '--pack-destination', join(project, 'tarballs'), ...folders],
      {
        cwd: projectRoot,
      },
    )
    tarballs = JSON.parse(packed.stdout)
    writeFileSync(join(project, 'package.json'), '{ "name": "stranger", "private": true }\n')
    const files = tarballs.map(({ filename }) => join('tarballs', filename)).map((path) => `./${path}`)
    const options = ['--prefer-offline', '--no-audit', '--no-fund', '--omit=peer', '--omit=optional']
    await run('npm', ['install', ...options, ...files], { cwd: project })
  }, 5 * minutes)

  it('hold a README, types and compiled code, and nothing else of the repository', () => {
    expect(tarballs.map(({ name }) => name).sort()).toEqual(toolkit.map(({ name }) => name).sort())
    for (const { name, files } of tarballs) {
      const paths = files.map(({ path }) => path)
      const folder = toolkit.find((each) => each.name === name)!.folder
      expect(paths, name).toContain('dist/index.d.ts')
      expect(paths, name).toContain('dist/index.js')
      expect(readmeExamples(folder).length, name).toBeGreaterThan(0)
      expect(paths, name).toContain('README.md')
      const strays = paths.filter((path) => !/^(dist\/|README\.md$|LICENSE$|package\.json$)/.test(path))
      expect(strays, name).toEqual([])
    }
  })

  const examples = toolkit
    .flatMap(({ name, folder }) => readmeExamples(folder).map((code) => ({ name, code })))
    .flatMap((example) => [
      { ...example, kind: 'cjs' },
      { ...example, kind: 'mjs' },
    ])

  it.each(examples)('run the README of $name in an empty project ($kind)', async ({ name, code, kind }) => {
    const { program, results } = programOf(code, kind)
    const file = join(project, `${name.split('/')[1]}.${kind}`)
    writeFileSync(file, program)
    const { stdout } = await run(process.execPath, [file], { cwd: project })
    const values: { index: number; value: unknown }[] = JSON.parse(stdout)
    expect(values.length).toBe(results.length)
    expect(values.map(({ index, value }) => difference(value, results[index]))).toEqual(
      values.map(() => undefined),
    )
  })

  it('have no dependency but those their package.json names, with exact versions', () => {
    for (const { folder } of toolkit) {
      const { dependencies } = JSON.parse(readFileSync(join(projectRoot, folder, 'package.json'), 'utf8'))
      for (const version of Object.values(dependencies ?? {})) expect(version).toMatch(/^\d+\.\d+\.\d+$/)
    }
  })
})

/** An example as a program that prints its results as JSON. */
function programOf(code: string, kind: string): { program: string; results: readonly string[] } {
  const { imports, body, results } = exampleCode(code)
  const heads = imports.map(({ names, from }) =>
    kind === 'cjs' ? `const ${names} = require('${from}')` : `import ${names} from '${from}'`,
  )
  const program = [
    ...heads,
    'const found = []',
    'const plain = (_, part) => (ArrayBuffer.isView(part) ? [...part] : part)',
    'const check = (value, index) => found.push({ index, value })',
    'async function example() {',
    body,
    '}',
    'example().then(() => process.stdout.write(JSON.stringify(found, plain)))',
  ].join('\n')
  return {
    program: ts.transpileModule(program, {
      compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
    }).outputText,
    results,
  }
}
