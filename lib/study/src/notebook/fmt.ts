import {
  formatCount,
  formatDecimal,
  formatMeasure,
  formatMoney,
  formatPercent,
  formatPValue,
} from '../words/number-format'

/** Numbers as the notebooks write them. */
export const fmt = {
  count: (value: number) => formatCount(value),
  percent: (share: number, digits = 0) => formatPercent(share, digits),
  /** A share in percentage points: 0.0213 → `2.1`. */
  points: (share: number, digits = 1) => formatDecimal(100 * share, digits),
  decimal: (value: number, digits = 3) => formatDecimal(value, digits),
  measure: (value: number) => formatMeasure(value),
  money: (value: number) => formatMoney(value),
  pValue: (value: number) => formatPValue(value),
} as const
