/** The units that features and columns are declared with. */
const units: Readonly<Record<string, string>> = {
  'categories a visit': 'категорий за визит',
  contacts: 'обращений',
  'contacts a month': 'обращений в месяц',
  days: 'дней',
  failures: 'сбоев',
  items: 'товаров',
  'minutes a month': 'минут в месяц',
  'minutes in 2 months': 'минут за 2 месяца',
  'money a minute': 'денег за минуту',
  'money a month': 'денег в месяц',
  'money in 3 months': 'денег за 3 месяца',
  'pages a category': 'страниц на категорию',
  'pages a visit': 'страниц за визит',
  ratio: 'отношение',
  share: 'доля',
}

export const unit = (unit: string): string => units[unit] ?? unit
