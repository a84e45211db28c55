import type { Schema } from '@one-click/core'
import { z } from 'zod'
import { type Encoder, maxEncodedColumns } from './feature-encoding'
import { featureOf, features } from './features'

/** Checks an encoder that was read from a file. */
export const encoderSchema: Schema<Encoder> = z.strictObject({
  kind: z.literal('encoder'),
  columns: z
    .array(
      z
        .strictObject({
          feature: z.enum(features.map(({ name }) => name) as [string, ...string[]]),
          category: z.string().optional(),
          center: z.number(),
          scale: z.number().refine((scale) => scale !== 0, 'a scale of 0'),
        })
        .refine(
          ({ feature, category }) => (category !== undefined) === (featureOf(feature).kind === 'category'),
          'a category where there is none, or none where there is one',
        ),
    )
    .min(1)
    .max(maxEncodedColumns)
    .refine(
      (columns) =>
        new Set(columns.map(({ feature, category }) => `${feature} ${category}`)).size === columns.length,
      'names a column twice',
    ),
})
