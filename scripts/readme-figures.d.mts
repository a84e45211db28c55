/** The lines of the table, as Markdown. */
export function figuresTable(metrics: unknown): string
