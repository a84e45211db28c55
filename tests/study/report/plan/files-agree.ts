import { parse } from 'csv-parse/sync'

/** What a study or a plan wrote, as text: numbers are `plan.json` of a plan and `metrics.json` of a study. */
export interface DecidedFiles {
  readonly offers: string
  readonly experiment?: string
  readonly explorer: string
  readonly report: string
  readonly numbers: string
}

/** What the check needs of the catalogue, as its file has it. */
interface StatedCatalogue {
  readonly channels: readonly { readonly id: string; readonly needsConsent: boolean }[]
  readonly otherwise: { readonly id: string }
}

type Row = Readonly<Record<string, string>>
interface Column {
  readonly list: readonly (string | number)[]
  readonly of: readonly number[]
}

/**
 * Where the files of one run contradict each other, customer by customer and in their sums; worked out from the files
 * alone, with nothing of the library.
 */
export function disagreements(files: DecidedFiles, { channels, otherwise }: StatedCatalogue): string[] {
  const found: string[] = []
  const expect = (what: string, one: unknown, other: unknown) => {
    if (one !== other) found.push(`${what}: ${one} and ${other}`)
  }
  const near = (what: string, one: number, other: number, tolerance = 1e-9) => {
    if (!(Math.abs(one - other) <= tolerance * Math.max(1, Math.abs(other))))
      found.push(`${what}: ${one} and ${other}`)
  }
  const within = (what: string, used: number, limit: number | null) => {
    if (limit !== null && used > limit * (1 + 1e-9)) found.push(`${what}: ${used} of ${limit}`)
  }
  const read = (text: string) => parse(text, { columns: true }) as Row[]
  const offers = read(files.offers)
  const drawn = new Map(read(files.experiment ?? 'id').map((row) => [row.id, row]))
  const { customers } = JSON.parse(block(files.explorer, 'content')) as {
    customers: Record<'id' | 'cost' | 'kept' | 'planned', number[]> &
      Record<'offer' | 'channel' | 'arm', Column> & { options: [string, string, number, number, number][][] }
  }
  const numbers = JSON.parse(files.numbers) as {
    budget: {
      limits: { budget: number; contacts: number | null; channels: Record<string, number | null> }
      plan: { cost: number; kept: number; contacts: number }
      customers: { offered: number }
    }
    experiment?: { treatment: number; control: number }
  }

  expect('customers of explorer and offers.csv', customers.id.length, offers.length)
  offers.forEach((row, i) => {
    const who = `customer ${row.id}`
    const of = ({ list, of: at }: Column) => list[at[i]]
    expect(`${who}, id`, String(customers.id[i]), row.id)
    expect(`${who}, offer`, of(customers.offer), row.offer)
    expect(`${who}, channel`, of(customers.channel), row.channel)
    expect(`${who}, cost`, customers.cost[i], Number(row.cost))
    expect(`${who}, kept`, customers.kept[i], Number(row.profit_kept))
    near(`${who}, net`, Number(row.net), Number(row.profit_kept) - Number(row.cost))
    const [offer = '', channel = ''] = customers.options[i][customers.planned[i]] ?? []
    expect(`${who}, planned`, `${offer} ${channel}`, `${row.planned_offer} ${row.planned_channel}`)
    const part = drawn.get(row.id)
    expect(`${who}, arm`, of(customers.arm), part?.arm ?? 'none')
    expect(`${who}, arm`, row.experiment_arm, part?.arm ?? '')
    const isOffered = part ? part.arm === 'treatment' : files.experiment === undefined && offer !== ''
    expect(`${who}, gets an offer`, row.offer !== otherwise.id, isOffered)
    if (isOffered) expect(`${who}, offer of the plan`, `${row.offer} ${row.channel}`, `${offer} ${channel}`)
    else expect(`${who}, cost and kept of the usual news`, `${row.cost} ${row.profit_kept}`, '0 0')
    if (part) {
      expect(`${who}, offer in experiment.csv`, part.offer, row.offer)
      expect(`${who}, channel in experiment.csv`, part.channel, row.channel)
      expect(`${who}, chosen offer`, part.chosen_offer, row.planned_offer)
      expect(`${who}, probability`, part.decline_probability, row.decline_probability)
      if (isOffered) expect(`${who}, cost in experiment.csv`, part.offer_cost, row.cost)
    }
  })
  for (const id of drawn.keys()) expect(`participant ${id}`, offers.filter((row) => row.id === id).length, 1)

  const contact = new Set(channels.filter(({ needsConsent }) => needsConsent).map(({ id }) => id))
  const { limits, plan } = numbers.budget
  const planned = offers.flatMap((row, i) => {
    const option = customers.options[i][customers.planned[i]]
    return option ? [{ channel: row.planned_channel, cost: option[2], kept: option[3] }] : []
  })
  const given = offers.filter((row) => row.offer !== otherwise.id)
  const total = <One>(list: readonly One[], of: (one: One) => number) =>
    list.reduce((sum, one) => sum + of(one), 0)
  expect('offers of the plan', planned.length, numbers.budget.customers.offered)
  near(
    'cost of the plan',
    total(planned, ({ cost }) => cost),
    plan.cost,
  )
  near(
    'profit kept by the plan',
    total(planned, ({ kept }) => kept),
    plan.kept,
  )
  expect('contacts of the plan', planned.filter(({ channel }) => contact.has(channel)).length, plan.contacts)
  for (const [name, list] of [
    ['the plan', planned],
    ['the offers made', given.map((row) => ({ channel: row.channel, cost: Number(row.cost) }))],
  ] as const) {
    within(
      `budget of ${name}`,
      total(list, ({ cost }) => cost),
      limits.budget,
    )
    within(`contacts of ${name}`, list.filter(({ channel }) => contact.has(channel)).length, limits.contacts)
    for (const [id, limit] of Object.entries(limits.channels)) {
      within(`${id} of ${name}`, list.filter(({ channel }) => channel === id).length, limit)
    }
  }
  if (files.experiment !== undefined) {
    const arms = (name: string) => [...drawn.values()].filter(({ arm }) => arm === name).length
    expect('treatment', arms('treatment'), numbers.experiment?.treatment)
    expect('control', arms('control'), numbers.experiment?.control)
    const { made, cost, kept } = experimentOfReport(files.report)
    expect('offers made by the report', made, given.length)
    near(
      'cost of the experiment by the report',
      cost,
      total(given, (row) => Number(row.cost)),
      0.02,
    )
    near(
      'profit kept in the experiment by the report',
      kept,
      total(given, (row) => Number(row.profit_kept)),
      0.02,
    )
  }
  return found
}

/** The JSON that a page carries. */
function block(page: string, id: string): string {
  return page.split(`id="${id}">`)[1].split('</script>')[0]
}

/** What the report says the list and offers.csv hold while the experiment runs. */
function experimentOfReport(report: string): { made: number; cost: number; kept: number } {
  const told =
    /While the experiment runs, ([\d,]+) of [\d,]+ customers, drawn by lot, get an offer: cost about ([\d,.]*\d), profit kept about ([\d,.]*\d)/.exec(
      report,
    )
  const [made, cost, kept] = (told?.slice(1) ?? []).map((number) => Number(number.replaceAll(',', '')))
  return { made, cost, kept }
}
