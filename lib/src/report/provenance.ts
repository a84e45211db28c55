import type { Customers } from '../customers/customers'
import type { Bilingual } from '../util/language'
import { escapeHidden } from '../util/printable'
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
}

/** @param day default: `runDay()` */
export function provenanceOf(
  { source, fingerprint }: Pick<Customers, 'source' | 'fingerprint'>,
  day: string = runDay(),
): Provenance {
  return { ...source, day, fingerprint }
}

/** That the tables are made up, as a sentence. */
export const syntheticNotice: Bilingual = {
  ru: 'Таблицы синтетические: ни одного из этих клиентов не существует.',
  en: 'The tables are synthetic: none of these customers exists.',
}

/** The provenance as one line: folder, day, the beginning of the fingerprint; that the tables are made up first. */
export function provenanceInWords({ folder, synthetic, day, fingerprint }: Provenance): Bilingual {
  const [name, print] = [escapeHidden(folder.slice(0, 100)), fingerprint.slice(0, 12)]
  return {
    ru: `${synthetic ? `${syntheticNotice.ru} ` : ''}Таблицы: папка «${name}», отпечаток ${print}. Расчёт от ${day.split('-').reverse().join('.')}.`,
    en: `${synthetic ? `${syntheticNotice.en} ` : ''}Tables: folder “${name}”, fingerprint ${print}. Made on ${day}.`,
  }
}
