/**
 * Order of texts by their code units: the same on every machine, whatever its language.
 * @example
 * ```ts
 * ['b', 'a', 'B'].sort(compareText) // → ['B', 'a', 'b']
 * ```
 */
export function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
