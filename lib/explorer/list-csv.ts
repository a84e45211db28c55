import { segmentTitles } from '../src/decisions/segments/segments'
import { type CsvDialect, toCsv } from '../src/report/csv'
import type { Language } from '../src/util/language'
import { type ListedCustomer, named, type PageContent } from './customers'
import { categoryName, word } from './words'

/** By this mark at the beginning of the file spreadsheets know that it is UTF-8. */
const byteOrderMark = '\uFEFF'

const categories = ['favouriteCategory', 'serviceTier', 'contactAllowed']

/** What spreadsheets of a country expect: in Russia commas stand in numbers, so semicolons part the cells. */
const dialects: Readonly<Record<Language, CsvDialect>> = {
  ru: { delimiter: ';', decimalMark: ',' },
  en: { delimiter: ',', decimalMark: '.' },
}

/** The list as a file for spreadsheets: numbers in full, texts in the language shown, formulas disarmed. */
export function listCsv(
  customers: readonly ListedCustomer[],
  { offers, channels }: Pick<PageContent, 'offers' | 'channels'>,
  language: Language,
): string {
  const header = [
    'id',
    'segment',
    'decline_probability',
    'profit',
    'profit_at_risk',
    'favourite_category',
    'service_tier',
    'consent',
    'offer',
    'channel',
    'cost',
    'profit_kept',
    'net',
    'experiment_arm',
    'planned_offer',
    'planned_channel',
    'reason_1',
    'reason_2',
    'reason_3',
    'why',
    'offer_text',
    'flag',
  ]
  const rows = customers.map((customer) => [
    customer.written,
    segmentTitles[customer.segment][language],
    customer.probability,
    customer.profit,
    customer.profitAtRisk,
    ...categories.map((name) => categoryName(name, customer.categories[name], language)),
    customer.offer.name[language],
    customer.channel.name[language],
    customer.cost,
    customer.kept,
    customer.net,
    customer.arm === 'none' ? undefined : word(customer.arm, language),
    customer.planned && named(offers, customer.planned[0]).name[language],
    customer.planned && named(channels, customer.planned[1]).name[language],
    customer.reasons[0]?.[language],
    customer.reasons[1]?.[language],
    customer.reasons[2]?.[language],
    customer.why[language],
    customer.text[language],
    customer.flagged ? 'implausible value' : undefined,
  ])
  return byteOrderMark + toCsv(header, rows, dialects[language])
}
