import type { NumberStyle } from '../number-style'

export const numbers: NumberStyle = {
  locale: 'ru-RU',
  thousands: '\u00a0',
  decimalPoint: ',',
  percentSign: '\u00a0%',
}
