import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import packages from '../packages.cjs'
import { npmPackages } from './npm-packages.mjs'
import { cache, root } from './paths.mjs'
import { runLogged } from './process.mjs'
import { filesBelow, fingerprint, readIfThere, writeWhole } from './stamps.mjs'

const output = join(cache, 'explorer/explorer.js')
const stamp = join(cache, 'explorer/.built-from')

/** The program of the explorer page, one script from lib/study/explorer and the parts of the library it uses. */
export const explorer = {
  name: 'explorer',
  label: 'explorer page (TypeScript)',
  after: [npmPackages],
  needed: () => !existsSync(output) || readIfThere(stamp) !== sourcesFingerprint(),
  run: async () => {
    const basis = sourcesFingerprint()
    await runLogged(
      'explorer',
      process.execPath,
      [join(root, 'scripts/bundle-explorer.mjs'), output],
      'Mend these errors in lib/study/explorer or in what it imports, then run the command again.',
    )
    writeWhole(stamp, basis)
  },
}

function sourcesFingerprint() {
  const folders = [
    join(root, 'lib/study/explorer'),
    ...packages.packageFolders().map((folder) => join(folder, 'src')),
  ]
  const files = ['scripts/bundle-explorer.mjs', 'package-lock.json'].map((file) => join(root, file))
  return fingerprint(
    ...files.map((file) => readIfThere(file) ?? ''),
    ...folders.flatMap((folder) =>
      filesBelow(folder)
        .filter((file) => file.endsWith('.ts'))
        .flatMap((file) => [file, readFileSync(join(folder, file))]),
    ),
  )
}
