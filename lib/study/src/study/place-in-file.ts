import type { OutcomeBlock } from '@one-click/statistics'
import type { Language } from '../words/language'
import { formatPercent } from '../words/number-format'

/**
 * Where a block stands in the file and what share of it that is, `46%–100%`: rows by number would tell how many customers
 * the tables hold.
 *
 * @param rows of the file
 */
export function placeInFile(
  { start, end }: Pick<OutcomeBlock, 'start' | 'end'>,
  rows: number,
  language: Language = 'en',
): string {
  const [from, to] = [start, end].map((row) => formatPercent(row / rows, 0, language))
  return `${from}–${to}`
}
