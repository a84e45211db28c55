import { type Bilingual, byLanguage } from './language'

/** What the unit of all money is called, as the catalogue of offers states it. */
export function moneyUnit({ unit }: { readonly unit?: Bilingual }): Bilingual {
  return unit ?? byLanguage(({ catalogueWords }) => catalogueWords.unknownUnit)
}
