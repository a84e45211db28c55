import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, extname, join, sep } from 'node:path'
import { studyFile } from './paths'

/** A step of the study; its results follow from the code of its own folders and of those before it. */
export type StudyStep = 'customers' | 'evaluation' | 'explanation' | 'decisions'

/** The folders of the study that compute, in the order of the data; what shows results stands above them. */
const computing = ['tables', 'customers', 'exploration', 'evaluation', 'explanation', 'decisions']

/** Steps whose results follow from how features are named and grouped; none holds what readers are told. */
const inWords: readonly StudyStep[] = ['customers', 'decisions']

/** Calls every step, so that its changes count for all. */
const conductor = join('study', 'workspace')

const toolkit = ['core', 'statistics', 'learn', 'explain', 'allocation']

const known = new Map<StudyStep, string>()

/** `codeHash` of the code that runs here. */
export function ownCodeHash(step: StudyStep): string {
  const packages = toolkit.map((name) => dirname(require.resolve(`@one-click/${name}`)))
  const hash = known.get(step) ?? codeHash(step, join(__dirname, '..'), packages, [studyFile('package.json')])
  known.set(step, hash)
  return hash
}

/**
 * A hash over the code that the results of a step follow from: the toolkit's packages, the folders of the study up to
 * the step's own, what calls them, and, where results follow from names of features, the words that these import but for
 * the vocabularies, from which only pages take. A change to other
 * code, to what shows results above all, gives the same hash.
 *
 * @param study folder of the study's modules @param packages folders of the toolkit's
 * @param others further files that count, such as those with the versions of other packages
 */
export function codeHash(
  step: StudyStep,
  study: string,
  packages: readonly string[],
  others: readonly string[] = [],
): string {
  const own = computing.slice(0, computing.indexOf(step) + 1).map((name) => join(study, name))
  const files = new Set(own.filter(existsSync).flatMap(codeIn))
  for (const ending of ['.js', '.ts']) {
    const file = join(study, conductor + ending)
    if (existsSync(file)) files.add(file)
  }
  const counts = (file: string) =>
    within(file, join(study, 'study')) ||
    (inWords.includes(step) &&
      within(file, join(study, 'words')) &&
      !file.startsWith(join(study, 'words', 'vocabularies.')))
  // A set gives what is added while it is walked: imports of imports are found too.
  for (const file of files) {
    for (const imported of importsOf(file)) if (counts(imported)) files.add(imported)
  }
  const declared = packages.map((folder) => join(dirname(folder), 'package.json'))
  const all = [...files, ...packages.flatMap(codeIn), ...[...declared, ...others].filter(existsSync)]
  const hash = createHash('sha256')
  for (const file of all.sort()) hash.update(basename(file)).update(readFileSync(file))
  return hash.digest('hex')
}

const within = (file: string, folder: string) => file.startsWith(folder + sep)

/** The files that a file imports by their paths. */
function importsOf(file: string): string[] {
  const found = readFileSync(file, 'utf8').matchAll(/(?:from |require\()["'](\.[^"']+)["']/g)
  return [...found].flatMap(([, to]) => {
    const imported = join(dirname(file), to)
    const path = [imported, `${imported}.js`, `${imported}.ts`].find(
      (one) => extname(one) !== '' && existsSync(one),
    )
    return path === undefined ? [] : [path]
  })
}

function codeIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(js|ts|json)$/.test(file) && !file.endsWith('.d.ts'))
    .map((file) => join(folder, file))
}
