import { ArgumentError } from '@one-click/core'
import type { PriorShift } from '@one-click/learn'
import { mean } from '@one-click/statistics'
import type { Customers } from '../../customers/customers'
import { inputsOf } from '../../customers/expression'
import { type FeatureTable, takeCustomers } from '../../customers/feature-table'
import { featureOf, features } from '../../customers/features'
import type { ExperimentArm } from '../../decisions/offers/customer-decisions'
import type { OfferCatalogue } from '../../decisions/offers/offer-catalogue'
import type { SegmentCuts, SegmentName } from '../../decisions/segments/segments'
import { type CustomerModel, featuresOf } from '../../evaluation/feature-preprocessor'
import type { ScoreSource } from '../../evaluation/out-of-fold-answers'
import type { UnfamiliarValue } from '../../evaluation/unfamiliar-values'
import type { CustomerRisk } from '../../explanation/customer-risk'
import { typicalValues } from '../../explanation/reasons'
import type { OccasionKind } from '../../study/occasion'
import type { PooledQuarter } from '../../study/pooled-quarters'
import { type Provenance, provenanceOf } from '../../study/provenance'
import type { Bilingual } from '../../words/language'
import { moneyUnit } from '../../words/money-unit'
import type { EffectsKnown } from '../management/findings'
import type { ToldDecision } from '../told/told-decisions'
import { compactModel } from './compact-model'
import { type InputRange, inputRange } from './input-range'

/** A column of which many values are alike: `list[of[i]]` is customer i's. */
export interface ListedColumn<Value> {
  readonly list: readonly Value[]
  readonly of: readonly number[]
}

/** An option as it stands in the page: offer, channel, cost, profit kept, and 1 where it is a contact. */
export type ListedOption = readonly [
  offer: string,
  channel: string,
  cost: number,
  kept: number,
  contact: number,
]

/** What a person is told of an offer or a channel. */
export interface Named {
  readonly id: string
  readonly name: Bilingual
}

/** Everything that the explorer shows of the customers, as plain JSON; columns have one element a customer. */
export interface CustomerColumns {
  readonly id: readonly number[]
  /** The ids as they are written; absent where they are plain numbers. */
  readonly written?: readonly string[]
  readonly segment: ListedColumn<SegmentName>
  readonly probability: readonly number[]
  readonly profit: readonly number[]
  readonly profitAtRisk: readonly number[]
  /** Ids: what the customer gets; while an experiment runs, in it. */
  readonly offer: ListedColumn<string>
  readonly channel: ListedColumn<string>
  readonly cost: readonly number[]
  readonly kept: readonly number[]
  readonly text: ListedColumn<Bilingual>
  readonly why: ListedColumn<Bilingual>
  readonly reasons: readonly (readonly Bilingual[])[]
  readonly options: readonly (readonly ListedOption[])[]
  readonly arm: ListedColumn<ExperimentArm>
  /** Place among the customer's options of the one that the plan gives; -1 where it gives none. */
  readonly planned: readonly number[]
  /** Who judged the customer: see `ScoreSource`. */
  readonly source: ListedColumn<ScoreSource>
  /** 1 where a value is implausible. */
  readonly flagged: readonly number[]
  /** Features whose value lies outside those that the model learned from. */
  readonly unfamiliar: ListedColumn<readonly string[]>
  /** The category features, in the words of the tables. */
  readonly categories: Readonly<Record<string, ListedColumn<string>>>
  /** The numbers that the tables give, from which all numeric features follow. */
  readonly inputs: Readonly<Record<string, readonly number[]>>
  /** Mean probability of customers in general under the models that judged this one; six digits. */
  readonly start: readonly number[]
  /** What each feature of `explained` adds to the probability, from `start` on; six digits. */
  readonly points: readonly (readonly number[])[]
}

/** What the page needs beside its program. */
export interface ExplorerContent {
  /** Whether the outcome of the customers is known. */
  readonly occasion: OccasionKind
  /** To the share of declines that the store states, to which all probabilities are moved; absent where it states none. */
  readonly shift?: PriorShift
  /** Whether the effects that profit kept rests on are assumed or measured. */
  readonly effects: EffectsKnown
  readonly provenance: Provenance
  readonly customers: CustomerColumns
  /** Mean probability of all customers: the risk of the average customer. */
  readonly average: number
  /** Names of the features that points are of. */
  readonly explained: readonly string[]
  /** Median of each numeric feature over the customers that models learn from. */
  readonly typical: Readonly<Record<string, number>>
  /** Where the sliders of inputs begin and end. */
  readonly ranges: Readonly<Record<string, InputRange>>
  /** Names of the features that the model reads. */
  readonly modelFeatures: readonly string[]
  readonly cuts: SegmentCuts
  /** Probability from which a customer is at risk, and may get an offer. */
  readonly riskFrom: number
  readonly unit: Bilingual
  readonly offers: readonly Named[]
  /** Id of what customers without an offer against their own reasons get. */
  readonly usual: string
  readonly channels: readonly Named[]
  /** The final model, see `compactModel`. */
  readonly model: unknown
}

/** What the explorer is made from. */
export interface ExplorerSources {
  readonly occasion: OccasionKind
  /** The shift that `risk` has been moved by. */
  readonly shift?: PriorShift
  /** Of the plan's offers. */
  readonly effects: EffectsKnown
  readonly customers: Customers
  readonly risk: CustomerRisk
  /** Who judged each customer of `risk`; default: folds, and of customers with an implausible value the model. */
  readonly source?: readonly ScoreSource[]
  /** Values of theirs that the model has not met. Default: none. */
  readonly unfamiliar?: readonly UnfamiliarValue[]
  /** Of the same customers as `risk`, in its order. */
  readonly decisions: readonly ToldDecision[]
  readonly catalogue: OfferCatalogue
  readonly cuts: SegmentCuts
  /** The model that what-if scores with. */
  readonly model: CustomerModel
  /** Earlier quarters that it learned from as well; default: none. */
  readonly earlier?: readonly PooledQuarter[]
}

