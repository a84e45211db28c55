import { finiteJson, readInputFile, UserError } from '@one-click/core'
import { z } from 'zod'

/** What an experiment measured of one offer, on the scale of `effect` in offers.json. */
export interface MeasuredEffect {
  /**
   * Bounds of the interval at the file's level, and the estimate, with the bias of a roll-out reduced. Not held within 0 and 1: offers may do harm.
   */
  readonly low: number
  readonly likely: number
  readonly high: number
  /** Participants for whom the offer was chosen, in both arms, whose outcome is known. */
  readonly customers: number
}

/**
 * Effects of offers as experiments measured them: the file that `npm run experiment -- --effects FILE` writes.
 *
 * An effect is the same share that `effect` in offers.json assumes: of customers who notice the offer, the share of
 * the risk from the addressed reasons that it takes away. It is the measured reduction of the decline rate divided by
 * the mean of reach × addressed points of those who took part, so that effect × reach × points, added over them,
 * gives back what was measured but for the bias of a roll-out.
 */
export interface MeasuredEffects {
  readonly version: 1
  /** Quarters that were pooled, in order. */
  readonly quarters: readonly string[]
  /** Level of the intervals, such as 0.95. */
  readonly level: number
  /**
   * By id of the offer. Left out are offers without known outcomes in both arms, and those whose interval is longer than
   * the whole scale from 0 to 1: they stay as assumed.
   */
  readonly offers: Readonly<Record<string, MeasuredEffect>>
}

const effect: z.ZodType<MeasuredEffect> = z
  .strictObject({
    low: z.number(),
    likely: z.number(),
    high: z.number(),
    customers: z.number().int().min(2),
  })
  .refine(({ low, likely, high }) => low <= likely && likely <= high, 'needs low ≤ likely ≤ high')

/** Form of a file of measured effects. */
export const measuredEffectsSchema: z.ZodType<MeasuredEffects> = z.strictObject({
  version: z.literal(1),
  quarters: z.array(z.string().min(1)).min(1),
  level: z.number().gt(0).lt(1),
  offers: z.record(z.string(), effect),
})

/** Largest file of measured effects that is read, in bytes. */
const maxEffectsFileBytes = 1_000_000

/**
 * Reads a file of measured effects.
 * @throws UserError that names the file and each place that breaks the form
 */
export function readMeasuredEffects(path: string): MeasuredEffects {
  let content: unknown
  try {
    content = JSON.parse(readInputFile(path, 'file of measured effects', maxEffectsFileBytes).toString())
  } catch (error) {
    if (error instanceof UserError) throw error
    const reason = (error as NodeJS.ErrnoException).code ?? 'no JSON'
    throw new UserError(
      `${path}: measured effects cannot be read (${reason}): name the file that npm run experiment -- --effects wrote`,
    )
  }
  const checked = measuredEffectsSchema.safeParse(content)
  if (checked.success) return checked.data
  const problems = checked.error.issues.map(
    ({ path: place, message }) => `${place.join('.') || 'file'}: ${message}`,
  )
  throw new UserError([
    `${path}: no file of measured effects: write it anew with npm run experiment -- --effects`,
    ...problems.map((problem) => `  ${problem}`),
  ])
}

/**
 * The file's text; numbers as they are.
 * @throws UserError for one that is not finite
 */
export function measuredEffectsJson(effects: MeasuredEffects): string {
  return `${finiteJson(effects)}\n`
}
