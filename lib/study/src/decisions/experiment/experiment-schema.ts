import type { ColumnSchema, TableSchema } from '../../tables/schema'
import { tableSchema } from '../../tables/schema'
import { explorer as copyWords } from '../../words/ru/explorer'

/** The arms as experiment.csv names them. */
export const armNames = { treatment: 'treatment', control: 'control' } as const

const customerColumns = tableSchema('customers').columns
export const idColumn = customerColumns.find(({ name }) => name === 'id')!
const activity = customerColumns.find(({ name }) => name === 'activity')!
const profit = tableSchema('profit').columns.find(({ name }) => name === 'profit')!

const word = (header: string, meaning: string, name = header): ColumnSchema => ({
  header,
  name,
  meaning,
  unit: '',
  kind: 'category',
})

const number = (
  header: string,
  name: string,
  meaning: string,
  minimum: number,
  maximum: number,
): ColumnSchema => ({ header, name, meaning, unit: '', kind: 'number', minimum, maximum })

/** Columns that experiment.csv has had from its second form on. */
export const quarterColumns: readonly ColumnSchema[] = [
  word('quarter', 'label of the quarter that the arms were drawn for'),
  number('planned_quarters', 'plannedQuarters', 'most quarters to pool, with one analysis each', 1, 100),
  word('chosen_offer', 'offer chosen for the customer, in both arms', 'chosenOffer'),
  number('addressed_risk', 'addressed', 'reduction of the probability that an effect of 1 would give', 0, 1),
]

/** The columns of the first form of experiment.csv; arms are drawn within segments. */
export const firstExperimentColumns: readonly ColumnSchema[] = [
  idColumn,
  word('segment', 'segment within which the arm was drawn'),
  {
    header: 'arm',
    name: 'arm',
    meaning: 'treatment gets the offer, control the usual news',
    unit: '',
    kind: 'choice',
    values: [
      { word: armNames.treatment, english: armNames.treatment },
      { word: armNames.control, english: armNames.control },
    ],
  },
  word('offer', 'what the customer gets in this arm'),
  word('channel', 'how it reaches the customer'),
  number('decline_probability', 'probability', 'predicted probability of decline', 0, 1),
  number('profit', 'profit', 'profit a month before the experiment', -1e9, 1e9),
  number('offer_cost', 'cost', 'cost of the offer chosen for the customer, in both arms', 0, 1e9),
  number('averted_profit', 'averted', 'profit kept when the decline is averted for sure', -1e9, 1e9),
  number('assumed_reduction', 'reduction', 'assumed reduction of the probability', -1, 1),
  number('assumed_reduction_low', 'lowReduction', 'the same under the lowest assumed effect', -1, 1),
  number('assumed_reduction_high', 'highReduction', 'the same under the highest assumed effect', -1, 1),
]

/** The columns of experiment.csv, in their order. */
export const experimentColumns: readonly ColumnSchema[] = [...firstExperimentColumns, ...quarterColumns]

/** Titles by which the copies of offers.csv and experiment.csv for people are known. */
export const copyTitles = [copyWords.segment, copyWords.offer, copyWords.channel]

/** Column of a file whose participants may be copies of one another. */
export const copiesColumn: ColumnSchema = {
  ...idColumn,
  header: 'unit',
  aliases: undefined,
  name: 'unit',
  meaning: 'smallest id of the copies of this customer: they are drawn and counted as one',
}

/** The outcome of a customer, under its English name or as the store's own tables call it. */
export const activityColumn: ColumnSchema = {
  ...activity,
  aliases: ['activity'],
  kind: 'category',
  target: undefined,
}

/** Profit a month over the three months of the experiment. */
export const outcomeProfitColumn: ColumnSchema = { ...profit, aliases: ['profit'], mayBeEmpty: false }

/** A file of one row a customer. */
export function customerFile(file: string, meaning: string, columns: readonly ColumnSchema[]): TableSchema {
  return { file, name: 'customers', meaning, columns, key: ['id'], refusesRepeats: true }
}
