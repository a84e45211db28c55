import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Encoder } from '../../../lib/study/src/customers/feature-encoding'
import { featureOf } from '../../../lib/study/src/customers/features'
import { readCustomerModel, readReferencedModel } from '../../../lib/study/src/evaluation/customer-model-file'
import {
  type CustomerModel,
  type CustomerProcedure,
  featuresOf,
  fitCustomerModel,
  predictCustomers,
} from '../../../lib/study/src/evaluation/feature-preprocessor'
import { writeModelFile } from '../../../lib/study/src/evaluation/model-file'
import { trainingPrevalence } from '../../../lib/study/src/evaluation/out-of-fold-answers'
import type { TrainingReference } from '../../../lib/study/src/evaluation/training-reference'
import { UserError } from '../../../lib/toolkit/core/src/errors'
import type { FittedPipeline, Procedure } from '../../../lib/toolkit/learn/src/pipeline/pipeline'
import { temporaryFolder } from '../../support/temporary-folder'
import { forgedFile, type Json } from '../../toolkit/learn/forged-file'
import { learningTable } from './learning-tables'

const { table, declines } = learningTable(120, 5)
const every = Int32Array.from(declines, (_, row) => row)
const trees: Procedure = {
  name: 'Trees',
  estimator: 'extra-trees',
  features: ['favouriteCategory', 'promoShare'],
  candidates: [{ trees: 10 }],
  calibration: 'probability',
}
const vectors: Procedure = {
  name: 'SVM',
  estimator: 'support-vector-machine',
  features: ['serviceTier', 'promoShare'],
  candidates: [{ probability: false }],
  calibration: 'log-odds',
}
const procedures: [string, CustomerProcedure, string[]][] = [
  ['pipeline', trees, ['promoShare', 'favouriteCategory']],
  ['stack', { name: 'Stack', members: [trees, vectors] }, ['serviceTier', 'promoShare', 'favouriteCategory']],
]
const folder = temporaryFolder('customer-model')
afterAll(() => rmSync(folder, { recursive: true }))

describe.each(procedures)('readCustomerModel of a %s', (kind, procedure, features) => {
  const model: CustomerModel = fitCustomerModel(procedure, table, every, declines, 3)
  const header = { library: '0', fingerprint: 'of the tables', features, customers: 120, seed: 3 }
  const path = join(folder, `${kind}.json`)
  writeModelFile(path, model, header)
  const text = readFileSync(path, 'utf8')
  const readForged = (change: (content: Json) => void) => {
    const forged = join(folder, 'forged.json')
    writeFileSync(forged, forgedFile(text, change))
    return () => readCustomerModel(forged)
  }

  it('gives back the model and its header, and predictions equal to the last bit', () => {
    const read = readCustomerModel(path)
    expect(read).toEqual({ header, model })
    expect(predictCustomers(read.model, table)).toEqual(predictCustomers(model, table))
    expect(new Set(featuresOf(read.model, table))).toEqual(new Set(features))
  })

  it('refuses a header that states other features than the encoders read', () => {
    for (const stated of [features.slice(1), [...features, 'pagesPerVisit'], [...features].reverse(), []]) {
      const read = readForged(({ header: changed }) => Object.assign(changed, { features: stated }))
      expect(read).toThrow(UserError)
      expect(read).toThrow(
        /forged\.json is no sound model file: it states the features .*train the model again/,
      )
    }
  })

  it('refuses an encoder that reads a feature it does not state, or that does not exist', () => {
    const renamed = (feature: string) =>
      readForged(({ model: changed }) => {
        const last = kind === 'stack' ? (changed.members[1] as Json) : changed
        const column = (last.preprocessor.columns as unknown as Json[]).find(
          ({ category }) => category === undefined,
        )!
        Object.assign(column, { feature })
      })
    expect(renamed('pagesPerVisit')).toThrow(/its encoders read .*pagesPerVisit/)
    expect(renamed('profit')).toThrow(/is no sound model file: .*feature/)
    expect(renamed('constructor')).toThrow(/is no sound model file: .*feature/)
    expect(renamed('serviceTier')).toThrow(/a category where there is none, or none where there is one/)
    expect(renamed('promoShare')()).toEqual({ header, model })
  })

  it('asks for a reference where new tables are to be compared, of the same features', () => {
    expect(() => readReferencedModel(path)).toThrow(
      /holds no reference of its training data: train the model again/,
    )
    const reference = referenceOf(features)
    const referenced = join(folder, `${kind}-referenced.json`)
    writeModelFile(referenced, model, header, { reference })
    expect(readReferencedModel(referenced)).toEqual({ header, model, reference })
    const hashes = (count: number) => Float64Array.from({ length: count }, (_, i) => i)
    const learned = {
      salt: 'a'.repeat(64),
      ids: hashes(150),
      rows: hashes(150),
      probability: new Float64Array(150),
    }
    const earlier = [{ fingerprint: 'before', customers: 30, declining: 10 }]
    writeModelFile(referenced, model, { ...header, earlier }, { reference, learned })
    expect(trainingPrevalence(readReferencedModel(referenced))).toBe(50 / 150)
    writeModelFile(referenced, model, header, { reference, learned })
    expect(() => readReferencedModel(referenced)).toThrow(/fitted on 120 customers and has learned from 150/)
    const fewer = { ...reference, features: reference.features.slice(1) }
    writeModelFile(referenced, model, header, { reference: fewer })
    expect(() => readReferencedModel(referenced)).toThrow(/its reference holds .*train the model again/)
    const turned = reference.features.map((held) =>
      held.kind === 'number'
        ? {
            kind: 'category' as const,
            feature: held.feature,
            categories: [{ category: 'a', customers: 120 }],
          }
        : held,
    )
    writeModelFile(referenced, model, header, { reference: { ...reference, features: turned } })
    expect(() => readReferencedModel(referenced)).toThrow(/its reference holds .*promoShare \(category\)/)
  })
})

const interval = { estimate: 0, lower: -1, upper: 1 }

/** A sound reference of these features. */
function referenceOf(names: readonly string[]): TrainingReference {
  return {
    population: { customers: 120, active: 120, incomplete: 0, implausible: 0 },
    declining: 40,
    features: names.map((feature) =>
      featureOf(feature).kind === 'number'
        ? { kind: 'number', feature, values: Float64Array.of(0, 1) }
        : { kind: 'category', feature, categories: [{ category: 'a', customers: 120 }] },
    ),
    scores: {
      probability: Float64Array.of(0.2),
      repeats: [Float64Array.of(0.2)],
      groups: Int32Array.of(0),
      declines: Uint8Array.of(0),
    },
    expected: { rocAuc: interval, logLoss: interval, brier: interval, deviation: interval },
  }
}

describe('predictCustomers', () => {
  it('takes a probability that is no number for a failure', () => {
    const logistic: Procedure = {
      name: 'Logistic',
      estimator: 'logistic-regression',
      features: ['promoShare', 'pagesPerVisit'],
      candidates: [{}],
    }
    const fitted = fitCustomerModel(logistic, table, every, declines, 3) as FittedPipeline<Encoder>
    const model = (coefficient: number) => {
      const coefficients = Float64Array.of(coefficient, -coefficient)
      return { ...fitted, model: { ...fitted.model, coefficients } }
    }
    expect(predictCustomers(model(1), table).every(Number.isFinite)).toBe(true)
    expect(() => predictCustomers(model(1.7e308), table)).toThrow(UserError)
    expect(() => predictCustomers(model(1.7e308), table)).toThrow(
      /gives no probability for \d+ of 120 customers/,
    )
  })
})
