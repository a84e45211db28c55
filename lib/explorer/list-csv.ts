import { segmentTitles } from '../src/decisions/segments/segments'
import { toCsv } from '../src/report/csv'
import type { Language } from '../src/util/language'
import type { ListedCustomer } from './customers'
import { categoryName } from './words'

/** By this mark at the beginning of the file spreadsheets know that it is UTF-8. */
const byteOrderMark = '\uFEFF'

const categories = ['favouriteCategory', 'serviceTier', 'contactAllowed']

/** The list as a file for spreadsheets: numbers in full, texts in the language shown, formulas disarmed. */
export function listCsv(customers: readonly ListedCustomer[], language: Language): string {
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
    'reason_1',
    'reason_2',
    'reason_3',
    'why',
    'offer_text',
    'flag',
  ]
  const rows = customers.map((customer) => [
    customer.id,
    segmentTitles[customer.segment][language],
    customer.probability,
    customer.profit,
    customer.profitAtRisk,
    ...categories.map((name) => categoryName(name, customer.categories[name], language)),
    customer.offer.name[language],
    customer.channel.name[language],
    customer.cost,
    customer.kept,
    customer.reasons[0]?.[language],
    customer.reasons[1]?.[language],
    customer.reasons[2]?.[language],
    customer.why[language],
    customer.text[language],
    customer.flagged ? 'implausible value' : undefined,
  ])
  return byteOrderMark + toCsv(header, rows)
}
