import { beforeAll, describe, expect, it } from 'vitest'
import { minShownCustomers } from '../../../../lib/study/src/customers/small-groups'
import type { ManagementFindings } from '../../../../lib/study/src/report/management/findings'
import { studyCustomers } from '../study-results'
import { studyFindings } from './study-findings'

let findings: ManagementFindings
beforeAll(async () => {
  findings = await studyFindings()
})

const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)

/** Every value within that stands under the given key. */
function valuesUnder(key: string, value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, part]) => [
    ...(name === key ? [part] : []),
    ...valuesUnder(key, part),
  ])
}

describe('buildFindings', () => {
  it('holds no customer: no id, no group of a few', () => {
    const words = new Set(JSON.stringify(findings).match(/[\w.]+/g))
    for (const id of studyCustomers().ids) expect(words.has(String(id)), String(id)).toBe(false)
    const groups = [
      findings.who.segments,
      findings.who.map,
      findings.why.kinds,
      findings.what.offers,
      findings.certainty.calibration,
    ]
    for (const size of groups.flatMap((group) => valuesUnder('customers', group))) {
      expect(size).toBeGreaterThanOrEqual(minShownCustomers)
    }
    for (const { customers } of findings.why.themes) {
      expect(customers === 0 || customers >= minShownCustomers).toBe(true)
    }
    const { themes, customers } = findings.why
    const withheld = customers - total(themes.map((theme) => theme.customers))
    expect(withheld === 0 || withheld >= minShownCustomers).toBe(true)
    expect(findings.who.offMap === 0 || findings.who.offMap >= minShownCustomers).toBe(true)
  })

  it('leaves no customer out of the totals', () => {
    const { stake, who, what } = findings
    expect(stake.active + stake.withoutProfit + stake.inactive + stake.incomplete).toBe(stake.total)
    expect([stake.inactive, stake.incomplete, stake.lackingTables]).toEqual([1, 1, ['market_time.csv']])
    expect(total(who.map.map(({ customers }) => customers)) + who.offMap).toBe(stake.active)
    expect(total(what.offers.map(({ customers }) => customers))).toBe(what.customers)
    for (const offer of what.offers) {
      expect(total(offer.channels.map(({ customers }) => customers))).toBe(offer.customers)
    }
    expect(stake.atRisk).toBeLessThanOrEqual(stake.profit)
    expect(stake.atRiskInterval.lower).toBeLessThan(stake.atRisk)
    expect(stake.atRiskInterval.upper).toBeGreaterThan(stake.atRisk)
  })

  it('draws a concentration curve from nothing to all that never falls', () => {
    const { concentration } = findings.stake
    expect(concentration[0]).toEqual({ customers: 0, atRisk: 0 })
    expect(concentration.at(-1)!.customers).toBe(1)
    expect(concentration.at(-1)!.atRisk).toBeCloseTo(1, 12)
    concentration.slice(1).forEach((point, i) => {
      expect(point.atRisk).toBeGreaterThanOrEqual(concentration[i].atRisk)
    })
  })

  it('shares out the customers at risk among the themes', () => {
    const { themes, customers } = findings.why
    expect(total(themes.map((theme) => theme.customers))).toBeLessThanOrEqual(customers)
    const points = themes.map((theme) => theme.points)
    expect(points).toEqual([...points].sort((a, b) => b - a))
  })

  it('draws every second customer for the experiment and counts the costs of the treated', () => {
    const { treated, control, cost } = findings.experiment!
    expect(Math.abs(treated - control)).toBeLessThanOrEqual(4)
    expect(cost).toBeGreaterThan(0)
    expect(findings.money.policies[0].policy).toBe('plan')
    for (const { kept } of findings.money.policies) {
      expect(kept).toBeLessThanOrEqual(findings.money.kept * (1 + 1e-3))
    }
  })
})
