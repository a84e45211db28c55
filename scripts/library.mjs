import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

const packages = [
  '@one-click/core',
  '@one-click/statistics',
  '@one-click/learn',
  '@one-click/explain',
  '@one-click/allocation',
  'one-click',
  '@one-click/synthesis',
]

/** What the packages export, all together, for scripts that measure: compiled by `npm run setup`. */
export function library() {
  return Object.assign({}, ...packages.map((name) => require(name)))
}
