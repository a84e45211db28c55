import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { npmPackages } from './npm-packages.mjs'
import { modules, root } from './paths.mjs'
import { runLogged } from './process.mjs'
import { filesBelow, fingerprint, readIfThere, writeWhole } from './stamps.mjs'

const source = join(root, 'lib/src')
const output = join(root, 'lib/dist')
const stamp = join(output, '.built-from')

/** lib compiled to lib/dist, where the notebooks and the commands find it. */
export const library = {
  name: 'library',
  label: 'library (TypeScript)',
  after: [npmPackages],
  needed: () => readIfThere(stamp) !== sourcesFingerprint() || missing().length > 0,
  run: async () => {
    const basis = sourcesFingerprint()
    rmSync(stamp, { force: true })
    removeStale()
    if (missing().length > 0) rmSync(join(output, '.tsbuildinfo'), { force: true })
    await runLogged(
      'library',
      process.execPath,
      [join(modules, 'typescript/bin/tsc'), '-p', join(root, 'lib'), '--pretty', 'false'],
      'Mend these errors in lib/src, then run the command again.',
    )
    writeWhole(stamp, basis)
  },
}

function sourcesFingerprint() {
  const files = filesBelow(source)
  const settings = ['tsconfig.json', 'lib/tsconfig.json', 'lib/package.json', 'package-lock.json']
  return fingerprint(
    ...settings.map((file) => readIfThere(join(root, file)) ?? ''),
    ...files.flatMap((file) => [file, readFileSync(join(source, file))]),
  )
}

/** Sources whose compiled file is not there. */
function missing() {
  return filesBelow(source).filter((file) => {
    const compiled = file.replace(/\.ts$/, '.js')
    return file.endsWith('.ts') && !file.endsWith('.d.ts') && !existsSync(join(output, compiled))
  })
}

/** Compiled files whose source is gone: an import of a removed file must fail. */
function removeStale() {
  for (const file of filesBelow(output)) {
    const stem = file.replace(/(\.d\.ts|\.js)$/, '')
    if (stem !== file && !existsSync(join(source, `${stem}.ts`))) rmSync(join(output, file))
  }
}
