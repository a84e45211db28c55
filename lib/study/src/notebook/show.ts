import { showFigure, showHtml, showMarkdown } from './display'
import { showTable } from './show-table'

/** What a cell shows: figures, tables, Markdown and HTML. */
export const show = { figure: showFigure, table: showTable, markdown: showMarkdown, html: showHtml } as const
