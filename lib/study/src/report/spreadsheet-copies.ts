import type { DrawnQuarter } from '../decisions/experiment/experiment-plan'
import type { OfferCatalogue } from '../decisions/offers/offer-catalogue'
import { segmentTitles } from '../words/segment-titles'
import type { Cell } from './csv'
import { explorerWords } from './explorer/explorer-words'
import { asMoney, asPercent, asSum, sheet } from './sheet'
import type { ToldDecision } from './told/told-decisions'

/** What stands in a copy of offers.csv or experiment.csv that people open in a spreadsheet. */
export interface SheetContent {
  readonly decisions: readonly ToldDecision[]
  readonly catalogue: OfferCatalogue
  /** Whether the model has met all values of a customer, in the order of the decisions; default: it has. */
  readonly isUnfamiliar?: readonly boolean[]
}

interface DecisionColumn {
  readonly title: string
  readonly cell: (decision: ToldDecision, isOffered: boolean) => Cell
}

const { id, segment, risk, profit, profitAtRisk, offer, channel, cost, kept, net, experiment } = explorerWords

const who: readonly DecisionColumn[] = [
  { title: id.ru, cell: (decision) => decision.written ?? decision.id },
  { title: segment.ru, cell: (decision) => segmentTitles[decision.segment].ru },
]

const atRisk: readonly DecisionColumn[] = [
  { title: `${risk.ru}, %`, cell: ({ probability }) => asPercent(probability) },
  { title: profit.ru, cell: (decision) => asMoney(decision.profit) },
  { title: profitAtRisk.ru, cell: (decision) => asMoney(decision.profitAtRisk) },
]

const decided: readonly DecisionColumn[] = [
  { title: offer.ru, cell: ({ offerName }) => offerName.ru },
  { title: channel.ru, cell: ({ channelName }) => channelName.ru },
  { title: cost.ru, cell: (decision, isOffered) => (isOffered ? asSum(decision.cost) : undefined) },
  { title: kept.ru, cell: (decision, isOffered) => (isOffered ? asSum(decision.kept) : undefined) },
  {
    title: net.ru,
    cell: (decision, isOffered) => (isOffered ? asSum(decision.kept - decision.cost) : undefined),
  },
]

const arm: DecisionColumn = { title: experiment.ru, cell: (decision) => explorerWords[decision.arm].ru }

const reasons: readonly DecisionColumn[] = [1, 2, 3].map((k) => ({
  title: `${explorerWords.reasonRank.ru} ${k}`,
  cell: (decision) => decision.reasons[k - 1]?.text.ru,
}))

const said: readonly DecisionColumn[] = [
  { title: explorerWords.why.ru, cell: ({ why }) => why.ru },
  { title: explorerWords.say.ru, cell: ({ text }) => text.ru },
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
  const note: DecisionColumn = { title: explorerWords.note.ru, cell: (decision) => doubt.get(decision) }
  return copy(
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
  const quarterColumn: DecisionColumn = { title: explorerWords.quarter.ru, cell: () => quarter }
  const columns = [...who, arm, ...decided.slice(0, 3), ...withheld(content), ...atRisk, quarterColumn]
  return copy(columns, participants, content.catalogue)
}

/** What the plan would have given those whom the experiment withholds it from. */
function withheld({ catalogue }: SheetContent): DecisionColumn[] {
  const nameOf = (
    list: readonly { readonly id: string; readonly name: { readonly ru: string } }[],
    key?: string,
  ) => list.find((one) => one.id === key)?.name.ru
  return [
    { title: explorerWords.plannedOffer.ru, cell: ({ planned }) => nameOf(catalogue.offers, planned?.offer) },
    {
      title: explorerWords.plannedChannel.ru,
      cell: ({ planned }) => nameOf(catalogue.channels, planned?.channel),
    },
  ]
}

function doubtOf({ flagged }: ToldDecision, isUnfamiliar: boolean): string | undefined {
  const doubts = [
    ...(flagged ? [explorerWords.implausible.ru] : []),
    ...(isUnfamiliar ? [explorerWords.notLearned.ru] : []),
  ]
  return doubts.length > 0 ? doubts.join('; ') : undefined
}

function copy(
  columns: readonly DecisionColumn[],
  decisions: readonly ToldDecision[],
  { otherwise }: OfferCatalogue,
): string {
  const written = columns.map(({ title, cell }) => ({
    title,
    cell: (decision: ToldDecision) => cell(decision, decision.offer !== otherwise.id),
  }))
  return sheet(written, decisions, 'ru')
}
