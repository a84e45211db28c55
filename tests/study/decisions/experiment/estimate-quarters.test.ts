import { describe, expect, it } from 'vitest'
import { analyseQuarter } from '../../../../lib/study/src/decisions/experiment/analyse-quarter'
import { drawArms } from '../../../../lib/study/src/decisions/experiment/draw'
import { estimateQuarters } from '../../../../lib/study/src/decisions/experiment/estimate-quarters'
import { finalEstimate } from '../../../../lib/study/src/decisions/experiment/final-estimate'
import { measuredOffers } from '../../../../lib/study/src/decisions/experiment/offer-effects'
import { repeatParticipants } from '../../../../lib/study/src/decisions/experiment/repeat-participants'
import { Random } from '../../../../lib/toolkit/core/src/random'
import { mean, variance } from '../../../../lib/toolkit/statistics/src/descriptive'
import { pearsonCorrelation } from '../../../../lib/toolkit/statistics/src/rank'
import { madeCustomers } from './made-customers'
import { madeQuarters } from './made-quarters'
import { estimateEffect } from './one-look'

const customers = madeCustomers([90, 60], { effect: 0.2 })
const three = madeQuarters(customers, { quarters: 3, seed: 1, missing: 0.05 })

describe('estimateQuarters', () => {
  it('is the estimate of one quarter where one is planned', () => {
    const [one] = madeQuarters(customers, { quarters: 1, seed: 1 })
    const result = estimateQuarters([one])
    const alone = estimateEffect(one.drawn, one.outcomes)
    for (const end of ['estimate', 'lower', 'upper', 'pValue'] as const) {
      expect(result.reduction[end]).toBeCloseTo(alone.reduction[end], 10)
    }
    for (const end of ['estimate', 'lower', 'upper'] as const) {
      expect(result.kept.net[end]).toBeCloseTo(alone.kept.net[end], 10)
    }
    expect(result.conclusion).toBe(alone.conclusion)
    expect(result.attrition).toEqual(alone.attrition)
    expect(result.final).toEqual(finalEstimate(result, 0.95))
    expect(result.looks[0].spent).toBeCloseTo(0.025, 12)
    expect(result.looks[0].information).toBe(1)
  })

  it('weights quarters by n₁n₀ / n and pools their estimates and variances so', () => {
    const result = estimateQuarters(three)
    const parts = three.map(({ drawn, outcomes }) => analyseQuarter(drawn, outcomes))
    const weights = parts.map(
      ({
        known: {
          attrition: { treatment, control },
        },
      }) => 1 / (1 / treatment.known + 1 / control.known),
    )
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    const pooled = parts.reduce((sum, { adjusted }, q) => sum - (weights[q] / total) * adjusted.estimate, 0)
    const error = Math.sqrt(
      parts.reduce((sum, { adjusted }, q) => sum + ((weights[q] / total) * adjusted.standardError) ** 2, 0),
    )
    expect(result.reduction.estimate).toBeCloseTo(pooled, 12)
    // Student's t as the normal quantile of its p-value: with some 400 degrees of freedom 2% less.
    expect((result.looks[2].z * error) / pooled).toBeGreaterThan(0.97)
    expect((result.looks[2].z * error) / pooled).toBeLessThan(1)
    result.quarters.forEach(({ weight, result: alone }, q) => {
      expect(weight).toBeCloseTo(weights[q] / total, 12)
      expect(alone.reduction.estimate).toBeCloseTo(-parts[q].adjusted.estimate, 12)
    })
    expect(result.attrition.treatment.known + result.attrition.control.known).toBe(
      three.reduce((sum, { outcomes }) => sum + outcomes.ids.length, 0),
    )
  })

  it('looks after each quarter with bounds that spend alpha like O’Brien and Fleming', () => {
    const { looks } = estimateQuarters(three)
    expect(looks.map(({ quarter }) => quarter)).toEqual(['2026-Q1', '2026-Q2', '2026-Q3'])
    // Bounds for three equal looks at one-sided 2.5%; information is nearly equal here.
    for (const [k, bound] of [3.7103, 2.5114, 1.993].entries()) {
      expect(Math.abs(looks[k].bound - bound)).toBeLessThan(0.01)
      // The draws of 150 that have an outcome.
      expect(Math.abs(looks[k].information - (0.95 * (k + 1)) / 3)).toBeLessThan(0.03)
    }
    expect(looks[2].spent).toBeCloseTo(0.025, 12)
  })

  it('has intervals that leave out 0 exactly where Z is beyond the bound', () => {
    let [inside, outside] = [0, 0]
    for (let seed = 0; seed < 40; seed++) {
      for (const { reduction, z, bound } of estimateQuarters(madeQuarters(customers, { quarters: 3, seed }))
        .looks) {
        expect(reduction.lower > 0).toBe(z > bound)
        expect(reduction.upper < 0).toBe(z < -bound)
        if (z > bound) outside++
        else inside++
      }
    }
    expect(inside).toBeGreaterThan(10)
    expect(outside).toBeGreaterThan(10)
  })

  it('puts quarters of the calendar in order, and leaves others as they are given', () => {
    const turned = estimateQuarters([...three].reverse())
    expect(turned).toEqual(estimateQuarters(three))
    const named = three.map(({ drawn, outcomes }, q) => ({
      drawn: { ...drawn, quarter: `wave-${3 - q}` },
      outcomes,
    }))
    expect(estimateQuarters(named).looks.map(({ quarter }) => quarter)).toEqual([
      'wave-3',
      'wave-2',
      'wave-1',
    ])
  })

  it('names quarters of the calendar that were left out', () => {
    const [first, , third] = madeQuarters(customers, { quarters: 5, seed: 1 })
    const fifth = madeQuarters(customers, { quarters: 5, seed: 1 })[4]
    expect(estimateQuarters([third, first, fifth]).missingQuarters).toEqual(['2026-Q2', '2026-Q4'])
    expect(estimateQuarters(three).missingQuarters).toEqual([])
    const named = { ...third, drawn: { ...third.drawn, quarter: 'wave' } }
    expect(estimateQuarters([first, named]).missingQuarters).toEqual([])
  })

  it('refuses quarters given twice, more than planned, and those that state none', () => {
    const [first, second] = three
    expect(() => estimateQuarters([first, first])).toThrow('Two plans are of quarter 2026-Q1')
    const planned = [{ ...first, drawn: { ...first.drawn, plannedQuarters: 1 } }, second]
    expect(() => estimateQuarters(planned)).toThrow(
      "2 quarters are given, but the first one's draw planned 1",
    )
    const old = { ...first, drawn: { ...first.drawn, quarter: '' } }
    expect(() => estimateQuarters([old, second])).toThrow('give it alone')
    expect(() => estimateQuarters([old, old])).toThrow('Plans that state no quarter cannot be pooled')
    expect(() => estimateQuarters([])).toThrow('the draw and the outcomes of a quarter')
    const nobody = { ...second, outcomes: { ids: new Float64Array(), declined: new Uint8Array() } }
    expect(() => estimateQuarters([first, nobody])).toThrow(/^2026-Q2: An effect needs outcomes/)
  })

  it('ends at the first look that decides, and keeps to it', () => {
    const strong = madeCustomers([90, 60], { effect: 0.6 })
    const result = estimateQuarters(madeQuarters(strong, { quarters: 4, seed: 3 }))
    const decisions = result.looks.map(({ decision }) => decision)
    expect(result.ended).toBe(decisions.findIndex((decision) => decision !== 'go on'))
    expect(result.decision).toBe('roll out')
    // The last planned look decides whatever it finds.
    const nothing = { quarters: 2, seed: 5, reduction: new Float64Array(150) }
    expect(['end', 'stop']).toContain(estimateQuarters(madeQuarters(customers, nothing)).decision)
  })

  it('goes by the score test, quarters as strata, where declines are rare', () => {
    const rare = madeCustomers([20, 10], { from: 0.02, to: 0.05 })
    const result = estimateQuarters(madeQuarters(rare, { quarters: 3, seed: 2 }))
    expect(result.method).toBe('score')
    expect(result.reduction).toEqual(result.plainReduction)
    for (const { bound } of result.looks) expect(Number.isFinite(bound)).toBe(true)
  })
})

