import type { ExperimentArm } from '../src/decisions/offers/customer-decisions'
import type { SegmentName } from '../src/decisions/segments/segments'
import type { ScoreSource } from '../src/evaluation/out-of-fold-answers'
import type { ExplorerContent, ListedColumn, ListedOption, Named } from '../src/report/explorer/content'
import { type Bilingual, inEveryLanguage } from '../src/words/language'

/** What the page knows of the customers, without the model. */
export type PageContent = Omit<ExplorerContent, 'model'>

/** One customer of the list. */
export interface ListedCustomer {
  /** Index in the columns of the content. */
  readonly position: number
  readonly id: number
  /** The id as the tables write it. */
  readonly written: string
  readonly segment: SegmentName
  readonly probability: number
  readonly profit: number
  readonly profitAtRisk: number
  /** What the customer gets; while the experiment runs, in it. */
  readonly offer: Named
  readonly channel: Named
  /** Whether that is an offer against the customer's own reasons, and not what everyone else gets. */
  readonly isOffered: boolean
  readonly cost: number
  readonly kept: number
  /** What the offer is expected to keep beyond its cost; 0 without an offer. */
  readonly net: number
  readonly text: Bilingual
  readonly why: Bilingual
  readonly reasons: readonly Bilingual[]
  readonly options: readonly ListedOption[]
  readonly arm: ExperimentArm
  /** The option that the plan gives; the experiment withholds it from the control group. */
  readonly planned?: ListedOption
  /** Who judged the customer. */
  readonly source: ScoreSource
  readonly flagged: boolean
  /** Features whose value lies outside those that the model learned from. */
  readonly unfamiliar: readonly string[]
  /** Category features by name, in the words of the tables. */
  readonly categories: Readonly<Record<string, string>>
}

/** The customers of the content as one object each, in its order. */
export function listedCustomers({ customers, offers, usual, channels }: PageContent): ListedCustomer[] {
  return customers.id.map((id, position) => {
    const of = <Value>({ list, of: at }: ListedColumn<Value>) => list[at[position]]
    const offer = of(customers.offer)
    const [cost, kept] = [customers.cost[position], customers.kept[position]]
    const planned = customers.options[position][customers.planned[position]]
    return {
      position,
      id,
      written: customers.written?.[position] ?? String(id),
      segment: of(customers.segment),
      probability: customers.probability[position],
      profit: customers.profit[position],
      profitAtRisk: customers.profitAtRisk[position],
      offer: named(offers, offer),
      channel: named(channels, of(customers.channel)),
      isOffered: offer !== usual,
      cost,
      kept,
      net: kept - cost,
      text: of(customers.text),
      why: of(customers.why),
      reasons: customers.reasons[position],
      options: customers.options[position],
      arm: of(customers.arm),
      ...(planned && { planned }),
      source: of(customers.source),
      flagged: customers.flagged[position] === 1,
      unfamiliar: of(customers.unfamiliar),
      categories: Object.fromEntries(
        Object.entries(customers.categories).map(([name, column]) => [name, of(column)]),
      ),
    }
  })
}

/** Whether an experiment runs. */
export function hasExperiment({ customers }: Pick<PageContent, 'customers'>): boolean {
  return customers.arm.list.some((arm) => arm !== 'none')
}

/** The entry with this id; one that is not listed goes by its id. */
export function named(list: readonly Named[], id: string): Named {
  return list.find((one) => one.id === id) ?? { id, name: inEveryLanguage({ ru: id, en: id }) }
}
