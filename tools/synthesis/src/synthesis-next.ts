import { deriveSeed, Random } from '@one-click/core'
import {
  firstSyntheticId,
  makeNewcomer,
  otherClass,
  position,
  type SynthesisOptions,
  type SyntheticCustomer,
  synthesizeCustomers,
} from './synthesis'
import { pasteColumns, RecentCustomers } from './synthesis-copies'
import {
  type SynthesisClass,
  type SynthesisNumericName,
  type SynthesisParameters,
  synthesisClasses,
  synthesisNumericNames,
  synthesisParameters,
} from './synthesis-parameters'
import { classSamplers, drawCustomer } from './synthesis-sampler'

/** From one quarter to the next, in days. */
export const quarterDays = 91

/**
 * How customers change from one quarter to the next. Set by hand, since the store's tables show one quarter only; what
 * a plan says of the second quarter of a sample says nothing of the store.
 */
export const quarterChange = {
  /** Share who leave the tables, of those whose activity held and of those whose activity declined. */
  gone: { holds: 0.05, declines: 0.1 },
  /** Share of those who declined and bought nothing in the last month: no longer active. */
  inactive: 0.03,
  /** New customers for each customer of the first quarter. */
  new: 0.09,
  /** Time since registration of new customers, in days: uniform between these. */
  newTenure: [95, 240],
  /** Share whose consent is turned round. */
  consent: 0.02,
  /** Share who look at another category. */
  category: 0.1,
  /** Share who keep their component of the mixture while their class stays the same. */
  component: 0.8,
  /** Correlation of the normals behind a number from quarter to quarter: 0.5 unless named here. */
  correlation: {
    revenueCurrent: 0.85,
    revenuePrevious: 0.85,
    revenueBeforePrevious: 0.85,
    profit: 0.9,
    marketingContacts6m: 0.7,
    promoShare: 0.7,
  } as Readonly<Partial<Record<SynthesisNumericName, number>>>,
  /** By how much a decline lowers the new part of a month's normal; a hold raises it, so that the mean stays. */
  declineShift: 1.2,
} as const

const revenueMonths: readonly SynthesisNumericName[] = [
  'revenueCurrent',
  'revenuePrevious',
  'revenueBeforePrevious',
]

/**
 * The customers of the quarter after `synthesizeCustomers(options)`, with the activity that nobody knows yet.
 *
 * Everyone who stays is a quarter older and has three new months, whose revenue is lower where activity was to
 * decline. What will become of a customer is drawn from the share of declines among customers of the same tier,
 * consent and category; the other values follow: they have the distribution of their class, as in the first quarter,
 * and go along with what they were. Some customers leave, some stop buying, new ones come at the end of the tables.
 * Who repeated another customer does so still.
 *
 * @throws ArgumentError as `synthesizeCustomers` does
 */
export function* followCustomers(options: SynthesisOptions): Generator<SyntheticCustomer> {
  const { customers, seed, parameters = synthesisParameters } = options
  const random = new Random(deriveSeed(seed, 'synthesis', 'next'))
  const chance = declineChance(parameters)
  const recent = new RecentCustomers<SyntheticCustomer>()
  for (const before of synthesizeCustomers(options)) {
    const next = nextQuarter(before, parameters, chance, random)
    const { copied } = before.origin
    const repeated = copied && recent.back(copied.back)
    if (next && repeated) pasteColumns(repeated, next, copied.columns)
    recent.push(next)
    if (next && random.uniform() >= quarterChange.gone[before.activity]) {
      if (before.activity === 'declines' && random.uniform() < quarterChange.inactive) {
        next.steps[position.revenueCurrent] = 0
      }
      yield next
    }
  }
  for (let i = 0; i < Math.round(quarterChange.new * customers); i++) {
    yield newCustomer(firstSyntheticId + customers + i, parameters, random)
  }
}

