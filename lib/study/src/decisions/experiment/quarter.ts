import { ArgumentError } from '@one-click/core'

/** What a label may be made of; those of the calendar, such as 2026-Q4, also sort by time. */
const label = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,39}$/u
const calendarLabel = /^(\d{4})-Q([1-4])$/

/** Whether a text can label a quarter: letters, digits, dots, hyphens and underscores, at most 40. */
export function isQuarter(text: string): boolean {
  return label.test(text)
}

/** @throws ArgumentError unless the text can label a quarter */
export function checkQuarter(where: string, text: string): void {
  if (!isQuarter(text)) throw new ArgumentError(where, 'needs the label of a quarter, such as 2026-Q4', text)
}

/**
 * The label of a quarter that nobody has named: it follows from the tables, so that tables of another quarter give
 * another draw, and the same tables the same.
 * @param fingerprint of the tables
 */
export function quarterOfTables(fingerprint: string): string {
  return `tables-${fingerprint.slice(0, 8).replace(/[^\p{L}\p{N}]/gu, '-')}`
}

/** Number of a quarter of the calendar, one more from each quarter to the next; undefined for other labels. */
export function calendarQuarter(text: string): number | undefined {
  const found = calendarLabel.exec(text)
  return found ? 4 * Number(found[1]) + Number(found[2]) - 1 : undefined
}

/** The label of a later quarter: of the calendar where the label is, else numbered from the first on. */
export function laterQuarter(label: string, quarters: number): string {
  const number = calendarQuarter(label)
  if (number === undefined) return quarters === 0 ? label : `${label.slice(0, 30)}.${quarters + 1}`
  return `${Math.floor((number + quarters) / 4)}-Q${((number + quarters) % 4) + 1}`
}
