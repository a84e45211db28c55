import { resolve } from 'node:path'
import * as core from '@one-click/core'
import * as learn from '@one-click/learn'
import * as statistics from '@one-click/statistics'
import * as study from 'one-click'
import { beforeAll, describe, expect, it } from 'vitest'
import { realTablesFolder } from '../support/real-tables'

type Scores = { rocAuc: number; logLoss: number }
interface Measured {
  customers: { real: number; synthetic: number }
  trainSyntheticTestReal: Scores
  crossValidated: { real: Scores; synthetic: Scores }
  equalRows: number
  kolmogorovSmirnov: Record<string, number>
  totalVariation: Record<string, number>
  correlationDifference: { largest: number; mean: number }
}

const lib = { ...core, ...learn, ...statistics, ...study }
const sample = resolve(__dirname, '../../data/sample')

describe.skipIf(!realTablesFolder)('the sample beside the store’s tables', () => {
  let measured: Measured
  beforeAll(async () => {
    const script: string = '../../scripts/measure-synthesis.mjs'
    const { measureSynthesis } = await import(script)
    measured = measureSynthesis(lib, realTablesFolder, sample)
  })

  it('has as many customers to learn from', () => {
    expect(measured.customers).toEqual({ real: 1296, synthetic: 1296 })
  })

  it('teaches a model that judges real customers with a ROC-AUC of at least 0.90', () => {
    expect(measured.trainSyntheticTestReal.rocAuc).toBeGreaterThanOrEqual(0.9)
  })

  it('is as hard: cross-validated ROC-AUC within 0.02, log loss within 0.03', () => {
    const { real, synthetic } = measured.crossValidated
    expect(Math.abs(synthetic.rocAuc - real.rocAuc)).toBeLessThanOrEqual(0.02)
    expect(Math.abs(synthetic.logLoss - real.logLoss)).toBeLessThanOrEqual(0.03)
  })

  it('holds no customer that is a real one', () => {
    expect(measured.equalRows).toBe(0)
  })

  it('has the distributions and correlations of the real columns', () => {
    for (const [name, distance] of Object.entries(measured.kolmogorovSmirnov)) {
      // Revenue two months apart is tied less closely in the synthesis than from one month to the next.
      expect(distance, name).toBeLessThan(name === 'revenueChangeTwoMonths' ? 0.13 : 0.08)
    }
    for (const [name, distance] of Object.entries(measured.totalVariation)) {
      expect(distance, name).toBeLessThan(0.06)
    }
    expect(measured.correlationDifference.mean).toBeLessThan(0.04)
    expect(measured.correlationDifference.largest).toBeLessThan(0.2)
  })

  it('holds no customer of the next quarter that is a real one', async () => {
    const script: string = '../../scripts/measure-synthesis.mjs'
    const { countEqualCustomers } = await import(script)
    expect(countEqualCustomers(lib, realTablesFolder, `${sample}-next`)).toBe(0)
  })

  it('would notice real customers: compared with themselves all are equal', async () => {
    const script: string = '../../scripts/measure-synthesis.mjs'
    const { countEqualCustomers } = await import(script)
    expect(countEqualCustomers(lib, realTablesFolder, realTablesFolder)).toBe(1300)
  })
})
