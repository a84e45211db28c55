import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from '../support/notebooks'

const text = (path: string) => readFileSync(join(root, path), 'utf8')
const { references } = JSON.parse(text('lib/tsconfig.json')) as { references: { path: string }[] }
const members = references.map(({ path }) => join('lib', path, 'package.json'))
const manifest = (path: string) =>
  JSON.parse(text(path)) as { version: string; dependencies: Record<string, string> }

it('lists every decision', () => {
  const pages = readdirSync(join(root, 'docs/decisions')).filter((name) => /^\d{4}-/.test(name))
  expect(pages.length).toBeGreaterThan(0)
  for (const page of pages) expect(text('docs/decisions/README.md')).toContain(`](${page})`)
})

it('names every dependency with its version', () => {
  const page = text('docs/decisions/0008-packages.md')
  const others = ['package.json', ...members]
    .flatMap((file) => Object.entries(manifest(file).dependencies))
    .filter(([name]) => !/^(@one-click\/|one-click$)/.test(name))
  expect(others.length).toBeGreaterThan(4)
  for (const [name, version] of others) expect(page).toContain(`| \`${name}\` ${version} |`)
})

it('has one version, and tells of it in the changelog first', () => {
  const { version } = manifest('package.json')
  for (const file of members) expect(manifest(file).version, file).toBe(version)
  expect(/^## \[(.+?)\]/m.exec(text('CHANGELOG.md'))?.[1]).toBe(version)
})

it('names only files, folders, packages and commands that exist', () => {
  const folder = join(root, 'docs/decisions')
  const { scripts, overrides, devDependencies } = JSON.parse(text('package.json')) as {
    scripts: Record<string, string>
    overrides: Record<string, unknown>
    devDependencies: Record<string, string>
  }
  const named = readdirSync(folder).flatMap((page) =>
    [...text(`docs/decisions/${page}`).matchAll(/`([^`]+)`/g)].map(([, code]) => ({ page, code })),
  )
  const packages = new Set([
    ...['package.json', ...members].flatMap((file) => Object.keys(manifest(file).dependencies)),
    ...Object.keys(devDependencies),
    ...members.map((file) => (JSON.parse(text(file)) as { name: string }).name),
    ...JSON.stringify(overrides).split('"'),
    'overrides',
  ])
  const faultOf = (code: string): string | undefined => {
    const [program, ...rest] = code.split(' ')
    const paths = code.split(' ').filter((word) => /^[\w.-]+(\/[\w.-]+)+$|^[\w-]+\.json$/.test(word))
    const lost = paths.find((path) => !existsSync(join(root, path)))
    if (packages.has(code)) return undefined
    if (lost) return `${lost} is not there`
    if (program === 'npm') {
      const [action, script] = rest
      if (action === 'run') return script in scripts ? undefined : `no script ${script}`
      return ['test', 'ci', 'view'].includes(action) ? undefined : `npm ${action} is not known here`
    }
    if (program === 'node' || program === 'python') return paths.length > 0 ? undefined : 'runs no file'
    return paths.length > 0 ? undefined : 'neither a path, a package nor a command'
  }
  expect(named.length).toBeGreaterThan(30)
  expect(
    named.flatMap(({ page, code }) => (faultOf(code) ? [`${page}: ${code}: ${faultOf(code)}`] : [])),
  ).toEqual([])
  for (const wrong of ['lib/gone', 'npm run gone', 'node scripts/gone.mjs', 'gone'])
    expect(faultOf(wrong), wrong).toBeDefined()
})