describe('customers who take part again', () => {
  const random = new Random(5)
  const lasting = customers.probability.map(() => random.uniform())

  /** Outcomes that are the same each quarter but for the offer: what lasts of a customer could not last more. */
  function lastingQuarters(seed: number, drawsAnew: boolean) {
    return ['2026-Q1', '2026-Q2'].map((quarter) => {
      const label = drawsAnew ? quarter : '2026-Q1'
      const treated = drawArms(customers.ids, customers.segment, { seed, quarter: label })
      const declined = Uint8Array.from(lasting, (chance, i) =>
        Number(chance < customers.probability[i] - treated[i] * customers.reduction[i]),
      )
      return {
        drawn: { ...customers, treated, quarter, plannedQuarters: 2 },
        outcomes: { ids: customers.ids, declined },
      }
    })
  }

  it.each([
    [true, 0],
    [false, 1],
  ])(
    'leave the errors of quarters independent when drawn anew (%s): correlation near %d',
    (drawsAnew, expected) => {
      const estimates = Array.from({ length: 1000 }, (_, run) =>
        lastingQuarters(run, drawsAnew).map(
          ({ drawn, outcomes }) => analyseQuarter(drawn, outcomes).adjusted.estimate,
        ),
      )
      const [first, second] = [0, 1].map((q) => Float64Array.from(estimates, (pair) => pair[q]))
      // Three standard errors of a correlation of 0 in 1,000 pairs are 0.095.
      expect(Math.abs(pearsonCorrelation(first, second) - expected)).toBeLessThan(0.095)
    },
  )

  it('are found out when they were not drawn anew', () => {
    const drawn = (anew: boolean) => lastingQuarters(1, anew).map((quarter) => quarter.drawn)
    expect(repeatParticipants(drawn(false))).toMatchObject({ customers: 150, sameArm: 150, expected: 75 })
    expect(repeatParticipants(drawn(false)).pValue).toBeLessThan(1e-20)
    expect(repeatParticipants(drawn(true)).pValue).toBeGreaterThan(0.001)
    expect(repeatParticipants(drawn(true).slice(0, 1))).toEqual({
      customers: 0,
      sameArm: 0,
      expected: 0,
      pValue: 1,
    })
  })
})

