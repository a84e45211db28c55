/** How a language writes numbers. */
export interface NumberStyle {
  /** BCP 47, of whole numbers and money. */
  readonly locale: string
  /** Between groups of three digits. */
  readonly thousands: string
  readonly decimalPoint: string
  /** As it stands after a number. */
  readonly percentSign: string
}

/** Numbers as people write them; the same everywhere in the report. */
export interface NumberFormats {
  /** 1297 → `1,297` */
  readonly count: (value: number) => string
  /** 0.92615 → `0.926` */
  readonly decimal: (value: number, digits?: number) => string
  /** 0.3812 → `38%`; `38.1%` with one digit */
  readonly percent: (value: number, digits?: number) => string
  /** 5319.4 → `5,319`; below 100 with one decimal */
  readonly money: (value: number) => string
  /** A probability below which people read 0 is written as such: 0.00004 → `< 0.001` */
  readonly pValue: (value: number) => string
  /** With the digits people read: whole from 100 on, else at most two decimals. */
  readonly measure: (value: number) => string
}

/** The formats of a style. */
export function numberFormats({ locale, thousands, decimalPoint, percentSign }: NumberStyle): NumberFormats {
  const withDecimals = [0, 1].map(
    (digits) =>
      new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }),
  )
  const withPoint = (text: string) => text.replace('.', decimalPoint)
  const count = (value: number) => withMinus(withDecimals[0].format(Math.round(value)))
  const decimal = (value: number, digits = 3) => {
    const [whole, fraction] = value.toFixed(digits).split('.')
    const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, thousands)
    return withMinus(fraction === undefined ? grouped : `${grouped}${decimalPoint}${fraction}`)
  }
  return {
    count,
    decimal,
    percent: (value, digits = 0) => `${decimal(100 * value, digits)}${percentSign}`,
    money: (value) => withMinus(withDecimals[Math.abs(value) < 99.95 ? 1 : 0].format(value)),
    pValue: (value) => withPoint(value < 0.001 ? '< 0.001' : value.toFixed(3)),
    measure: (value) =>
      Math.abs(value) >= 100 ? count(value) : withMinus(withPoint(String(Number(value.toFixed(2))))),
  }
}

/** A true minus sign, and none before a zero. */
function withMinus(text: string): string {
  return /[1-9]/.test(text) ? text.replace('-', '−') : text.replace('-', '')
}
