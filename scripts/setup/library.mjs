import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import packages from '../packages.cjs'
import { npmPackages } from './npm-packages.mjs'
import { modules, root } from './paths.mjs'
import { runLogged } from './process.mjs'
import { filesBelow, fingerprint, readIfThere, writeWhole } from './stamps.mjs'

const stamp = join(root, 'lib/.built-from')

/** The packages of the library, compiled each to its dist, where the notebooks and the commands find them. */
export const library = {
  name: 'library',
  label: 'library (TypeScript)',
  after: [npmPackages],
  needed: () => readIfThere(stamp) !== sourcesFingerprint() || missing().length > 0,
  run: async () => {
    const basis = sourcesFingerprint()
    rmSync(stamp, { force: true })
    removeStale()
    for (const folder of new Set(missing())) rmSync(join(folder, 'dist/.tsbuildinfo'), { force: true })
    await runLogged(
      'library',
      process.execPath,
      [join(modules, 'typescript/bin/tsc'), '--build', join(root, 'lib'), '--pretty', 'false'],
      'Mend these errors, then run the command again.',
    )
    writeWhole(stamp, basis)
  },
}

function sourcesFingerprint() {
  const settings = ['tsconfig.json', 'lib/tsconfig.json', 'package-lock.json'].map((file) => join(root, file))
  const own = packages
    .packageFolders()
    .flatMap((folder) => [
      join(folder, 'package.json'),
      join(folder, 'tsconfig.json'),
      ...filesBelow(join(folder, 'src')).map((file) => join(folder, 'src', file)),
    ])
  return fingerprint(
    ...settings.map((file) => readIfThere(file) ?? ''),
    ...own.flatMap((file) => [file, readFileSync(file)]),
  )
}

/** The packages of which a source has no compiled file. */
function missing() {
  return packages.packageFolders().filter((folder) =>
    filesBelow(join(folder, 'src')).some((file) => {
      const compiled = file.replace(/\.ts$/, '.js')
      return file.endsWith('.ts') && !file.endsWith('.d.ts') && !existsSync(join(folder, 'dist', compiled))
    }),
  )
}

/** Compiled files whose source is gone: an import of a removed file must fail. */
function removeStale() {
  for (const folder of packages.packageFolders()) {
    for (const file of filesBelow(join(folder, 'dist'))) {
      const stem = file.replace(/(\.d\.ts|\.js)$/, '')
      if (stem !== file && !existsSync(join(folder, 'src', `${stem}.ts`))) rmSync(join(folder, 'dist', file))
    }
  }
}
