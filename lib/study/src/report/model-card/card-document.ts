import { withheldNote, withholdNumbers } from '../../study/withheld-numbers'

/** A piece of prose: plain text, a command or name as it is typed, text that stands out, or a page beside the document. */
export type Inline =
  | string
  | { readonly code: string }
  | { readonly strong: string }
  | { readonly link: string; readonly page: string }

/** One run of prose. */
export type Prose = string | readonly Inline[]

export interface CardColumn {
  readonly title: string
  /** Default: left. */
  readonly align?: 'left' | 'right'
}

/** One part of a document, whatever it is written in. */
export type CardBlock =
  | { readonly kind: 'heading'; readonly level: 2 | 3; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: Prose }
  | { readonly kind: 'list'; readonly items: readonly Prose[] }
  | {
      readonly kind: 'table'
      readonly caption: string
      readonly columns: readonly CardColumn[]
      /** A text for each column. */
      readonly rows: readonly (readonly string[])[]
      /** Stands below. */
      readonly note?: string
    }

/**
 * A document as data. It is written out as HTML and as Markdown by renderers that add nothing of their own, so
 * that both say the same.
 */
export interface CardDocument {
  readonly title: string
  readonly blocks: readonly CardBlock[]
}

export const section = (text: string): CardBlock => ({ kind: 'heading', level: 2, text })
export const subsection = (text: string): CardBlock => ({ kind: 'heading', level: 3, text })
export const paragraph = (text: Prose): CardBlock => ({ kind: 'paragraph', text })
export const list = (...items: Prose[]): CardBlock => ({ kind: 'list', items })

/**
 * A table from rows of any kind; columns say what is written of each.
 *
 * @param customers counts of customers that a row tells of and that do not overlap: with it numbers that tell of fewer than
 *   five are withheld, as on the pages of the notebooks
 */
export function table<Row>(
  caption: string,
  rows: readonly Row[],
  columns: readonly (CardColumn & { readonly value: (row: Row) => string })[],
  customers?: (row: Row) => readonly number[],
): CardBlock {
  const { cells, isWithheld } = withholdNumbers(rows, columns, customers)
  return {
    kind: 'table',
    caption,
    columns: columns.map(({ title, align }) => ({ title, align })),
    rows: cells,
    ...(isWithheld && { note: withheldNote }),
  }
}

/** The pieces of a run of prose. */
export function inlines(text: Prose): readonly Inline[] {
  return typeof text === 'string' ? [text] : text
}
