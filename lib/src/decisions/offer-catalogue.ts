import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { features } from '../customers/features'
import { StudyError } from '../util/errors'

export type Channel = 'message' | 'site'

/** Something the store can offer a customer. */
export interface Offer {
  readonly id: string
  readonly name: string
  /** What is offered; `{category}` stands for the customer's favourite category. */
  readonly text: string
  /** Features whose contribution to the risk the offer can change. */
  readonly addresses: readonly string[]
  /** How it can reach a customer, the preferred way first. */
  readonly channels: readonly Channel[]
}

export interface OfferCatalogue {
  readonly version: 1
  /** Customers from this probability on get an offer against their own reasons. */
  readonly riskFrom: number
  readonly offers: readonly Offer[]
  /** For everyone else, and where no offer addresses a reason. */
  readonly otherwise: Offer
}

const featureNames = features.map(({ name }) => name) as [string, ...string[]]

const offerSchema: z.ZodType<Offer> = z.strictObject({
  id: z.string().regex(/^[a-z][a-z-]*$/),
  name: z.string().min(1).max(60),
  text: z
    .string()
    .min(1)
    .max(200)
    .refine((text) => !/[{}]/.test(text.replaceAll('{category}', '')), 'the only placeholder is {category}'),
  addresses: z.array(z.enum(featureNames)),
  channels: z.array(z.enum(['message', 'site'])).min(1),
})

const catalogueSchema: z.ZodType<OfferCatalogue> = z
  .strictObject({
    version: z.literal(1),
    riskFrom: z.number().min(0).max(1),
    offers: z.array(offerSchema).min(1),
    otherwise: offerSchema,
  })
  .refine(
    ({ offers, otherwise }) => new Set([...offers, otherwise].map(({ id }) => id)).size === offers.length + 1,
    { message: 'two offers share an id: give each its own' },
  )
  .refine(({ otherwise }) => otherwise.channels.includes('site'), {
    message: 'the offer for everyone else must be possible on the site, where no consent is needed',
  })

/**
 * Reads and checks a catalogue of offers.
 * @throws StudyError that names the file and every place that breaks the rules
 */
export function readOfferCatalogue(path: string): OfferCatalogue {
  let content: unknown
  try {
    content = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new StudyError(`${path}: the offers cannot be read: ${(error as Error).message}`)
  }
  const checked = catalogueSchema.safeParse(content)
  if (checked.success) return checked.data
  const problems = checked.error.issues.map(
    ({ path: place, message }) => `${place.join('.') || 'file'}: ${message}`,
  )
  throw new StudyError(`${path}: the offers break the rules\n  ${problems.join('\n  ')}`)
}
