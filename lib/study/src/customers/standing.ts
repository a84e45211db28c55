import { tableSchema } from '../tables/schema'
import { monthlyInputs } from './features'
import type { JoinedColumns } from './join'

/** `scored`: takes part; `inactive`: bought nothing in at least one of the three months; `incomplete`: a table
 * lacks the customer. */
export type CustomerStatus = 'scored' | 'inactive' | 'incomplete'

/** A customer's status and what it follows from; inputs are names of `monthlyInputs`. */
export interface CustomerStanding {
  readonly status: CustomerStatus
  /** Months in which an inactive customer bought nothing. */
  readonly idle: readonly string[]
  /** Months of which the tables lack an incomplete customer's row. */
  readonly lacking: readonly string[]
}

/** How many customers have which status, and why; the three add up to all. */
export interface StandingCounts {
  readonly total: number
  readonly scored: number
  readonly inactive: number
  readonly incomplete: number
  /** Inactive customers by month without a purchase; one may count in several. */
  readonly idle: readonly { readonly input: string; readonly customers: number }[]
  /** Incomplete customers by table that lacks a row of theirs; one may count in several. */
  readonly lacking: readonly { readonly file: string; readonly customers: number }[]
}

const revenueInputs = monthlyInputs.filter(({ table }) => table === 'revenue')

/** The standing of every customer: by what the model's features need, which profit is not. */
export function standingOf(columns: JoinedColumns, count: number): CustomerStanding[] {
  const value = (name: string, row: number) => (columns[name] as Float64Array)[row]
  return Array.from({ length: count }, (_, row) => {
    const lacking = monthlyInputs.flatMap(({ name }) => (Number.isNaN(value(name, row)) ? [name] : []))
    if (lacking.length > 0) return { status: 'incomplete', idle: [], lacking }
    const idle = revenueInputs.flatMap(({ name }) => (value(name, row) > 0 ? [] : [name]))
    return { status: idle.length > 0 ? 'inactive' : 'scored', idle, lacking }
  })
}

/** Counts customers by status and by reason; reasons that nobody has are left out. */
export function countStandings(standings: readonly CustomerStanding[]): StandingCounts {
  const withStatus = (wanted: CustomerStatus) => standings.filter(({ status }) => status === wanted).length
  const files = [...new Set(monthlyInputs.map(fileOf))]
  return {
    total: standings.length,
    scored: withStatus('scored'),
    inactive: withStatus('inactive'),
    incomplete: withStatus('incomplete'),
    idle: revenueInputs
      .map(({ name }) => ({
        input: name as string,
        customers: standings.filter(({ idle }) => idle.includes(name)).length,
      }))
      .filter(({ customers }) => customers > 0),
    lacking: files
      .map((file) => ({
        file,
        customers: standings.filter(({ lacking }) => lacking.some((name) => fileOf(inputOf(name)) === file))
          .length,
      }))
      .filter(({ customers }) => customers > 0),
  }
}

/**
 * Why a customer is not scored: `bought nothing: previous month`, `market_money.csv: no row for current month`,
 * `market_time.csv: no row`; empty for scored ones.
 */
export function standingInWords({ idle, lacking }: CustomerStanding): string {
  if (idle.length > 0) return `bought nothing: ${idle.map(monthInWords).join(', ')}`
  const byFile = new Map<string, string[]>()
  for (const name of lacking) {
    const file = fileOf(inputOf(name))
    byFile.set(file, [...(byFile.get(file) ?? []), name])
  }
  return Array.from(byFile, ([file, names]) => {
    const isWhole = names.length === monthlyInputs.filter((one) => fileOf(one) === file).length
    return `${file}: no row${isWhole ? '' : ` for ${names.map(monthInWords).join(', ')}`}`
  }).join('; ')
}

/** The same of all customers: `3 inactive (bought nothing: previous month 3), 641 incomplete (no row in: market_money.csv 641)`. */
export function countsInWords({ scored, inactive, incomplete, idle, lacking }: StandingCounts): string {
  const months = idle.map(({ input, customers }) => `${monthInWords(input)} ${customers}`).join(', ')
  const files = lacking.map(({ file, customers }) => `${file} ${customers}`).join(', ')
  return [
    `${scored} scored`,
    `${inactive} inactive${months && ` (bought nothing: ${months})`}`,
    `${incomplete} incomplete${files && ` (no row in: ${files})`}`,
  ].join(', ')
}

type MonthlyInput = (typeof monthlyInputs)[number]

const inputOf = (name: string): MonthlyInput => monthlyInputs.find((one) => one.name === name)!

const fileOf = ({ table }: MonthlyInput): string => tableSchema(table).file

const months: Readonly<Record<MonthlyInput['period'], string>> = {
  current: 'current month',
  previous: 'previous month',
  beforePrevious: 'month before previous',
}

const monthInWords = (name: string): string => months[inputOf(name).period]

/** Customers of one status; the rows of a table together are all of them. */
export interface StandingRow {
  readonly status: string
  readonly meaning: string
  readonly customers: number
}

/** Every customer once, by status and what it follows from. */
export function standingTable({ standing, activeRows, decisionRows }: StandingSources): StandingRow[] {
  const { scored, inactive, incomplete, lacking } = countStandings(standing)
  const withoutProfit = activeRows.length - decisionRows.length
  const files = lacking.map(({ file }) => file).join(', ')
  return [
    {
      status: 'scored',
      meaning: 'bought in each of the three months: active',
      customers: scored - withoutProfit,
    },
    ...(withoutProfit > 0
      ? [
          {
            status: 'scored, nothing decided',
            meaning: 'active, but money.csv states no profit',
            customers: withoutProfit,
          },
        ]
      : []),
    { status: 'inactive', meaning: 'bought nothing in at least one month', customers: inactive },
    { status: 'incomplete', meaning: `a table lacks rows${files && `: ${files}`}`, customers: incomplete },
  ]
}

interface StandingSources {
  readonly standing: readonly CustomerStanding[]
  readonly activeRows: Int32Array
  readonly decisionRows: Int32Array
}
