import { beforeAll, describe, expect, it } from 'vitest'
import { Narrative } from '../../../lib/study/src/notebook/narrative'
import { metricsJson } from '../../../lib/study/src/study/metrics-file'
import { readQuotedNumbers } from '../../../lib/study/src/study/quoted-numbers'
import { temporaryFolder } from '../../support/temporary-folder'
import { studyDecisions } from '../report/study-decisions'
import { studyValidation } from '../report/study-results'

const interval = (estimate: number) => ({ estimate, lower: estimate - 0.01, upper: estimate + 0.01 })
const folder = temporaryFolder('metrics')
type Decisions = Awaited<ReturnType<typeof studyDecisions>>
let decisions: Decisions
let text: string
let read: Record<string, Record<string, Record<string, unknown>>>
const story = new Narrative('04-models', folder)
const quotes = [story.decimal('rocAuc', 0.926153), story.percent('share', 1 / 3), story.count('folds', 10)]

beforeAll(async () => {
  decisions = await studyDecisions()
  const { input, segmentation, offers, experiment } = decisions
  story.tell`${quotes[0]}, ${quotes[1]} of ${quotes[2]}`
  text = metricsJson({
    customers: input.customers,
    models: [
      studyValidation('Plain', Float64Array.of(0.5), 0.9),
      studyValidation('Chosen', Float64Array.of(0.5), 0.926),
    ],
    chosen: 'Chosen',
    nested: { rocAuc: interval(0.92), logLoss: interval(0.29), brier: interval(0.085) },
    plain: studyValidation('Chosen', Float64Array.of(0.5), 0.93).scores,
    segmentation,
    offers,
    catalogue: input.catalogue,
    experiment,
    seed: 1,
    splits: { folds: 5, repeats: 2 },
    notebooks: {
      '01-data': readQuotedNumbers(folder, '01-data'),
      '04-models': readQuotedNumbers(folder, '04-models'),
    },
  })
  read = JSON.parse(text)
}, 60_000)

describe('metricsJson', () => {
  it('holds the figures that count, and the plain ones', () => {
    expect(read.chosenInsideTheFolds.rocAuc).toEqual(interval(0.92))
    expect(read.onFoldsThatPartCopies.rocAuc).toMatchObject({ mean: 0.93 })
  })

  it('holds customers, models and the choice as others read them', () => {
    expect(read).toMatchObject({
      fingerprint: 'of a test',
      seed: 1,
      splits: { folds: 5, repeats: 2 },
      customers: {
        total: 62,
        active: 60,
        inactive: 1,
        incomplete: 1,
        withoutProfit: 0,
        training: 59,
        declining: 20,
        implausibleValues: 1,
      },
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
    const { offers } = decisions
    for (const [segment, { customers: members, profitAtRisk }] of Object.entries(read.segments)) {
      const own = offers.decisions.filter((decision) => decision.segment === segment)
      expect(members).toBe(own.length)
      expect(profitAtRisk).toBeCloseTo(
        own.reduce((sum, decision) => sum + decision.profitAtRisk, 0),
        9,
      )
    }
    expect(Object.keys(read.segments)).toHaveLength(4)
  })

  it('holds the limits and the value of the plan, as the decisions add up to it', () => {
    const { offers } = decisions
    const { limits, plan } = read.budget as { limits: Record<string, unknown>; plan: Record<string, number> }
    const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)
    expect(plan.cost).toBeCloseTo(total(offers.decisions.map(({ cost }) => cost)), 9)
    expect(plan.kept).toBeCloseTo(total(offers.decisions.map(({ kept }) => kept)), 9)
    expect(plan.kept).toBeGreaterThan(0)
    expect(limits.budget).toBe(offers.budget.limits.budget)
    expect(limits.channels).toEqual({ site: null, message: null, call: offers.budget.limits.channels[2] })
  })

  it('says how many the experiment draws into each arm', () => {
    const { treatment, control } = read.experiment as unknown as Record<string, number>
    expect(treatment + control).toBe(decisions.experiment!.drawn.ids.length)
    expect(Math.min(treatment, control)).toBeGreaterThan(0)
  })

  it('is the same text for the same results, and ends its line', () => {
    expect(text.endsWith('}\n')).toBe(true)
    expect(text).not.toMatch(/NaN|undefined|Infinity/)
  })
})
