import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { projectRoot } from '../../lib/study/src/study/paths'
import { packages } from './imports'

/** A function or class that a package of the toolkit exports. */
export interface PublicValue {
  readonly packageName: string
  readonly name: string
  /** The blocks under `@example` in its docstring. */
  readonly examples: readonly string[]
}

/** The packages of the toolkit, with their folders. */
export const toolkit = packages
  .filter(({ folder }) => folder.startsWith('lib/toolkit/'))
  .map(({ name, folder }) => ({ name, folder: dirname(folder) }))

/** The values that a package's entry exports, with the examples of their docstrings. */
export function publicValues({ name: packageName, folder }: { name: string; folder: string }): PublicValue[] {
  const entry = readFileSync(join(projectRoot, folder, 'src/index.ts'), 'utf8')
  return [...entry.matchAll(/export \{([^}]*)\} from '\.\/([^']+)'/g)].flatMap(([, names, path]) => {
    const source = readFileSync(join(projectRoot, folder, 'src', `${path}.ts`), 'utf8')
    return names
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '' && !name.startsWith('type '))
      .map((name) => ({
        packageName,
        name,
        examples: examplesIn(docstringOf(source, name.split(' as ')[0])),
      }))
  })
}

/** The docstring right before a declaration; empty where there is none. */
function docstringOf(source: string, name: string): string {
  const declaration = `export (?:declare |abstract )*(?:async )?(?:function\\*?|class|const|let|enum) ${name}\\b`
  const found = new RegExp(`/\\*\\*((?:(?!\\*/)[\\s\\S])*)\\*/\\s*${declaration}`).exec(source)
  return (found?.[1] ?? '').replace(/^[ \t]*\* ?/gm, '')
}

const blocksIn = (text: string) => [...text.matchAll(/```ts\n([\s\S]*?)\n\s*```/g)].map(([, code]) => code)

const examplesIn = (docstring: string) =>
  docstring
    .split(/^@/m)
    .filter((tag) => tag.startsWith('example'))
    .flatMap(blocksIn)

/** The ```ts blocks of a package's README. */
export function readmeExamples(folder: string): string[] {
  const path = join(projectRoot, folder, 'README.md')
  return existsSync(path) ? blocksIn(readFileSync(path, 'utf8')) : []
}
