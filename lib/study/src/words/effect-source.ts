import { type Bilingual, byLanguage } from './language'
import { formatCount } from './number-format'

/** Where an effect of an offer comes from: `assumed`, or `measured, 120 customers`. */
export function effectSource({
  measured,
}: {
  readonly measured?: { readonly customers: number }
}): Bilingual {
  return byLanguage(({ catalogueWords }, language) =>
    measured ? catalogueWords.measured(formatCount(measured.customers, language)) : catalogueWords.assumed,
  )
}
