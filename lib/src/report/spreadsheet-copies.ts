import type { DrawnQuarter } from '../decisions/experiment/plan'
import type { CustomerDecision } from '../decisions/offers/customer-decisions'
import type { OfferCatalogue } from '../decisions/offers/offer-catalogue'
import { segmentTitles } from '../decisions/segments/segments'
import { type Cell, toCsv } from './csv'
import { explorerWords } from './explorer/words'

/** What stands in a copy of offers.csv or experiment.csv that people open in a spreadsheet. */
export interface SheetContent {
  readonly decisions: readonly CustomerDecision[]
  readonly catalogue: OfferCatalogue
  /** Whether the model has met all values of a customer, in the order of the decisions; default: it has. */
  readonly isUnfamiliar?: readonly boolean[]
}

interface SheetColumn {
  readonly title: string
  readonly cell: (decision: CustomerDecision, isOffered: boolean) => Cell
}

const { id, segment, risk, profit, profitAtRisk, offer, channel, cost, kept, net, experiment } = explorerWords

const who: readonly SheetColumn[] = [
  { title: id.ru, cell: (decision) => decision.written ?? decision.id },
  { title: segment.ru, cell: (decision) => segmentTitles[decision.segment].ru },
]

const atRisk: readonly SheetColumn[] = [
  { title: `${risk.ru}, %`, cell: ({ probability }) => rounded(100 * probability, 1) },
  { title: profit.ru, cell: (decision) => asMoney(decision.profit) },
  { title: profitAtRisk.ru, cell: (decision) => asMoney(decision.profitAtRisk) },
]

const decided: readonly SheetColumn[] = [
  { title: offer.ru, cell: ({ offerName }) => offerName.ru },
  { title: channel.ru, cell: ({ channelName }) => channelName.ru },
  { title: cost.ru, cell: (decision, isOffered) => (isOffered ? asSum(decision.cost) : undefined) },
  { title: kept.ru, cell: (decision, isOffered) => (isOffered ? asSum(decision.kept) : undefined) },
  {
    title: net.ru,
    cell: (decision, isOffered) => (isOffered ? asSum(decision.kept - decision.cost) : undefined),
  },
]

const arm: SheetColumn = { title: experiment.ru, cell: (decision) => explorerWords[decision.arm].ru }

const reasons: readonly SheetColumn[] = [1, 2, 3].map((k) => ({
  title: `Причина ${k}`,
  cell: (decision) => decision.reasons[k - 1]?.text.ru,
}))

const said: readonly SheetColumn[] = [
  { title: 'Почему', cell: ({ why }) => why.ru },
  { title: 'Что предложить', cell: ({ text }) => text.ru },
]

/**
 * offers-excel.csv: what offers.csv says of each customer, for people who open it in a Russian spreadsheet (see
 * `sheet`), without the options that were not chosen. The column of the experiment is there while one runs.
 */
export function offersSheet(content: SheetContent): string {
  const { decisions, isUnfamiliar = [] } = content
  const arms = decisions.some((decision) => decision.arm !== 'none') ? [arm, ...withheld(content)] : []
  const doubt = new Map(
    decisions.map((decision, i) => [decision, doubtOf(decision, isUnfamiliar[i] ?? false)]),
  )
  const note: SheetColumn = { title: 'Примечание', cell: (decision) => doubt.get(decision) }
  return sheet(
    [...who, ...atRisk, ...decided, ...arms, ...reasons, ...said, note],
    decisions,
    content.catalogue,
  )
}

/** experiment-excel.csv: the participants of the experiment in the order of the draw, with what each gets, for people. */
export function experimentSheet(
  { ids, quarter }: Pick<DrawnQuarter, 'ids' | 'quarter'>,
  content: SheetContent,
): string {
  const decisionOf = new Map(content.decisions.map((decision) => [decision.id, decision]))
  const participants = Array.from(ids, (participant) => decisionOf.get(participant)!)
  const quarterColumn: SheetColumn = { title: 'Квартал', cell: () => quarter }
  const columns = [...who, arm, ...decided.slice(0, 3), ...withheld(content), ...atRisk, quarterColumn]
  return sheet(columns, participants, content.catalogue)
}

/** What the plan would have given those whom the experiment withholds it from. */
function withheld({ catalogue }: SheetContent): SheetColumn[] {
  const nameOf = (
    list: readonly { readonly id: string; readonly name: { readonly ru: string } }[],
    key?: string,
  ) => list.find((one) => one.id === key)?.name.ru
  return [
    { title: 'Предложение по плану', cell: ({ planned }) => nameOf(catalogue.offers, planned?.offer) },
    { title: 'Канал по плану', cell: ({ planned }) => nameOf(catalogue.channels, planned?.channel) },
  ]
}

function doubtOf({ flagged }: CustomerDecision, isUnfamiliar: boolean): string | undefined {
  const doubts = [
    ...(flagged ? ['значение неправдоподобно'] : []),
    ...(isUnfamiliar ? ['модель не училась на таких значениях'] : []),
  ]
  return doubts.length > 0 ? doubts.join('; ') : undefined
}

/** By this mark at the beginning of the file spreadsheets know that it is UTF-8. */
const byteOrderMark = '\uFEFF'

/** Opens by a double click in a Russian Excel: byte order mark, semicolons, decimal commas, formulas disarmed. */
function sheet(
  columns: readonly SheetColumn[],
  decisions: readonly CustomerDecision[],
  { otherwise }: OfferCatalogue,
): string {
  const rows = decisions.map((decision) =>
    columns.map(({ cell }) => cell(decision, decision.offer !== otherwise.id)),
  )
  const titles = columns.map(({ title }) => title)
  return byteOrderMark + toCsv(titles, rows, { delimiter: ';', decimalMark: ',' })
}

/** As the pages show amounts: whole from 100 on, else with one decimal. */
function asMoney(value: number): number {
  return rounded(value, Math.abs(value) < 99.95 ? 1 : 0)
}

/** As the pages show what an offer costs and brings: below 10 with two decimals. */
function asSum(value: number): number {
  return rounded(value, Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0)
}

/** Never minus zero. */
function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits)) + 0
}
