import type { NumberStyle } from '../number-style'

export const numbers: NumberStyle = { locale: 'en-US', thousands: ',', decimalPoint: '.', percentSign: '%' }
