import { bareNumber } from './bare-number'
import type { Delimiter } from './dialect'

export type DecimalMark = '.' | ','

/** How the numbers of a file are written. */
export interface NumberStyle {
  readonly mark: DecimalMark
  /** The mark may as well separate thousands. */
  readonly ambiguous: boolean
  /** Points separate thousands: the decimal mark is a comma, and nothing in the file speaks against it. */
  readonly pointGroups: boolean
}

const plain: NumberStyle = { mark: '.', ambiguous: false, pointGroups: false }

/** What the cells of a file say about its decimal mark; `…Groups` could also separate thousands. */
interface Evidence {
  points: number
  commas: number
  pointGroups: number
  commaGroups: number
}

const withPoint = /^[+-]?\d*\.\d+(?:e[+-]?\d+)?$/i
const withComma = /^[+-]?\d*,\d+(?:e[+-]?\d+)?$/i
const oneGroup = /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/
const groupedByPoints = /^[+-]?[1-9]\d{0,2}(?:\.\d{3})+,\d+$/
const groupedByCommas = /^[+-]?[1-9]\d{0,2}(?:,\d{3})+\.\d+$/

/**
 * Decides from the cells of its numeric columns how a file writes numbers. A fraction that does not have exactly
 * three digits tells the decimal mark; where both marks have some, the more frequent one is taken, on a tie the
 * comma in files that separate fields by `;`. Where all fractions have three digits (`4,472`) the mark may
 * separate thousands and nothing is guessed, except for points in files that separate fields by comma or tab,
 * which write fractions so.
 */
export function findNumberStyle(
  rows: readonly (readonly string[])[],
  numericFields: readonly number[],
  delimiter: Delimiter,
): NumberStyle {
  // Without commas only semicolons leave a doubt: most files end the search here.
  const hasCommas = rows.some((row) => numericFields.some((field) => row[field].includes(',')))
  if (!hasCommas && delimiter !== ';') return plain
  const { points, commas, pointGroups, commaGroups } = buildEvidence(rows, numericFields)
  if (points === 0 && commas === 0) {
    if (commaGroups > 0) return { mark: ',', ambiguous: true, pointGroups: false }
    return { ...plain, ambiguous: pointGroups > 0 && delimiter === ';' }
  }
  if (commas > points || (commas === points && delimiter === ';')) {
    return { mark: ',', ambiguous: false, pointGroups: points === 0 }
  }
  return plain
}

function buildEvidence(rows: readonly (readonly string[])[], fields: readonly number[]): Evidence {
  const evidence = { points: 0, commas: 0, pointGroups: 0, commaGroups: 0 }
  for (const row of rows) {
    for (const field of fields) {
      const cell = row[field]
      if (cell.includes(',') || cell.includes('.')) weigh(cell, evidence)
    }
  }
  return evidence
}

function weigh(cell: string, evidence: Evidence): void {
  const { text } = bareNumber(cell.trim())
  if (oneGroup.test(text)) evidence[text.includes(',') ? 'commaGroups' : 'pointGroups']++
  else if (withPoint.test(text) || groupedByCommas.test(text)) evidence.points++
  else if (withComma.test(text) || groupedByPoints.test(text)) evidence.commas++
}
