import type { Values } from '../values'

/** What a page is made from. */
export const provenance = {
  synthetic: 'The tables are synthetic: none of these customers exists.',
  /** The day is written `2026-03-31`. */
  tables: ({ folder, fingerprint, day }: Values<'folder' | 'fingerprint' | 'day'>) =>
    `Tables: folder “${folder}”, fingerprint ${fingerprint}. Made on ${day}.`,
  earlier: ({ folder, fingerprint, customers }: Values<'folder' | 'fingerprint' | 'customers'>) =>
    `Learned from an earlier quarter as well: folder “${folder}”, fingerprint ${fingerprint}, customers: ${customers}.`,
}

export type ProvenanceWords = typeof provenance
