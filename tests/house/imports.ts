import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { projectRoot } from '../../lib/study/src/study/paths'

/** The packages from the lowest floor to the highest: one imports only packages below it, by their names. */
export const packages = [
  { name: '@one-click/core', folder: 'lib/toolkit/core/src' },
  { name: '@one-click/statistics', folder: 'lib/toolkit/statistics/src' },
  { name: '@one-click/learn', folder: 'lib/toolkit/learn/src' },
  { name: '@one-click/explain', folder: 'lib/toolkit/explain/src' },
  { name: '@one-click/allocation', folder: 'lib/toolkit/allocation/src' },
  { name: 'one-click', folder: 'lib/study/src' },
  { name: '@one-click/synthesis', folder: 'tools/synthesis/src' },
] as const

/** The folders of the study from the lowest floor to the highest. */
export const studyFolders = [
  'words',
  'tables',
  'customers',
  'exploration',
  'evaluation',
  'explanation',
  'decisions',
  'study',
  'report',
  'notebook',
  'commands',
]

/** One import of a source. */
export interface Import {
  readonly from: string
  /** The file it names, or the package. */
  readonly to: string
}

/** Every source of the library, from the project's folder. */
export const sources: readonly string[] = packages.flatMap(({ folder }) =>
  readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(folder, file))
    .sort(),
)

/** What a source imports of the project, types included. */
export function importsOf(source: string): Import[] {
  const text = readFileSync(join(projectRoot, source), 'utf8')
  return [...text.matchAll(/(?:\bfrom|\bimport|\brequire\()\s*\(?'([^']+)'/g)]
    .map(([, to]) => to)
    .filter((to) => to.startsWith('.') || packages.some(({ name }) => isOf(to, name)))
    .map((to) => ({
      from: source,
      to: to.startsWith('.') ? fileOf(normalize(join(dirname(source), to))) : to,
    }))
}

const fileOf = (path: string) => (/\.(json|css)$/.test(path) ? path : `${path}.ts`)

/** Whether a name in an import is a package, or a path past its entry. */
export const isOf = (to: string, name: string) => to === name || to.startsWith(`${name}/`)

/** Index of the package that holds a source. */
export const packageOf = (source: string) =>
  packages.findIndex(({ folder }) => source.startsWith(`${folder}/`))

/** The folder of the study that holds a source; undefined for its entries. */
export function studyFolderOf(source: string): string | undefined {
  const [folder, ...rest] = relative('lib/study/src', source).split('/')
  return rest.length > 0 ? folder : undefined
}

/**
 * The floor of each source: 0 where it imports nothing of the project, else one above the highest it imports within its
 * package. A circle has no floor: it is given instead.
 */
export function floorsOf(files: readonly string[]): {
  floors: Map<string, number>
  circle?: readonly string[]
} {
  const floors = new Map<string, number>()
  const path: string[] = []
  let circle: readonly string[] | undefined
  const visit = (file: string): number => {
    const known = floors.get(file)
    if (known !== undefined) return known
    const at = path.indexOf(file)
    if (at >= 0) {
      circle ??= [...path.slice(at), file]
      return 0
    }
    path.push(file)
    const below = importsOf(file)
      .map(({ to }) => to)
      .filter((to) => files.includes(to))
    const floor = below.length === 0 ? 0 : 1 + Math.max(...below.map(visit))
    path.pop()
    floors.set(file, floor)
    return floor
  }
  for (const file of files) visit(file)
  return { floors, circle }
}
