import { join } from 'node:path'
import cells from '../kernel-cells.cjs'
import { library } from './library.mjs'
import { npmPackages } from './npm-packages.mjs'
import { cache, root } from './paths.mjs'
import { runLogged } from './process.mjs'

const folder = join(root, 'notebooks')
const file = join(cache, 'cells.json')

/** The cells of the notebooks, compiled: the kernels of a study then need not start a compiler each. */
export const kernelCells = {
  name: 'cells',
  label: 'notebooks (TypeScript)',
  after: [npmPackages, library],
  needed: () => !fresh(),
  run: () =>
    runLogged(
      'cells',
      process.execPath,
      [join(root, 'scripts/compile-cells.cjs'), folder, file],
      'Run the command again; if it fails again, remove .cache/cells.json first.',
    ),
}

function fresh() {
  const kept = cells.readCells(file)
  return kept.types === cells.typesHash() && kept.sources === cells.sourcesHash(cells.notebookSources(folder))
}
