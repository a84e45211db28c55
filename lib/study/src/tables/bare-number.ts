/** What people and spreadsheets add to a number. */
export type NumberSign = 'thousands' | 'percent' | 'currency' | 'minus'

/** A number without what was added to it. */
export interface BareNumber {
  /** Digits, sign, points and commas, where the cell states a number. */
  readonly text: string
  readonly signs: readonly NumberSign[]
}

/** No number that people write is longer. */
const longest = 60

const currency = '(?:\\p{Sc}|руб(?:л(?:ь|я|ей))?\\.?|р\\.?|rub|rur|usd|eur)'
const currencyBefore = new RegExp(`^([+-]?)${currency} ?(?=[\\d.,+-])`, 'iu')
const currencyAfter = new RegExp(`(?<=\\d) ?${currency}$`, 'iu')
const spacedThousands = /^[+-]?[1-9]\d{0,2}(?: \d{3})+(?=[.,]|$)/

/**
 * Takes from a tidy cell what a number does not need: spaces between thousands, one percent or currency sign, and a
 * minus sign of another length.
 *
 * @example bareNumber('−4 472,5 ₽') // { text: '-4472,5', signs: ['minus', 'currency', 'thousands'] }
 */
export function bareNumber(cell: string): BareNumber {
  const signs: NumberSign[] = []
  if (cell.length > longest || /^[\d.,]*$/.test(cell)) return { text: cell, signs }
  let text = cell
  const take = (sign: NumberSign, pattern: RegExp, replacement: string) => {
    if (!pattern.test(text)) return
    text = text.replace(pattern, replacement)
    signs.push(sign)
  }
  take('minus', /^[\u2212\u2013](?=\S)/, '-')
  take('percent', /(?<=\d) ?%$/, '')
  if (signs.at(-1) !== 'percent') take('currency', currencyAfter, '')
  if (!signs.includes('currency')) take('currency', currencyBefore, '$1')
  const thousands = spacedThousands.exec(text)?.[0]
  if (thousands !== undefined) {
    text = thousands.replaceAll(' ', '') + text.slice(thousands.length)
    signs.push('thousands')
  }
  return { text, signs }
}
