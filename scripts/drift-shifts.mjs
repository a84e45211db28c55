/**
 * Changes of tables in memory, to see from which size on `drift` finds them. Each is applied to the four tables as
 * read, before features are computed: a change of revenue also changes what follows from it.
 */

const months = { current: 'текущий_месяц' }
const outcomes = { declines: 'Снизилась', holds: 'Прежний уровень' }

/** The tables with one column of one table replaced by what `change` makes of each value. */
function withColumn(tables, table, column, change) {
  const { columns } = tables.tables[table]
  const values = columns[column]
  const changed = values instanceof Float64Array ? Float64Array.from(values, change) : values.map(change)
  return replaced(tables, table, { ...columns, [column]: changed })
}

function replaced(tables, table, columns) {
  const content = { ...tables.tables[table], columns }
  return { ...tables, fingerprint: 'shifted', tables: { ...tables.tables, [table]: content } }
}

/** The ids of a share of the customers, drawn at random. */
function someCustomers({ tables }, share, random) {
  const ids = random.shuffle(Array.from(tables.customers.columns.id))
  return new Set(ids.slice(0, Math.round(share * ids.length)))
}

/** Changes a column of market_file.csv for some customers. */
function forSome(tables, share, random, column, change) {
  const chosen = someCustomers(tables, share, random)
  const { id } = tables.tables.customers.columns
  return withColumn(tables, 'customers', column, (value, i) => (chosen.has(id[i]) ? change(value) : value))
}

/** Changes the revenue of the current month for some customers. */
function currentRevenueOfSome(tables, share, random, change) {
  const chosen = someCustomers(tables, share, random)
  const { id, period } = tables.tables.revenue.columns
  return withColumn(tables, 'revenue', 'revenue', (value, i) =>
    chosen.has(id[i]) && period[i] === months.current ? change(value) : value,
  )
}

/** Leaves some customers out of market_time.csv. */
function withoutMinutesOfSome(tables, share, random) {
  const chosen = someCustomers(tables, share, random)
  const { columns } = tables.tables.minutes
  const kept = Array.from(columns.id, (_, i) => i).filter((i) => !chosen.has(columns.id[i]))
  const pick = (values) =>
    values instanceof Float64Array ? Float64Array.from(kept, (i) => values[i]) : kept.map((i) => values[i])
  const fewer = Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, pick(values)]))
  const shifted = replaced(tables, 'minutes', fewer)
  Object.assign(shifted.tables.minutes, { rows: kept.length })
  return shifted
}

/** Relabels a share of the customers of one outcome. */
function relabelled(tables, share, random, from, to) {
  const chosen = someCustomers(tables, share, random)
  const { id } = tables.tables.customers.columns
  return withColumn(tables, 'customers', 'activity', (word, i) =>
    chosen.has(id[i]) && word === from ? to : word,
  )
}

const percent = (share) => `${Number((100 * share).toFixed(1))}%`
const times = (factor) => `× ${factor}`
const more = (amount) => (amount > 0 ? `+ ${amount}` : `− ${-amount}`)

/** Adds to a column of market_file.csv, never below 0. */
const added =
  (column, most = Number.POSITIVE_INFINITY) =>
  (tables, amount) =>
    withColumn(tables, 'customers', column, (value) => Math.min(most, Math.max(0, value + amount)))