/**
 * Gathers what the explorer shows.
 * @throws ArgumentError where decisions and risk are of different customers
 */
export function explorerContent(sources: ExplorerSources): ExplorerContent {
  const { occasion, shift, effects, customers, risk, catalogue, cuts, model } = sources
  checkOrder(sources)
  const table = takeCustomers(customers.features, risk.rows)
  const modelFeatures = featuresOf(model, table)
  const inputs = [...new Set(features.filter(({ kind }) => kind === 'number').flatMap(inputsOfFeature))]
  return {
    occasion,
    ...(shift && { shift }),
    effects,
    provenance: provenanceOf(customers, sources.earlier),
    customers: columnsOf(sources, table, inputs),
    average: risk.probability.length > 0 ? mean(risk.probability) : 0,
    explained: risk.contributions.features,
    typical: typicalValues(customers.features, customers.trainingRows),
    ranges: Object.fromEntries(
      inputsOfModel(modelFeatures).map((name) => [name, inputRange(name, table.numbers[name])]),
    ),
    modelFeatures,
    cuts,
    riskFrom: catalogue.riskFrom,
    unit: moneyUnit(catalogue),
    offers: [...catalogue.offers, catalogue.otherwise].map(({ id, name }) => ({ id, name })),
    usual: catalogue.otherwise.id,
    channels: catalogue.channels.map(({ id, name }) => ({ id, name })),
    model: compactModel(model),
  }
}

function columnsOf(
  { customers, risk, source, unfamiliar = [], decisions }: ExplorerSources,
  table: FeatureTable,
  inputs: readonly string[],
): CustomerColumns {
  const { start, values } = risk.points
  const unfamiliarOf = new Map<number, string[]>()
  for (const { row, feature } of unfamiliar)
    unfamiliarOf.set(row, [...(unfamiliarOf.get(row) ?? []), feature])
  const column = <Value>(value: (decision: ToldDecision) => Value) => decisions.map(value)
  return {
    id: column(({ id }) => id),
    ...(customers.written && { written: column(({ id, written }) => written ?? String(id)) }),
    segment: listed(column(({ segment }) => segment)),
    probability: column(({ probability }) => probability),
    profit: column(({ profit }) => profit),
    profitAtRisk: column(({ profitAtRisk }) => profitAtRisk),
    offer: listed(column(({ offer }) => offer)),
    channel: listed(column(({ channel }) => channel)),
    cost: column(({ cost }) => cost),
    kept: column(({ kept }) => kept),
    text: listed(column(({ text }) => text)),
    why: listed(column(({ why }) => why)),
    reasons: column(({ reasons }) => reasons.map(({ text }) => text)),
    options: column(({ options }) =>
      options.map(({ offer, channel, cost, kept, contact }) => [offer, channel, cost, kept, Number(contact)]),
    ),
    arm: listed(column(({ arm }) => arm)),
    planned: column(plannedPlace),
    source: listed(source ?? column(({ flagged }): ScoreSource => (flagged ? 'model' : 'out-of-fold'))),
    flagged: column(({ flagged }) => Number(flagged)),
    unfamiliar: listed(Array.from(risk.rows, (row) => unfamiliarOf.get(row) ?? [])),
    categories: Object.fromEntries(
      Object.entries(table.categories).map(([name, words]) => [name, listed(words)]),
    ),
    inputs: Object.fromEntries(inputs.map((name) => [name, Array.from(table.numbers[name])])),
    start: Array.from(start, sixDigits),
    points: decisions.map((_, i) =>
      Array.from(values.values.subarray(i * values.columns, (i + 1) * values.columns), sixDigits),
    ),
  }
}

function plannedPlace({ options, planned }: ToldDecision): number {
  return options.findIndex(({ offer, channel }) => offer === planned?.offer && channel === planned.channel)
}

/** The numeric inputs that the model's features follow from. */
function inputsOfModel(names: readonly string[]): string[] {
  return [...new Set(names.map(featureOf).flatMap((feature) => inputsOfFeature(feature)))]
}

function inputsOfFeature({ kind, expression }: (typeof features)[number]): string[] {
  return kind === 'number' ? inputsOf(expression) : []
}

/** The different values in the order in which they first occur; objects are alike when their JSON is. */
function listed<Value>(values: readonly Value[]): ListedColumn<Value> {
  const positions = new Map<string, number>()
  const list: Value[] = []
  const of = values.map((value) => {
    const key = JSON.stringify(value)
    const known = positions.get(key)
    if (known !== undefined) return known
    positions.set(key, list.length)
    return list.push(value) - 1
  })
  return { list, of }
}

function sixDigits(value: number): number {
  return Number(value.toPrecision(6))
}

function checkOrder({ customers, risk, decisions }: ExplorerSources): void {
  if (decisions.length !== risk.rows.length) {
    throw new ArgumentError('explorerContent', `needs ${risk.rows.length} decisions`, decisions.length)
  }
  const other = decisions.find(({ id }, i) => id !== customers.ids[risk.rows[i]])
  if (other) {
    throw new ArgumentError('explorerContent', 'needs decisions in the order of the risk', `id ${other.id}`)
  }
}
