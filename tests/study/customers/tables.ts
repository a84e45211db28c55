import type { StudyTables, Table, TableName } from '../../../lib/study/src/tables/schema'

/** One customer as a test states it; what is left out is as usual. */
export interface PlainCustomer {
  readonly id: number
  readonly activity?: string
  readonly category?: string
  readonly consent?: string
  readonly tier?: string
  /** Current month, previous, the one before; undefined where the table lacks the month. */
  readonly revenue?: readonly (number | undefined)[]
  /** Current month, previous. */
  readonly minutes?: readonly (number | undefined)[]
  readonly profit?: number | undefined
  readonly pages?: number
}

export const months = ['текущий_месяц', 'предыдущий_месяц', 'препредыдущий_месяц'] as const

const usual = {
  activity: 'Прежний уровень',
  category: 'Кухонная посуда',
  consent: 'да',
  tier: 'стандарт',
  revenue: [5000, 4900, 4800],
  minutes: [12, 14],
  profit: 4,
  pages: 8,
} as const

const complete = (customer: PlainCustomer) => ({ ...usual, ...customer })
type Complete = ReturnType<typeof complete>

/** Reorders the rows of a table. */
export type Reorder = <Row>(rows: Row[]) => Row[]

/** Tables in memory, as reading would give them. */
export function tablesOf(
  customers: readonly PlainCustomer[],
  { hasTarget = true, reorder = ((rows) => rows) as Reorder } = {},
): StudyTables {
  const all = customers.map(complete)
  const number = (value: (customer: Complete) => number) => Float64Array.from(all, value)
  const words = (value: (customer: Complete) => string) => all.map(value)
  const market = {
    id: number(({ id }) => id),
    ...(hasTarget && { activity: words(({ activity }) => activity) }),
    serviceTier: words(({ tier }) => tier),
    contactAllowed: words(({ consent }) => consent),
    marketingContacts6m: number(() => 4.2),
    marketingContactsCurrent: number(() => 4),
    tenureDays: number(({ id }) => 100 + (id % 50)),
    promoShare: number(() => 0.25),
    favouriteCategory: words(({ category }) => category),
    categoriesPerVisit: number(() => 4),
    unpaidItems: number(({ id }) => id % 3),
    serviceErrors: number(() => 2),
    pagesPerVisit: number(({ pages }) => pages),
  }
  const monthly = (name: 'revenue' | 'minutes') => {
    const rows = reorder(
      all.flatMap((customer) =>
        (customer[name] as readonly (number | undefined)[]).flatMap((value, month) =>
          value === undefined ? [] : [{ id: customer.id, period: months[month] as string, value }],
        ),
      ),
    )
    return {
      id: Float64Array.from(rows, ({ id }) => id),
      period: rows.map(({ period }) => period),
      [name]: Float64Array.from(rows, ({ value }) => value),
    }
  }
  const paid = reorder(all.filter(({ profit }) => profit !== undefined))
  const tables: Record<TableName, Table> = {
    customers: table('customers', market),
    revenue: table('revenue', monthly('revenue')),
    minutes: table('minutes', monthly('minutes')),
    profit: table('profit', {
      id: Float64Array.from(paid, ({ id }) => id),
      profit: Float64Array.from(paid, ({ profit }) => profit!),
    }),
  }
  return { source: { folder: 'tests', synthetic: true }, tables, hasTarget, fingerprint: 'of a test' }
}

function table(name: TableName, columns: Record<string, Float64Array | string[]>): Table {
  const rows = Object.values(columns)[0].length
  return { name, rows, columns, lines: Int32Array.from({ length: rows }, (_, i) => i + 2) }
}
