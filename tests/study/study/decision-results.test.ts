import { beforeAll, describe, expect, it } from 'vitest'
import { planOfferExperiment } from '../../../lib/study/src/study/decision-results'
import { studyDecisions } from '../report/study-decisions'

type Decisions = Awaited<ReturnType<typeof studyDecisions>>
let input: Decisions['input']
let segmentation: Decisions['segmentation']
let offers: Decisions['offers']
let experiment: Decisions['experiment']
beforeAll(async () => {
  ;({ input, segmentation, offers, experiment } = await studyDecisions())
}, 60_000)

describe('the decisions of the study', () => {
  it('give every active customer exactly one segment and one decision, in the order of the risk', () => {
    const ids = Array.from(input.risk.rows, (row) => input.customers.ids[row])
    expect(offers.decisions.map(({ id }) => id)).toEqual(ids)
    expect(offers.decisions.map(({ segment }) => segment)).toEqual(segmentation.segments)
    const { probability, profit } = segmentation.choice.cuts
    for (const { segment, probability: risk, profit: brought } of offers.decisions) {
      expect(segment === 'Save now').toBe(risk >= probability && brought >= profit)
    }
  })

  it('stay within the limits of the catalogue', () => {
    const { limits } = offers.budget
    const total = offers.decisions.reduce((sum, { cost }) => sum + cost, 0)
    expect(total).toBeLessThanOrEqual(limits.budget * (1 + 1e-9))
    const contacts = offers.decisions.filter(({ kept, channel }) => kept > 0 && channel !== 'site')
    expect(contacts.length).toBeLessThanOrEqual(limits.contacts)
    for (const { contactAllowed } of contacts) expect(contactAllowed).toBe(true)
  })

  it('draw only customers with an option into the experiment', () => {
    const withOption = new Set(
      offers.decisions.filter(({ options }) => options.length > 0).map(({ id }) => id),
    )
    expect(experiment!.drawn.ids.length).toBeGreaterThan(3)
    for (const id of experiment!.drawn.ids) expect(withOption.has(id)).toBe(true)
  })

  it('plan no experiment when nobody can take part', () => {
    const nobody = { ...input.catalogue, riskFrom: 1 }
    expect(planOfferExperiment({ ...input, catalogue: nobody }, segmentation, offers)).toBeUndefined()
  })
})