/** Each change with its sizes from small to large, how a size is written, and how it is made. */
export const shifts = [
  {
    name: 'Revenue of all months',
    sizes: [1.01, 1.02, 1.03, 1.05, 1.1, 1.2],
    written: times,
    apply: (tables, factor) => withColumn(tables, 'revenue', 'revenue', (value) => value * factor),
  },
  {
    name: 'Revenue of this month',
    sizes: [0.99, 0.98, 0.97, 0.95, 0.9],
    written: times,
    apply(tables, factor) {
      const { period } = tables.tables.revenue.columns
      return withColumn(tables, 'revenue', 'revenue', (value, i) =>
        period[i] === months.current ? value * factor : value,
      )
    },
  },
  {
    name: 'Minutes on the site',
    sizes: [0.98, 0.95, 0.9, 0.85, 0.8],
    written: times,
    apply: (tables, factor) => withColumn(tables, 'minutes', 'minutes', (value) => value * factor),
  },
  {
    name: 'Pages per visit',
    sizes: [-1, -2, -3],
    written: more,
    apply: added('pagesPerVisit'),
  },
  {
    name: 'Contacts a month',
    sizes: [0.1, 0.2, 0.3, 0.5, 1],
    written: more,
    apply: added('marketingContacts6m'),
  },
  {
    name: 'Share bought on promotion',
    sizes: [0.01, 0.02, 0.03, 0.05, 0.1],
    written: more,
    apply: added('promoShare', 1),
  },
  {
    name: 'An unpaid item more',
    sizes: [0.1, 0.2, 0.3, 0.5, 1],
    written: percent,
    apply: (tables, share, random) => forSome(tables, share, random, 'unpaidItems', (value) => value + 1),
  },
  {
    name: 'Pages per visit lost (0)',
    sizes: [0.05, 0.1, 0.15, 0.2, 0.25],
    written: percent,
    apply: (tables, share, random) => forSome(tables, share, random, 'pagesPerVisit', () => 0),
  },
  {
    name: 'Favourite category becomes kitchenware',
    sizes: [0.05, 0.1, 0.15, 0.2],
    written: percent,
    apply: (tables, share, random) =>
      forSome(tables, share, random, 'favouriteCategory', () => 'Кухонная посуда'),
  },
  {
    name: 'Favourite category is a new one',
    sizes: [0.005, 0.01, 0.015, 0.02, 0.03],
    written: percent,
    apply: (tables, share, random) =>
      forSome(tables, share, random, 'favouriteCategory', () => 'Книги <b>и</b> журналы'),
  },
  {
    name: 'Bought nothing this month',
    sizes: [0.02, 0.05, 0.06, 0.08, 0.1],
    written: percent,
    apply: (tables, share, random) => currentRevenueOfSome(tables, share, random, () => 0),
  },
  {
    name: 'Revenue of this month a thousandfold',
    sizes: [0.005, 0.01, 0.015, 0.02, 0.03],
    written: percent,
    apply: (tables, share, random) =>
      currentRevenueOfSome(tables, share, random, (value) => Math.round(value * 1000)),
  },
  {
    name: 'Absent from market_time.csv',
    sizes: [0.01, 0.02, 0.03, 0.05],
    written: percent,
    apply: withoutMinutesOfSome,
  },
  {
    name: 'Outcome drawn by lot',
    sizes: [0.02, 0.05, 0.1, 0.15, 0.2],
    written: percent,
    apply: (tables, share, random) =>
      forSome(tables, share, random, 'activity', () =>
        random.uniform() < 0.38 ? outcomes.declines : outcomes.holds,
      ),
  },
  {
    name: 'Outcome turned round',
    sizes: [0.01, 0.02, 0.03, 0.05, 0.1],
    written: percent,
    apply: (tables, share, random) =>
      forSome(tables, share, random, 'activity', (word) =>
        word === outcomes.declines ? outcomes.holds : outcomes.declines,
      ),
  },
  {
    name: 'Holding customers decline (calibration)',
    sizes: [0.02, 0.05, 0.08, 0.1, 0.15],
    written: percent,
    apply: (tables, share, random) => relabelled(tables, share, random, outcomes.holds, outcomes.declines),
  },
  {
    name: 'Declining customers hold (calibration)',
    sizes: [0.05, 0.1, 0.15, 0.2, 0.3],
    written: percent,
    apply: (tables, share, random) => relabelled(tables, share, random, outcomes.declines, outcomes.holds),
  },
]
