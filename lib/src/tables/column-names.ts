import type { ColumnSchema } from './schema'

/**
 * What of a column's name counts when names are compared: composed letters (NFC), case, spaces and underscores
 * aside, ё as е.
 */
export function columnKey(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .replace(/ё/g, 'е')
    .replace(/[\s_\u00a0\ufeff"]+/g, '')
}

/** Keys under which a column is recognised. */
export function columnKeys(column: ColumnSchema): string[] {
  return [column.russian, ...(column.aliases ?? [])].map(columnKey)
}
