import { createRequire } from 'node:module'
import packages from './packages.cjs'

const require = createRequire(import.meta.url)

/** What the packages export, all together, for scripts that measure: compiled by `npm run setup`. */
export function library() {
  return Object.assign({}, ...packages.packageFolders().map((folder) => require(folder)))
}