describe('the effect of each offer', () => {
  it('is found on the scale of offers.json, and its interval holds', () => {
    // The true effects differ from what is assumed: 0.3 of the addressed risk for one offer, none for the other.
    const truth: Readonly<Record<string, number>> = { selection: 0.3, basket: 0 }
    const reduction = customers.probability.map((p, i) => truth[customers.offer[i]] * p)
    const runs = 300
    const found: Record<string, number[]> = { selection: [], basket: [] }
    let covered = 0
    for (let run = 0; run < runs; run++) {
      const { offers } = estimateQuarters(madeQuarters(customers, { quarters: 2, seed: run, reduction }))
      for (const [offer, { low, likely, high, customers: size }] of Object.entries(measuredOffers(offers))) {
        found[offer].push(likely)
        covered += Number(low <= truth[offer] && truth[offer] <= high)
        expect(size).toBe(150)
      }
    }
    for (const [offer, values] of Object.entries(found)) {
      const list = Float64Array.from(values)
      const error = Math.sqrt(variance(list) / runs)
      expect(error).toBeLessThan(0.01)
      expect(Math.abs(mean(list) - truth[offer])).toBeLessThan(4 * error)
    }
    // Four standard errors of a coverage of 95% in 600 intervals.
    expect(Math.abs(covered / (2 * runs) - 0.95)).toBeLessThan(0.036)
  })

  it('times the addressed risk gives back the reduction; without the risk there is none', () => {
    const { offers } = estimateQuarters(three)
    for (const { effect, reduction, assumed } of offers) {
      expect(effect!.estimate / reduction.estimate).toBeCloseTo(0.2 / assumed, 9)
    }
    // A bias of the decision is taken off in points of the decline rate, never past the interval.
    for (const [offer, { low, likely }] of Object.entries(measuredOffers(offers, 0.01))) {
      const { effect, addressed } = offers.find((row) => row.offer === offer)!
      expect(likely).toBeCloseTo(Math.max(low, effect!.estimate - 0.01 / addressed), 12)
      expect(measuredOffers(offers, 1)[offer].likely).toBe(low)
    }
    const unknown = three.map(({ drawn, outcomes }) => ({
      drawn: { ...drawn, addressed: new Float64Array(150).fill(Number.NaN) },
      outcomes,
    }))
    expect(measuredOffers(estimateQuarters(unknown).offers)).toEqual({})
  })
})
