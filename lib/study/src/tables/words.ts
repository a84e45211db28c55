import { tableSchemas } from './schema'

const english = new Map(
  tableSchemas.flatMap((table) =>
    table.columns.flatMap((column) =>
      (column.values ?? []).map((value) => [`${column.name}/${value.russian}`, value.english] as const),
    ),
  ),
)

/** A category's English name; a category the schema does not know stays as the table has it. */
export function categoryInEnglish(column: string, russian: string): string {
  return english.get(`${column}/${russian}`) ?? russian
}
