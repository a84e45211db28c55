import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { OutputFile } from '@one-click/core'
import { deriveSeed, OutputStage, Random, UserError } from '@one-click/core'
import {
  formatSyntheticMarker,
  type SyntheticMarker,
  storeWord,
  syntheticMarkerFile,
  type TableName,
  tableSchema,
  tableSchemas,
} from 'one-click'
import { type SynthesisOptions, type SyntheticCustomer, synthesizeCustomers } from './synthesis'
import { fittedCopyShare } from './synthesis-copies'
import { followCustomers } from './synthesis-next'
import type { SyntheticOutcome } from './synthesis-outcomes'
import {
  type MonthOrder,
  type SynthesisCategoryName,
  type SynthesisParameters,
  synthesisCategoryNames,
  synthesisClasses,
  synthesisNumericNames,
  synthesisParameters,
} from './synthesis-parameters'
import { cumulative, drawIndex } from './synthesis-sampler'

/** A piece of each of the four files. */
export type TableChunk = Readonly<Record<TableName, string>>

const customersPerChunk = 2000

export interface TablesOptions extends SynthesisOptions {
  /** 1: customers of `synthesizeCustomers`; 2: those of the quarter after it, whose activity is open. Default 1. */
  readonly quarter?: 1 | 2
  /** What became of the customers, as far as it is not what the generator drew. Makes activity of quarter 2 known. */
  readonly outcome?: (customer: SyntheticCustomer) => SyntheticOutcome
}

/**
 * The four tables as text, piece by piece: UTF-8, commas, LF, names and misspellings as in the store's files,
 * the months of a customer in varying order. Where activity is open its column is not there.
 */
export function* synthesizeChunks(options: TablesOptions): Generator<TableChunk> {
  const { quarter = 1, outcome } = options
  const labelled = quarter === 1 || outcome !== undefined
  const writing = deriveSeed(options.seed, 'synthesis', quarter === 1 ? 'writing' : 'writing next')
  const writer = tableWriter(options.parameters ?? synthesisParameters, new Random(writing), labelled)
  let chunk = headers(labelled)
  let held = 0
  for (const drawn of quarter === 1 ? synthesizeCustomers(options) : followCustomers(options)) {
    const customer = outcome ? { ...drawn, activity: outcome(drawn).activity } : drawn
    writer(customer, chunk)
    if (++held === customersPerChunk) {
      yield chunk
      chunk = { customers: '', revenue: '', minutes: '', profit: '' }
      held = 0
    }
  }
  if (held > 0) yield chunk
}

export interface WriteSynthesisOptions extends TablesOptions {
  /** Effect of offers behind `outcome`, for the marker. */
  readonly effect?: number
  /** Called after every piece with the number of customers written. */
  readonly onProgress?: (customers: number) => void
  /** Files that are written with the tables. Default none. */
  readonly beside?: readonly OutputFile[]
  /** Whether tables that are there already may be replaced. Default false. */
  readonly replace?: boolean
}

/**
 * Writes the four tables into a folder and a marker that says they are made up (`SyntheticMarker`), all of them or
 * none, holding only a piece in memory.
 *
 * @throws UserError when one of the files is there already and `replace` is not set
 */
export async function writeSyntheticTables(folder: string, options: WriteSynthesisOptions): Promise<void> {
  if (!options.replace) refuseTablesThere(folder)
  const { beside = [] } = options
  const stage = new OutputStage(folder)
  try {
    let written = 0
    for (const chunk of synthesizeChunks(options)) {
      for (const { name, file } of tableSchemas) stage.write(file, chunk[name])
      written += customersPerChunk
      options.onProgress?.(Math.min(options.customers, written))
      // Lets progress be shown and an interruption be heard.
      await setImmediate()
    }
    stage.write(syntheticMarkerFile, formatSyntheticMarker(markerOf(options)))
    for (const { name, text } of beside) stage.write(name, text)
    stage.publish([])
  } finally {
    stage.discard()
  }
}

/** @throws UserError when one of the four tables is in the folder */
export function refuseTablesThere(folder: string): void {
  const present = tableSchemas.find(({ file }) => existsSync(join(folder, file)))
  if (present === undefined) return
  throw new UserError(`${join(folder, present.file)} is there already: name another folder or pass --force`)
}

