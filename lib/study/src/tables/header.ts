import { escapeHidden } from '@one-click/core'
import { columnKeys, isUsualName } from './column-names'
import { firstLines } from './dialect'
import {
  hasHiddenCharacters,
  type ProblemList,
  type ProblemPlace,
  quoteValue,
  withoutHidden,
} from './problems'
import { tidyCell } from './repair'
import type { ColumnSchema, TableSchema } from './schema'
import { wordKey } from './word-key'

/** Which field of a record holds which column. */
export interface Header {
  readonly fields: readonly { readonly column: ColumnSchema; readonly field: number }[]
  /** Fields that belong to no column. */
  readonly extra: readonly { readonly name: string; readonly field: number }[]
  /** How many fields each record has. */
  readonly width: number
  /** How many it must have: those behind the last name may be missing. */
  readonly named: number
  /** Keys of all names in the header. */
  readonly keys: ReadonlySet<string>
}

/** Whether one of a text's first lines names at least one Cyrillic column of the table, whatever the delimiter. */
export function headerTest(schema: TableSchema): (text: string) => boolean {
  const known = new Set(schema.columns.flatMap(columnKeys))
  const names = (line: string) => line.split(/[,;\t]/).filter((name) => /[^\p{ASCII}]/u.test(name))
  return (text) => firstLines(text).some((line) => names(line.text).some((name) => known.has(wordKey(name))))
}

/** Finds each column's field and reports missing, repeated and extra ones. */
export function matchHeader(
  names: readonly string[],
  line: number,
  schema: TableSchema,
  problems: ProblemList,
  targetOptional: boolean,
): Header {
  const keys = names.map((name) => wordKey(withoutHidden(name)))
  const taken = new Set<number>()
  const fields = schema.columns.flatMap((column) => {
    const wanted = columnKeys(column)
    const found = keys.flatMap((key, field) => (wanted.includes(key) ? [field] : []))
    for (const field of found) taken.add(field)
    if (found.length > 1) reportRepeated(column, found.length, line, problems)
    if (found.length === 0 && !(column.target && targetOptional)) {
      reportMissing(column, names, line, problems)
    }
    if (found.length === 0) return []
    reportSpelling(names[found[0]], column, line, problems)
    return [{ column, field: found[0] }]
  })
  const extra = names.map((name, field) => ({ name: tidyCell(name), field }))
  const unknown = extra.filter(({ field }) => !taken.has(field))
  for (const { field } of unknown) reportExtra(names[field], line, problems)
  const named = names.reduce((last, name, field) => (name.trim() === '' ? last : field + 1), 0)
  return { fields, extra: unknown, width: names.length, named, keys: new Set(keys) }
}

/** What a known column's name is made of that cannot be seen, or not the store's spelling. */
function reportSpelling(name: string, column: ColumnSchema, line: number, problems: ProblemList): void {
  if (hasHiddenCharacters(name)) {
    reportInvisible(name, { line, column: column.header, value: name }, problems)
  } else if (!isUsualName(name, column)) {
    const message = `the name ${quoteValue(tidyCell(name))} is read as ${quoteValue(column.header)}`
    problems.warning('repaired-name', message, {
      line,
      column: column.header,
      value: tidyCell(name),
      count: 1,
    })
  }
}

function reportInvisible(name: string, place: ProblemPlace, problems: ProblemList): void {
  problems.error(
    'control-character',
    `the name ${quoteValue(name)} holds invisible characters: retype it`,
    place,
  )
}

function reportRepeated(column: ColumnSchema, times: number, line: number, problems: ProblemList): void {
  problems.error('duplicate-column', `the column stands ${times} times: keep the right one`, {
    line,
    column: column.header,
    value: column.header,
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
    { line, column: column.header },
  )
}

function reportExtra(name: string, line: number, problems: ProblemList): void {
  const place = { line, column: tidyCell(name), value: tidyCell(name), count: 1 }
  if (hasHiddenCharacters(name)) reportInvisible(name, place, problems)
  else problems.warning('extra-column', `the column ${quoteValue(name)} is not known and is ignored`, place)
}
