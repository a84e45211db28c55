import { readdirSync, readFileSync } from 'node:fs'
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
