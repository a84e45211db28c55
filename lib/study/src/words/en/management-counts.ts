import { pluralEn } from '../plural'

/** How people, customers and months are counted; `shown` is the number as it is written, `n` what it stands for. */
export const counts = {
  fewerThan: (shown: string) => `fewer than ${shown}`,
  customers: (shown: string, n: number) => `${shown} ${pluralEn(n, 'customer')}`,
  /** After `of`. */
  ofCustomers: (shown: string, n: number) => `${shown} ${pluralEn(n, 'customer')}`,
  /** After `to`. */
  toCustomers: (shown: string, n: number) => `${shown} ${pluralEn(n, 'customer')}`,
  aboutHalf: 'about half',
  smallNumbers: ['one', 'two', 'three', 'four', 'five', 'six'],
  months: (shown: string, n: number) => `${shown} ${pluralEn(n, 'month')}`,
  and: 'and',
}

export type CountsWords = typeof counts
