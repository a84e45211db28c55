import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { metricsJson, readQuotedNumbers, Story, segmentSummaries } from 'one-click'
import { afterAll, describe, expect, it } from 'vitest'
import { studyCustomers, studyDecision, studyValidation } from './study-results'

const folder = mkdtempSync(join(tmpdir(), 'metrics-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const customers = studyCustomers()
const decisions = [studyDecision(1, 'Save now', 0.75), studyDecision(2, 'Look after', 0.25)]
const story = new Story('04-models', folder)
const quotes = [story.decimal('rocAuc', 0.926153), story.percent('share', 1 / 3), story.count('folds', 10)]
story.tell`${quotes[0]}, ${quotes[1]} of ${quotes[2]}`
const text = metricsJson({
  customers,
  models: [
    studyValidation('Plain', Float64Array.of(0.5), 0.9),
    studyValidation('Chosen', Float64Array.of(0.5), 0.926),
  ],
  chosen: 'Chosen',
  decisions,
  seed: 1,
  splits: { folds: 5, repeats: 2 },
  notebooks: {
    '01-data': readQuotedNumbers(folder, '01-data'),
    '04-models': readQuotedNumbers(folder, '04-models'),
  },
})
const read = JSON.parse(text) as Record<string, Record<string, Record<string, unknown>>>

describe('metricsJson', () => {
  it('holds customers, models and the choice as others read them', () => {
    expect(read).toMatchObject({
      fingerprint: 'of a test',
      seed: 1,
      splits: { folds: 5, repeats: 2 },
      customers: { total: 62, active: 60, training: 59, declining: 20, implausibleValues: 1 },
      models: {
        Plain: {
          rocAuc: { mean: 0.9, sd: 0.01 },
          logLoss: { mean: 0.3, sd: 0.01 },
          brier: { mean: 0.1, sd: 0.01 },
        },
        Chosen: { rocAuc: { mean: 0.926, sd: 0.01 } },
      },
      chosen: 'Chosen',
    })
  })

  it('holds every number that prose quotes, exactly', () => {
    for (const { name, value } of quotes) expect(read.notebooks['04-models'][name]).toBe(value)
    expect(read.notebooks['01-data']).toEqual({})
  })

  it('sums up the segments of the decisions', () => {
    const [save] = segmentSummaries(decisions)
    expect(save).toEqual({
      segment: 'Save now',
      customers: 1,
      share: 0.5,
      probability: 0.75,
      profit: 4,
      profitAtRisk: 9,
    })
    const { segment, ...numbers } = save
    expect(read.segments[segment]).toEqual(numbers)
    expect(Object.keys(read.segments)).toHaveLength(4)
  })

  it('is the same text for the same results, and ends its line', () => {
    expect(text.endsWith('}\n')).toBe(true)
    expect(text).not.toMatch(/null|NaN/)
  })
})
