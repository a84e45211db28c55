import { columnKey, columnKeys } from './column-names'
import { escapeHidden, hasHiddenCharacters, type ProblemList, quoteValue } from './problems'
import { tidyCell } from './repair'
import type { ColumnSchema, TableSchema } from './schema'

/** Which field of a record holds which column. */
export interface Header {
  readonly fields: readonly { readonly column: ColumnSchema; readonly field: number }[]
  /** Fields that belong to no column. */
  readonly extra: readonly { readonly name: string; readonly field: number }[]
  /** How many fields each record must have. */
  readonly width: number
  /** Keys of all names in the header, by field. */
  readonly keys: readonly string[]
}

/** Whether a line names at least one Cyrillic column of the table, whatever the delimiter. */
export function headerTest(schema: TableSchema): (line: string) => boolean {
  const known = new Set(schema.columns.flatMap(columnKeys))
  return (line) =>
    line.split(/[,;\t]/).some((name) => known.has(columnKey(name)) && /[^\p{ASCII}]/u.test(name))
}

/** Finds each column's field and reports missing, repeated and extra ones. */
export function matchHeader(
  names: readonly string[],
  line: number,
  schema: TableSchema,
  problems: ProblemList,
  targetOptional: boolean,
): Header {
  const keys = names.map(columnKey)
  const taken = new Set<number>()
  const fields = schema.columns.flatMap((column) => {
    const wanted = columnKeys(column)
    const found = keys.flatMap((key, field) => (wanted.includes(key) ? [field] : []))
    for (const field of found) taken.add(field)
    if (found.length > 1) reportRepeated(column, found.length, line, problems)
    if (found.length === 0 && !(column.target && targetOptional)) {
      reportMissing(column, names, line, problems)
    }
    return found.length > 0 ? [{ column, field: found[0] }] : []
  })
  const extra = names.map((name, field) => ({ name: tidyCell(name), field }))
  const unknown = extra.filter(({ field }) => !taken.has(field))
  for (const { field } of unknown) reportExtra(names[field], line, problems)
  return { fields, extra: unknown, width: names.length, keys }
}

function reportRepeated(column: ColumnSchema, times: number, line: number, problems: ProblemList): void {
  problems.error('duplicate-column', `the column stands ${times} times: keep the right one`, {
    line,
    column: column.russian,
    value: column.russian,
  })
}

function reportMissing(
  column: ColumnSchema,
  names: readonly string[],
  line: number,
  problems: ProblemList,
): void {
  const shown = names.length > 20 ? [...names.slice(0, 20), '…'] : names
  const found = shown.map((name) => (name === '' ? '(no name)' : escapeHidden(name.slice(0, 60)))).join(', ')
  const only = column.target ? '; only scoring works without it' : ''
  problems.error(
    'missing-column',
    `the column is missing (${column.meaning}); the first line has: ${found}. Add it or correct its name${only}`,
    { line, column: column.russian },
  )
}

function reportExtra(name: string, line: number, problems: ProblemList): void {
  const place = { line, column: tidyCell(name), value: tidyCell(name), count: 1 }
  if (hasHiddenCharacters(name)) {
    problems.error(
      'control-character',
      `the name ${quoteValue(name)} holds invisible characters: retype it`,
      place,
    )
  } else {
    problems.warning('extra-column', `the column ${quoteValue(name)} is not known and is ignored`, place)
  }
}
