import { escapeHidden } from '@one-click/core'
import type { Customers } from '../customers/customers'
import { fewestCustomers } from '../customers/small-groups'
import type { Bilingual } from '../words/language'
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
export const syntheticNotice: Bilingual = {
  ru: 'Таблицы синтетические: ни одного из этих клиентов не существует.',
  en: 'The tables are synthetic: none of these customers exists.',
}

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
  const [name, print] = inShort({ folder, fingerprint })
  const besides = earlier.map(earlierInWords)
  return {
    ru: `${synthetic ? `${syntheticNotice.ru} ` : ''}Таблицы: папка «${name}», отпечаток ${print}. Расчёт от ${day.split('-').reverse().join('.')}.${besides.map(({ ru }) => ` ${ru}`).join('')}`,
    en: `${synthetic ? `${syntheticNotice.en} ` : ''}Tables: folder “${name}”, fingerprint ${print}. Made on ${day}.${besides.map(({ en }) => ` ${en}`).join('')}`,
  }
}

function inShort({ folder, fingerprint }: Pick<Provenance, 'folder' | 'fingerprint'>): [string, string] {
  return [escapeHidden(folder.slice(0, 100)), fingerprint.slice(0, 12)]
}

/** An earlier quarter as a sentence. */
function earlierInWords({ customers, ...tables }: PooledQuarter): Bilingual {
  const [name, print] = inShort(tables)
  const few = customers < fewestCustomers
  const count = {
    ru: few ? `менее ${fewestCustomers}` : formatCount(customers, 'ru'),
    en: few ? `fewer than ${fewestCustomers}` : formatCount(customers),
  }
  return {
    ru: `Модель училась и на прежнем квартале: папка «${name}», отпечаток ${print}, клиентов: ${count.ru}.`,
    en: `Learned from an earlier quarter as well: folder “${name}”, fingerprint ${print}, customers: ${count.en}.`,
  }
}
