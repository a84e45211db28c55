/** Numbers as people write them; the same everywhere in the report. */

/** 1297 → `1,297`. */
export function formatCount(value: number): string {
  return withMinus(Math.round(value).toLocaleString('en-US'))
}

/** 0.3812 → `38 %` (or `38.1 %` with one digit). */
export function formatPercent(value: number, digits = 0): string {
  return `${formatDecimal(100 * value, digits)}\u00a0%`
}

/** 0.92615 → `0.926`. */
export function formatDecimal(value: number, digits = 3): string {
  return withMinus(value.toFixed(digits))
}

/** 5319.4 → `5,319`; below 100 with one decimal. */
export function formatMoney(value: number): string {
  const digits = Math.abs(value) < 99.95 ? 1 : 0
  return withMinus(
    value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits }),
  )
}

/** A probability below which people read 0 is written as such: 0.00004 → `< 0.001`. */
export function formatPValue(value: number): string {
  return value < 0.001 ? '< 0.001' : value.toFixed(3)
}

/** A measured value with the digits people read: whole from 100 on, else at most two decimals. */
export function formatMeasure(value: number): string {
  return Math.abs(value) >= 100 ? formatCount(value) : withMinus(String(Number(value.toFixed(2))))
}

/** A true minus sign, and none before a zero. */
function withMinus(text: string): string {
  return /[1-9]/.test(text) ? text.replace('-', '−') : text.replace('-', '')
}