function markerOf(options: WriteSynthesisOptions): SyntheticMarker {
  const { customers, seed, parameters = synthesisParameters, quarter = 1, effect } = options
  const copies = options.copies ?? fittedCopyShare(parameters)
  return { synthetic: true, customers, seed, copies, quarter, ...(effect !== undefined && { effect }) }
}

type MutableChunk = Record<TableName, string>

function headers(labelled: boolean): MutableChunk {
  const header = (name: TableName) =>
    `${tableSchema(name)
      .columns.filter(({ target }) => labelled || !target)
      .map(({ header }) => header)
      .join(',')}\n`
  return {
    customers: header('customers'),
    revenue: header('revenue'),
    minutes: header('minutes'),
    profit: header('profit'),
  }
}

/** Appends the rows of one customer to the four pieces. */
function tableWriter(parameters: SynthesisParameters, random: Random, labelled: boolean) {
  const numberCell = numberWriter(parameters)
  const wordCell = wordWriter(parameters, random)
  const columns = tableSchema('customers').columns.slice(2)
  const months = {
    revenue: monthWriter('revenue', parameters.revenueOrders, parameters, random),
    minutes: monthWriter('minutes', parameters.minutesOrders, parameters, random),
  }
  const activities = synthesisClasses.map((name) => storeWord('activity', name))
  return (customer: SyntheticCustomer, chunk: MutableChunk): void => {
    const cells = columns.map(({ name, kind }) =>
      kind === 'number' ? numberCell(customer, name) : wordCell(customer, name as SynthesisCategoryName),
    )
    const activity = labelled ? `,${activities[synthesisClasses.indexOf(customer.activity)]}` : ''
    chunk.customers += `${customer.id}${activity},${cells.join(',')}\n`
    for (const { column, word } of months.revenue()) {
      chunk.revenue += `${customer.id},${word},${numberCell(customer, column)}\n`
    }
    for (const { column, word } of months.minutes()) {
      chunk.minutes += `${customer.id},${word},${numberCell(customer, column)}\n`
    }
    chunk.profit += `${customer.id},${numberCell(customer, 'profit')}\n`
  }
}

function numberWriter(parameters: SynthesisParameters) {
  const writers = new Map(
    synthesisNumericNames.map((name, j) => {
      const { perUnit, decimalPoint } = parameters.forms[name]
      return [
        name as string,
        (steps: Float64Array) => {
          const text = String(steps[j] / perUnit)
          return decimalPoint && !text.includes('.') ? `${text}.0` : text
        },
      ]
    }),
  )
  return (customer: SyntheticCustomer, name: string): string => writers.get(name)!(customer.steps)
}

function wordWriter(parameters: SynthesisParameters, random: Random) {
  const writers = synthesisCategoryNames.map((name) => {
    const column = tableSchema('customers').columns.find((candidate) => candidate.name === name)!
    return column.values!.map(({ word }) => {
      const misspelt = parameters.misspellings.find((m) => m.column === name && m.value === word)
      return (customer: SyntheticCustomer) =>
        misspelt && random.uniform() < misspelt.rates[customer.activity] ? misspelt.misspelling : word
    })
  })
  return (customer: SyntheticCustomer, name: SynthesisCategoryName): string => {
    const at = synthesisCategoryNames.indexOf(name)
    return writers[at][customer.categories[at]](customer)
  }
}

/** The months of a table in one of the orders seen, with the word in the file and the customer's column. */
function monthWriter(
  table: 'revenue' | 'minutes',
  orders: readonly MonthOrder[],
  parameters: SynthesisParameters,
  random: Random,
): () => readonly { readonly column: string; readonly word: string }[] {
  const shares = cumulative(orders.map(({ frequency }) => frequency))
  const rows = orders.map(({ months }) =>
    months.map((month) => {
      const word = storeWord('period', month)
      const misspelt = parameters.misspellings.find((m) => m.column === `${table}Period` && m.value === word)
      return {
        column: `${table}${month[0].toUpperCase()}${month.slice(1)}`,
        word: misspelt ? misspelt.misspelling : word,
      }
    }),
  )
  return () => rows[drawIndex(shares, random)]
}
