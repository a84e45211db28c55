import { escapeHidden } from '@one-click/core'
import type { Customers } from '../customers/customers'
import { minShownCustomers } from '../customers/small-groups'
import type { Bilingual } from '../words/language'
import { byLanguage } from '../words/language'
import { formatCount } from '../words/number-format'
import type { PooledQuarter } from './pooled-quarters'
import { runDay } from './run-day'

/** What a page is made from, as every page states it. */
export interface Provenance {
  /** Name of the tables' folder, without its place on the machine. */
  readonly folder: string
  /** Whether the tables are made up. */
  readonly synthetic: boolean
  /** Day of the run, `2026-03-31`. */
  readonly day: string
  /** Of the tables' content. */
  readonly fingerprint: string
  /** Earlier quarters that models learned from as well; absent where there are none. */
  readonly earlier?: readonly PooledQuarter[]
}

/** @param earlier quarters that models learned from as well @param day default: `runDay()` */
export function provenanceOf(
  { source, fingerprint }: Pick<Customers, 'source' | 'fingerprint'>,
  earlier: readonly PooledQuarter[] = [],
  day: string = runDay(),
): Provenance {
  return { ...source, day, fingerprint, ...(earlier.length > 0 && { earlier }) }
}

/** That the tables are made up, as a sentence. */
export const syntheticNotice: Bilingual = byLanguage(({ provenance }) => provenance.synthetic)

/**
 * The provenance as one line: folder, day, the beginning of the fingerprint; that the tables are made up first, and
 * last what was learned from besides.
 */
export function provenanceInWords({
  folder,
  synthetic,
  day,
  fingerprint,
  earlier = [],
}: Provenance): Bilingual {
  return byLanguage(({ provenance, management: { counts } }, language) =>
    [
      ...(synthetic ? [provenance.synthetic] : []),
      provenance.tables({ ...inShort({ folder, fingerprint }), day }),
      ...earlier.map(({ customers, ...tables }) =>
        provenance.earlier({
          ...inShort(tables),
          customers:
            customers < minShownCustomers
              ? counts.fewerThan(formatCount(minShownCustomers, language))
              : formatCount(customers, language),
        }),
      ),
    ].join(' '),
  )
}

function inShort({ folder, fingerprint }: Pick<Provenance, 'folder' | 'fingerprint'>) {
  return { folder: escapeHidden(folder.slice(0, 100)), fingerprint: fingerprint.slice(0, 12) }
}
