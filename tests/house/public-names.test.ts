import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { projectRoot } from '../../lib/study/src/study/paths'
import { packages } from './imports'

const entries = [
  ...packages.map(({ name, folder }) => ({ name, file: `${folder}/index.ts` })),
  { name: 'one-click/notebook', file: 'lib/study/src/notebook.ts' },
  ...['figures', 'study', 'words'].map((group) => ({
    name: `one-click/notebook/${group}`,
    file: `lib/study/src/notebook/notebook-${group}.ts`,
  })),
]

/** The names that an entry exports, as they are written in it. */
function exportedNames(file: string): string[] {
  const text = readFileSync(join(projectRoot, file), 'utf8')
  return [...text.matchAll(/export (?:type )?\{([^}]*)\}/g)]
    .flatMap(([, names]) => names.split(','))
    .map((name) => name.replace(/^\s*type\s/, '').trim())
    .filter((name) => name !== '')
    .map((name) => name.split(' as ').at(-1)!)
}

describe('public names', () => {
  it.each(entries)('of $name are exported one by one', ({ file }) => {
    expect(readFileSync(join(projectRoot, file), 'utf8')).not.toMatch(/export \*/)
    const names = exportedNames(file)
    expect(new Set(names).size).toBe(names.length)
  })

  // A change of what others can use is meant: `npx vitest run tests/house --update` writes it down.
  it.each(entries)('of $name are these', async ({ name, file }) => {
    const names = exportedNames(file).sort()
    expect(names.length).toBeGreaterThan(1)
    const list = `public-names/${name.replace('@', '').replaceAll('/', '-')}.txt`
    await expect(`${names.join('\n')}\n`).toMatchFileSnapshot(list)
  })
})
