import { z } from 'zod'
import { features } from '../../customers/features'
import { wordReader } from '../../tables/repair'
import { type ColumnSchema, tableSchema } from '../../tables/schema'
import { type Bilingual, inEveryLanguage, languages } from '../../words/language'
import type {
  AssumedRange,
  ChannelRule,
  Eligibility,
  Offer,
  OfferCatalogue,
  OfferWords,
  Quantity,
} from './offer-catalogue'

const featureNames = features.map(({ name }) => name)
const customerColumn = (wanted: string) =>
  tableSchema('customers').columns.find(({ name }) => name === wanted)!

/** A word of a column, however it is spelt, as the tables have it once they are read. */
function wordOf(column: ColumnSchema) {
  return z
    .string()
    .min(1)
    .transform((word) => wordReader(column)(word).word)
}

const tierColumn = customerColumn('serviceTier')
const tiers = tierColumn.values!.map(({ word }) => word)
const categoryColumn = customerColumn('favouriteCategory')

const id = z
  .string()
  .max(40)
  .regex(/^[a-z][a-z0-9-]*$/, 'an id is small letters, digits and hyphens, a letter first')
const share = z.number().min(0).max(1)
const cost = z.number().min(0)

/** One line of text in each language; one that the file lacks, beyond the two it must have, is said by the language. */
function words(longest: number) {
  const line = z
    .string()
    .max(longest)
    .regex(/\S/, 'is empty: write it in both languages')
    .regex(/^\P{Cc}*$/u, 'has a line break or another control character: write it on one line')
  const further = languages.filter((language) => language !== 'ru' && language !== 'en')
  const optional: Readonly<Record<string, z.ZodOptional<typeof line>>> = Object.fromEntries(
    further.map((language) => [language, line.optional()]),
  )
  return z
    .strictObject({ ru: line, en: line, ...optional })
    .transform((text): Bilingual => ({ ...inEveryLanguage(text), ...text }))
}

const offerText = words(200).refine(
  (text) => !/[{}]/.test(Object.values(text).join(' ').replaceAll('{category}', '')),
  'the only placeholder is {category}',
)

const range: z.ZodType<AssumedRange> = z
  .strictObject({ low: share, likely: share, high: share })
  .refine(({ low, likely, high }) => low <= likely && likely <= high, 'needs low ≤ likely ≤ high')

const quantity: z.ZodType<Quantity> = z.union(
  [z.strictObject({ amount: z.number().min(0) }), z.strictObject({ share })],
  'needs either an amount from 0 on, or a share from 0 to 1',
)

const channel: z.ZodType<ChannelRule> = z.strictObject({
  id,
  name: words(60),
  way: words(60),
  needsConsent: z.boolean(),
  cost,
  reach: share,
  limit: quantity.optional(),
})

/** Most channels and offers of a catalogue: the plan weighs each offer by each channel for each customer. */
const maxChannels = 20
const maxOffers = 50

/** A list that is counted before its entries are looked at. */
function list<Item extends z.ZodType>(item: Item, most: number) {
  return z.array(z.unknown()).min(1).max(most).pipe(z.array(item))
}

const eligibility: z.ZodType<Eligibility> = z.strictObject({
  probabilityFrom: share.optional(),
  tiers: list(wordOf(tierColumn).pipe(z.enum(tiers)), tiers.length).optional(),
  categories: list(wordOf(categoryColumn), 1000).optional(),
  tenureDaysFrom: z.number().min(0).optional(),
})

const distinct = list(z.string(), maxChannels).refine(
  (list) => new Set(list).size === list.length,
  'names one twice',
)

const offerWords = { id, name: words(60), text: offerText, channels: distinct }
const otherwise: z.ZodType<OfferWords> = z.strictObject(offerWords)
const offer: z.ZodType<Offer> = z.strictObject({
  ...offerWords,
  addresses: list(z.enum(featureNames), featureNames.length),
  cost,
  effect: range,
  eligible: eligibility.optional(),
})

/** Form of a catalogue of offers, and what its parts have to agree on. */
export const catalogueSchema: z.ZodType<OfferCatalogue> = z
  .strictObject({
    version: z.union([z.literal(2), z.literal(3)], 'the versions 2 and 3 are known'),
    note: words(2000).optional(),
    unit: words(60).optional(),
    riskFrom: share,
    profitLost: range,
    sharedError: share.optional(),
    contactCeiling: z.number().min(0),
    plan: z.strictObject({ budget: quantity, contacts: quantity }),
    channels: list(channel, maxChannels),
    offers: list(offer, maxOffers),
    otherwise,
  })
  .superRefine((catalogue, context) => {
    const fail = (path: PropertyKey[], message: string) => context.addIssue({ code: 'custom', path, message })
    const { channels, offers, otherwise } = catalogue
    if (catalogue.version === 2 && catalogue.sharedError !== undefined) {
      fail(['sharedError'], 'belongs to version 3: write 3 under version')
    }
    for (const twice of repeated(channels.map((one) => one.id))) {
      fail(['channels', twice, 'id'], `two channels share an id: give each its own`)
    }
    for (const twice of repeated([...offers, otherwise].map((one) => one.id))) {
      const place = twice < offers.length ? ['offers', twice, 'id'] : ['otherwise', 'id']
      fail(place, 'two offers share an id: give each its own')
    }
    const known = channels.map((one) => one.id)
    const places = [
      ...offers.map((one, i) => ({ one, at: ['offers', i] })),
      { one: otherwise, at: ['otherwise'] },
    ]
    for (const { one, at } of places) {
      one.channels.forEach((name, i) => {
        if (known.includes(name)) return
        fail(
          [...at, 'channels', i],
          `no channel has the id «${name}»: use one of ${known.join(', ')}, or add it to channels`,
        )
      })
    }
    if (!channels.some((one) => !one.needsConsent && otherwise.channels.includes(one.id))) {
      fail(
        ['otherwise', 'channels'],
        'must name a channel that needs no consent: everyone has to be within reach',
      )
    }
  })

/** Positions of values that stand earlier in the list. */
function repeated(values: readonly string[]): number[] {
  return values.flatMap((value, i) => (values.indexOf(value) < i ? [i] : []))
}
