/** How an id column separates thousands, where it does. */
export type IdGroups = '.' | ',' | undefined

const digits = /^[+-]?\d+$/
/** Spreadsheets and pandas may write 215348.0; an exponent would already have lost digits. */
const withZeroFraction = /^[+-]?\d+[.,]0*$/
const oneGroup = /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/
const spaced = /^[1-9]\d{0,2}(?: \d{3})+$/
const grouped = { '.': /^[1-9]\d{0,2}(?:\.\d{3})*$/, ',': /^[1-9]\d{0,2}(?:,\d{3})*$/ } as const

/**
 * Whether all ids of a column are written with points, or commas, between thousands: most have them, all the
 * others are too short, and not all could be whole numbers with three zeros behind the point.
 */
export function findIdGroups(cells: readonly string[]): IdGroups {
  return (['.', ','] as const).find((mark) => {
    if (!cells.some((cell) => cell.includes(mark))) return false
    const marked = cells.filter((cell) => cell.includes(mark))
    return (
      marked.length > cells.length / 2 &&
      cells.every((cell) => cell === '' || grouped[mark].test(cell)) &&
      marked.some((cell) => !cell.endsWith('000'))
    )
  })
}

/** A cell that may state two different ids. */
export function isAmbiguousId(cell: string, groups: IdGroups): boolean {
  return groups === undefined && oneGroup.test(cell)
}

/** The whole number that an id states, and whether thousands were separated in it; NaN when it states none. */
export function parseId(cell: string, groups: IdGroups): { value: number; separated: boolean } {
  if (digits.test(cell)) return { value: Number(cell) + 0, separated: false }
  if (spaced.test(cell)) return { value: Number(cell.replaceAll(' ', '')), separated: true }
  if (groups !== undefined && grouped[groups].test(cell)) {
    return { value: Number(cell.replaceAll(groups, '')), separated: true }
  }
  const isWhole = withZeroFraction.test(cell) && !isAmbiguousId(cell, groups)
  return { value: isWhole ? Number.parseInt(cell, 10) + 0 : Number.NaN, separated: false }
}
