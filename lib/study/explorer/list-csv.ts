import type { ExplorerWord } from '../src/report/explorer/explorer-words'
import { asMoney, asPercent, asSum, type SheetColumn, sheet } from '../src/report/sheet'
import type { Language } from '../src/words/language'
import { segmentTitles } from '../src/words/segment-titles'
import { hasExperiment, type ListedCustomer, named, type PageContent } from './listed-customers'
import { categoryName, featureName, word } from './page-words'

const categories = ['favouriteCategory', 'serviceTier', 'contactAllowed']

type ListContent = Pick<PageContent, 'offers' | 'channels' | 'customers'>

/**
 * The list as a file that opens in a spreadsheet by a double click (see `sheet`), in the language shown: the columns of
 * offers-excel.csv and the categories that the page filters by. Numbers are rounded as on the page.
 */
export function listCsv(
  customers: readonly ListedCustomer[],
  content: ListContent,
  language: Language,
): string {
  return sheet(columnsOf(content, language), customers, language)
}

function columnsOf(content: ListContent, language: Language): SheetColumn<ListedCustomer>[] {
  const { offers, channels } = content
  const column = (name: ExplorerWord, cell: SheetColumn<ListedCustomer>['cell'], after = '') => ({
    title: word(name, language) + after,
    cell,
  })
  const planned: SheetColumn<ListedCustomer>[] = [
    column('experiment', ({ arm }) => word(arm, language)),
    column('plannedOffer', ({ planned }) => planned && named(offers, planned[0]).name[language]),
    column('plannedChannel', ({ planned }) => planned && named(channels, planned[1]).name[language]),
  ]
  return [
    column('id', ({ written }) => written),
    column('segment', ({ segment }) => segmentTitles[segment][language]),
    column('risk', ({ probability }) => asPercent(probability), ', %'),
    column('profit', ({ profit }) => asMoney(profit)),
    column('profitAtRisk', ({ profitAtRisk }) => asMoney(profitAtRisk)),
    ...categories.map((name) => ({
      title: featureName(name, language),
      cell: (customer: ListedCustomer) => categoryName(name, customer.categories[name], language),
    })),
    column('offer', ({ offer }) => offer.name[language]),
    column('channel', ({ channel }) => channel.name[language]),
    column('cost', ({ isOffered, cost }) => (isOffered ? asSum(cost) : undefined)),
    column('kept', ({ isOffered, kept }) => (isOffered ? asSum(kept) : undefined)),
    column('net', ({ isOffered, net }) => (isOffered ? asSum(net) : undefined)),
    ...(hasExperiment(content) ? planned : []),
    ...[0, 1, 2].map((k) => column('reasonRank', ({ reasons }) => reasons[k]?.[language], ` ${k + 1}`)),
    column('why', ({ why }) => why[language]),
    column('say', ({ text }) => text[language]),
    column('note', ({ flagged, unfamiliar }) =>
      [
        ...(flagged ? [word('implausible', language)] : []),
        ...(unfamiliar.length > 0 ? [word('outsideTraining', language)] : []),
      ].join('; '),
    ),
  ]
}
