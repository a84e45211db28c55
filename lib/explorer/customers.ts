import type { SegmentName } from '../src/decisions/segments/segments'
import type { ScoreSource } from '../src/evaluation/learned-customers'
import type {
  ExplorerContent,
  ListedArm,
  ListedColumn,
  ListedOption,
  Named,
} from '../src/report/explorer/content'
import type { Bilingual } from '../src/util/language'

/** What the page knows of the customers, without the model. */
export type PageContent = Omit<ExplorerContent, 'model'>

/** One customer of the list. */
export interface ListedCustomer {
  /** Index in the columns of the content. */
  readonly position: number
  readonly id: number
  readonly segment: SegmentName
  readonly probability: number
  readonly profit: number
  readonly profitAtRisk: number
  readonly offer: Named
  readonly channel: Named
  readonly cost: number
  readonly kept: number
  readonly text: Bilingual
  readonly why: Bilingual
  readonly reasons: readonly Bilingual[]
  readonly options: readonly ListedOption[]
  readonly arm: ListedArm
  /** What the customer gets in the experiment; none for those who do not take part. */
  readonly drawn?: { readonly offer: Named; readonly channel: Named }
  /** Who judged the customer. */
  readonly source: ScoreSource
  readonly flagged: boolean
  /** Category features by name, in the words of the tables. */
  readonly categories: Readonly<Record<string, string>>
}

/** The customers of the content as one object each, in its order. */
export function listedCustomers({ customers, offers, channels }: PageContent): ListedCustomer[] {
  return customers.id.map((id, position) => {
    const of = <Value>({ list, of: at }: ListedColumn<Value>) => list[at[position]]
    const { arm, offer, channel } = of(customers.experiment)
    return {
      position,
      id,
      segment: of(customers.segment),
      probability: customers.probability[position],
      profit: customers.profit[position],
      profitAtRisk: customers.profitAtRisk[position],
      offer: named(offers, of(customers.offer)),
      channel: named(channels, of(customers.channel)),
      cost: customers.cost[position],
      kept: customers.kept[position],
      text: of(customers.text),
      why: of(customers.why),
      reasons: customers.reasons[position],
      options: customers.options[position],
      arm,
      ...(arm !== 'none' && { drawn: { offer: named(offers, offer), channel: named(channels, channel) } }),
      source: of(customers.source),
      flagged: customers.flagged[position] === 1,
      categories: Object.fromEntries(
        Object.entries(customers.categories).map(([name, column]) => [name, of(column)]),
      ),
    }
  })
}

/** The entry with this id; one that is not listed goes by its id. */
export function named(list: readonly Named[], id: string): Named {
  return list.find((one) => one.id === id) ?? { id, name: { ru: id, en: id } }
}
