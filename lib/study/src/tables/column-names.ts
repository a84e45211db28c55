import type { ColumnSchema } from './schema'
import { wordKey } from './word-key'

/** The names a column may have in a file. */
function columnNames({ header, aliases = [] }: ColumnSchema): string[] {
  return [header, ...aliases]
}

/** Keys under which a column is recognised. */
export function columnKeys(column: ColumnSchema): string[] {
  return columnNames(column).map(wordKey)
}

/** Whether a name is one of the column's but for case and blanks, which nobody has to be told of. */
export function isUsualName(name: string, column: ColumnSchema): boolean {
  return columnNames(column).map(withoutBlanks).includes(withoutBlanks(name))
}

function withoutBlanks(name: string): string {
  return name.normalize('NFC').toLowerCase().replace(/\s+/g, '')
}
