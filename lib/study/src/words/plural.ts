/** A Russian noun after a whole number: `pluralRu(3, ['клиент', 'клиента', 'клиентов'])` → `клиента`. */
export function pluralRu(count: number, forms: readonly [one: string, few: string, many: string]): string {
  const rule = russianPlurals.select(Math.abs(count))
  return rule === 'one' ? forms[0] : rule === 'few' ? forms[1] : forms[2]
}

const russianPlurals = new Intl.PluralRules('ru')

/** An English noun after a number: `pluralEn(1, 'customer')` → `customer`. */
export function pluralEn(count: number, one: string, many = `${one}s`): string {
  return Math.abs(count) === 1 ? one : many
}
