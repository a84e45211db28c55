import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { features } from '../customers/features'
import { StudyError } from '../util/errors'

const featureNames = features.map(({ name }) => name) as [string, ...string[]]

const offerSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z-]*$/),
  name: z.string().min(1).max(60),
  /** What is offered; `{category}` stands for the customer's favourite category. */
  text: z.string().min(1).max(200),
  /** Features whose contribution to the risk the offer can change. */
  addresses: z.array(z.enum(featureNames)),
  /** How it can reach a customer, the preferred way first. */
  channels: z.array(z.enum(['message', 'site'])).min(1),
})

const catalogueSchema = z
  .strictObject({
    version: z.literal(1),
    /** Customers from this probability on get an offer against their own reasons. */
    riskFrom: z.number().min(0).max(1),
    offers: z.array(offerSchema).min(1),
    /** For everyone else, and where no offer addresses a reason. */
    otherwise: offerSchema,
  })
  .refine(
    ({ offers, otherwise }) => new Set([...offers, otherwise].map(({ id }) => id)).size === offers.length + 1,
    { message: 'two offers share an id: give each its own' },
  )
  .refine(({ otherwise }) => otherwise.channels.includes('site'), {
    message: 'the offer for everyone else must be possible on the site, where no consent is needed',
  })

export type Offer = Readonly<z.infer<typeof offerSchema>>
export type OfferCatalogue = Readonly<z.infer<typeof catalogueSchema>>
export type Channel = Offer['channels'][number]

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
