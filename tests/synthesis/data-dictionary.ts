import { type ColumnSchema, type TableSchema, tableSchemas } from '../../lib/study/src/tables/schema'

/**
 * The data dictionary of the four tables as Markdown, from the schema: every column with its names in both
 * languages, meaning, unit and values or bounds.
 */
export function dataDictionary(): string {
  return tableSchemas.map(tableSection).join('\n\n')
}

function tableSection(table: TableSchema): string {
  const header = '| column | English name | meaning | unit | values | group |'
  const rows = table.columns.map(
    (column) =>
      `| ${cell([column.header, ...(column.aliases ?? []).map((alias) => `also ${alias}`)])} | ${column.name} | ` +
      `${column.meaning}${column.target ? '; may be absent where customers are only scored' : ''} | ` +
      `${column.unit} | ${cell(valuesOf(column))} | ${column.group ?? ''} |`,
  )
  const key = `Key: ${table.key.join(' and ')}.`
  return [
    `### ${table.file}`,
    '',
    `${capitalised(table.meaning)}. ${key}`,
    '',
    header,
    '|---|---|---|---|---|---|',
    ...rows,
  ].join('\n')
}

function valuesOf(column: ColumnSchema): string[] {
  if (column.values) {
    return column.values.map(({ word, english, misspellings = [] }) => {
      const misspelt = misspellings.length > 0 ? `, also read: ${misspellings.join(', ')}` : ''
      return `${word} (${english}${misspelt})`
    })
  }
  if (column.kind === 'id') return ['whole number from 0']
  const number = column.integer ? 'whole number' : 'number'
  return [`${number}, ${bound(column.minimum)} to ${bound(column.maximum)}`]
}

function bound(value: number | undefined): string {
  if (value === undefined) return 'any'
  return value.toLocaleString('en-GB').replace('-', '−')
}

function cell(lines: readonly string[]): string {
  return lines.join('<br>')
}

function capitalised(text: string): string {
  return text[0].toUpperCase() + text.slice(1)
}
