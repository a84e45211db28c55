import { describe, expect, it } from 'vitest'
import {
  floorsOf,
  importsOf,
  isOf,
  packageOf,
  packages,
  sources,
  studyFolderOf,
  studyFolders,
} from './imports'

const imports = sources.flatMap(importsOf)
const written = ({ from, to }: { from: string; to: string }) => `${from} → ${to}`

describe('data goes one way', () => {
  it('reads every source', () => {
    expect(sources.length).toBeGreaterThan(400)
    expect(imports.length).toBeGreaterThan(1500)
  })

  it('no package imports one above it, or the study from the toolkit', () => {
    const climbs = imports.filter(({ from, to }) => {
      const target = packages.findIndex(({ name }) => isOf(to, name))
      return target >= packageOf(from)
    })
    expect(climbs.map(written)).toEqual([])
  })

  it('no import goes past the entry of a package, by name or by path', () => {
    const deep = imports.filter(({ from, to }) =>
      /^(@|one-click)/.test(to)
        ? !packages.some(({ name }) => name === to)
        : packageOf(to) !== packageOf(from),
    )
    expect(deep.map(written)).toEqual([])
  })

  it('no folder of the study imports one above it', () => {
    const climbs = imports.filter(({ from, to }) => {
      const [own, other] = [from, to].map(studyFolderOf)
      if (!from.startsWith('lib/study/') || !to.startsWith('lib/study/') || own === undefined) return false
      return other === undefined || studyFolders.indexOf(other) > studyFolders.indexOf(own)
    })
    expect(climbs.map(written)).toEqual([])
    const folders = new Set(sources.filter((file) => file.startsWith('lib/study/')).map(studyFolderOf))
    folders.delete(undefined)
    expect([...folders].sort()).toEqual([...studyFolders].sort())
  })

  it.each(packages)('no circle in $name', ({ name, folder }) => {
    const files = sources.filter((file) => file.startsWith(`${folder}/`))
    const { floors, circle } = floorsOf(files)
    expect(circle).toBeUndefined()
    const inside = files.filter((file) => !/\/(index|notebook)\.ts$/.test(file))
    const highest = Math.max(...inside.map((file) => floors.get(file)!))
    const counts = Array.from(
      { length: highest + 1 },
      (_, floor) => inside.filter((file) => floors.get(file) === floor).length,
    )
    process.stdout.write(`${name}: ${inside.length} files on ${highest + 1} floors: ${counts.join(' ')}\n`)
  })

  it('finds a climb, a circle and a deep import where there is one', () => {
    expect(isOf('@one-click/learn/dist/trees', '@one-click/learn')).toBe(true)
    expect(isOf('@one-click/learning', '@one-click/learn')).toBe(false)
    expect(packageOf('lib/study/src/tables/schema.ts')).toBeGreaterThan(
      packageOf('lib/toolkit/core/src/errors.ts'),
    )
    expect(importsOf('lib/toolkit/core/src/random.ts')).toEqual([
      { from: 'lib/toolkit/core/src/random.ts', to: 'lib/toolkit/core/src/errors.ts' },
    ])
  })
})
