import { z } from 'zod'
import type { FittedModel } from '../estimators/estimator'
import { estimators } from '../estimators/estimators'
import type { FittedPipeline } from '../pipeline/pipeline'
import type { FittedStack } from '../pipeline/stack'

/** Most estimators in a stack, and most settings among which one was chosen. */
const maxMembers = 32
const maxCandidates = 1000

const plainValue = z.union([z.number(), z.string(), z.boolean()])
const hyperparameters = z.record(z.string(), plainValue)
const scale = z.enum(['probability', 'log-odds'])
const method = z.enum(['probability', 'log-odds', 'beta'])

const procedure = z.strictObject({
  name: z.string(),
  estimator: z.string(),
  features: z.array(z.string()).optional(),
  featureSets: z.record(z.string(), z.array(z.string())).optional(),
  screening: z.number().min(0).max(1).optional(),
  candidates: z.array(hyperparameters).optional(),
  averaged: z.boolean().optional(),
  innerOptions: hyperparameters.optional(),
  innerFolds: z.int().optional(),
  innerRepeats: z.int().optional(),
  calibration: method.optional(),
})

const calibration = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('logistic-curve'),
    scale,
    slope: z.number().min(0),
    intercept: z.number(),
  }),
  z.strictObject({
    kind: z.literal('beta-curve'),
    a: z.number().min(0),
    b: z.number().min(0),
    intercept: z.number(),
    margin: z.number().positive().max(0.5),
    lower: z.number().negative(),
    upper: z.number().positive(),
  }),
])

type Discriminable = ReturnType<typeof z.strictObject>
/** A fitted model of any estimator that is registered. */
const model = z.discriminatedUnion(
  'kind',
  Object.values(estimators).map(({ schema }) => schema as unknown as Discriminable) as [Discriminable],
) as unknown as z.ZodType<FittedModel>

const pipeline = z.strictObject({
  kind: z.literal('pipeline'),
  procedure,
  options: hyperparameters,
  preprocessor: z.looseObject({ kind: z.string() }),
  model,
  calibration: calibration.optional(),
  search: z
    .array(z.strictObject({ options: hyperparameters, logLoss: z.number(), differenceError: z.number() }))
    .max(maxCandidates),
})

const stack = z
  .strictObject({
    kind: z.literal('stack'),
    procedure: z.strictObject({ name: z.string(), members: z.array(procedure).min(1).max(maxMembers) }),
    members: z
      .array(pipeline.required({ calibration: true }))
      .min(1)
      .max(maxMembers),
    combination: z.strictObject({
      weights: z
        .instanceof(Float64Array)
        .refine(
          (weights) => weights.every((weight) => weight >= 0 && weight < Infinity),
          'a weight is no weight',
        ),
      intercept: z.number(),
    }),
  })
  .refine(({ members, combination }) => combination.weights.length === members.length, {
    message: 'needs one weight a member',
  })
  .refine(({ members, procedure }) => procedure.members.length === members.length, {
    message: 'needs one procedure a member',
  })

/** Everything a model file may hold, from the procedure to the last array. */
export const fittedSchema: z.ZodType<FittedPipeline | FittedStack> = z.discriminatedUnion('kind', [
  pipeline,
  stack,
])