function nextQuarter(
  before: SyntheticCustomer,
  parameters: SynthesisParameters,
  chance: DeclineChance,
  random: Random,
): SyntheticCustomer {
  const categories = nextCategories(before.categories, parameters, random)
  const activity = drawActivity(chance(categories), random)
  const resembled = random.uniform() < parameters.overlap ? otherClass[activity] : activity
  const sampler = classSamplers(parameters)[resembled]
  const stays = random.uniform() < quarterChange.component && resembled === before.origin.resembled
  const component = stays ? before.origin.component : sampler.drawComponent(random)
  const share = parameters.classes.declines.customers / parameters.customers
  const normals = nextNormals(before.origin.normals, before.activity, share, random)
  const steps = sampler.numbers({ component, normals }, categories)
  steps[position.tenureDays] =
    before.steps[position.tenureDays] + quarterDays * parameters.forms.tenureDays.perUnit
  return { id: before.id, activity, steps, categories, origin: { resembled, component, normals } }
}

function newCustomer(id: number, parameters: SynthesisParameters, random: Random): SyntheticCustomer {
  const { declines } = parameters.classes
  const activity = drawActivity(declines.customers / parameters.customers, random)
  const { component, normals, ...drawn } = drawCustomer(classSamplers(parameters)[activity], random)
  const customer = { id, activity, ...drawn, origin: { resembled: activity, component, normals } }
  if (random.uniform() * declines.customers < parameters.newcomers.customers) {
    makeNewcomer(drawn, parameters, random)
  }
  const [from, to] = quarterChange.newTenure
  drawn.steps[position.tenureDays] =
    (from + random.integer(to - from + 1)) * parameters.forms.tenureDays.perUnit
  return customer
}

function drawActivity(chance: number, random: Random): SynthesisClass {
  return random.uniform() < chance ? 'declines' : 'holds'
}

type DeclineChance = (categories: Uint8Array) => number

/** Share of declines among the fitted customers with the same categories; half a customer of each class is added. */
function declineChance({ classes }: SynthesisParameters): DeclineChance {
  const counts = synthesisClasses.map(
    (name) => new Map(classes[name].combinations.map(({ values, count }) => [values.join(), count])),
  )
  return (categories) => {
    const [holds, declines] = counts.map((of) => (of.get(categories.join()) ?? 0) + 0.5)
    return declines / (holds + declines)
  }
}

/** Tier as it was, consent and category nearly always. */
function nextCategories(
  [tier, consent, category]: Uint8Array,
  { classes }: SynthesisParameters,
  random: Random,
): Uint8Array {
  const nextConsent = random.uniform() < quarterChange.consent ? 1 - consent : consent
  if (random.uniform() >= quarterChange.category) return Uint8Array.of(tier, nextConsent, category)
  const same = synthesisClasses
    .flatMap((name) => classes[name].combinations)
    .filter(({ values }) => values[0] === tier && values[1] === nextConsent)
  const customers = same.reduce((sum, { count }) => sum + count, 0)
  let left = random.uniform() * customers
  const found = same.find(({ count }) => {
    left -= count
    return left < 0
  })
  return Uint8Array.of(tier, nextConsent, found?.values[2] ?? category)
}

/**
 * Standard normals that go along with those of the quarter before, lower for the revenue of those who declined. The
 * distribution over all customers stays standard: the shift has mean 0 and the noise what is left of variance 1.
 * @param share of customers who declined
 */
function nextNormals(
  before: Float64Array,
  activity: SynthesisClass,
  share: number,
  random: Random,
): Float64Array {
  const { declineShift } = quarterChange
  const holdShift = (declineShift * share) / (1 - share)
  const left = Math.sqrt(1 - declineShift * holdShift)
  return Float64Array.from(synthesisNumericNames, (name, j) => {
    const correlation = quarterChange.correlation[name] ?? 0.5
    const noise = random.normal()
    const fresh = !revenueMonths.includes(name)
      ? noise
      : left * noise + (activity === 'declines' ? -declineShift : holdShift)
    return correlation * before[j] + Math.sqrt(1 - correlation ** 2) * fresh
  })
}
