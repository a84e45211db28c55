import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { isFew, minShownCustomers } from '../../../lib/study/src/customers/small-groups'
import type { CustomerStanding } from '../../../lib/study/src/customers/standing'
import { toldPopulation } from '../../../lib/study/src/customers/told-counts'
import type { DriftReport } from '../../../lib/study/src/evaluation/drift/drift-report'
import { Narrative } from '../../../lib/study/src/notebook/narrative'
import { rowCounter, takingPartInWords } from '../../../lib/study/src/notebook/population-claims'
import type { ManagementFindings } from '../../../lib/study/src/report/management/findings'
import { summary } from '../../../lib/study/src/report/management/sections/summary-section'
import { speaker } from '../../../lib/study/src/report/management/speaker'
import type { CardCustomers } from '../../../lib/study/src/report/model-card/card-content'
import { customerRows } from '../../../lib/study/src/report/model-card/details-sections'
import { learnedInWords } from '../../../lib/study/src/report/model-card/told-customers'
import { type DriftContent, driftNotes, toldOfTables } from '../../../lib/study/src/study/drift-summary'
import { mustBeReached } from '../../support/must-be-reached'
import { studyFindings } from './management/study-findings'

/** Customers of tables, by what does not hold of them; nobody is in two parts. */
type Parts = readonly [fine: number, inactive: number, incomplete: number, unprofitable: number, odd: number]

let findings: ManagementFindings
beforeAll(async () => {
  findings = await studyFindings()
})

function countsOf([fine, inactive, incomplete, withoutProfit, implausible]: Parts) {
  const active = fine + withoutProfit + implausible
  return {
    decided: fine + implausible,
    active,
    total: active + inactive + incomplete,
    learned: fine + withoutProfit,
    inactive,
    incomplete,
    withoutProfit,
    implausible,
  }
}

/** Everything that the pages of a study say of how many customers its tables hold. */
function toldByPages(parts: Parts): string {
  const counts = countsOf(parts)
  const lackingTables = counts.incomplete > 0 ? ['market_time.csv'] : []
  const stake = { ...findings.stake, ...counts, active: counts.decided, lackingTables }
  const card: CardCustomers = {
    ...counts,
    lackingTables,
    setAside: counts.implausible,
    training: counts.learned,
    declining: 5,
  }
  const rows = (length: number) => new Int32Array(length)
  const standing = (status: CustomerStanding['status'], length: number) =>
    Array.from({ length }, (): CustomerStanding => ({ status, idle: [], lacking: [] }))
  const customers = {
    count: counts.total,
    activeRows: rows(counts.active),
    decisionRows: rows(counts.decided),
    trainingRows: rows(counts.learned),
    standing: [
      ...standing('scored', counts.active),
      ...standing('inactive', counts.inactive),
      ...standing('incomplete', counts.incomplete),
    ],
  }
  const inTables = rowCounter(customers)
  const drift = driftContent(counts)
  return JSON.stringify([
    ...(['ru', 'en'] as const).map(
      (language) =>
        /<p class="lede">(.*?)<\/p>/s.exec(summary({ ...findings, stake }, speaker(language)).markup)![1],
    ),
    customerRows(card, []).filter(({ name }) => name !== 'of these, activity declined'),
    learnedInWords(card),
    new Narrative('told').tell`${takingPartInWords(new Narrative('told'), customers)}`,
    [1, 2, 3].map((times) => inTables(times * counts.total)),
    [counts.inactive, counts.incomplete, counts.implausible].map(inTables),
    toldOfTables(drift),
    driftNotes(drift),
  ])
}

/** New tables that are those of the training. */
function driftContent(counts: ReturnType<typeof countsOf>): DriftContent {
  const { active, total, learned, decided, incomplete, implausible } = counts
  const share = { events: active, total }
  const report = {
    compared: learned,
    features: [],
    shares: [{ measure: 'active', inTraining: share, now: share }],
    tests: [],
    deltaFound: 0.1,
  } as unknown as DriftReport
  return {
    report,
    model: { library: '1', fingerprint: 'a', customers: learned },
    tables: {
      fingerprint: 'b',
      source: { folder: 'tables', synthetic: false },
      population: { customers: total, active, incomplete, implausible },
      decided,
      copies: 0,
      hasTarget: false,
    },
  }
}

describe('what the pages of a study tell of its customers, all together', () => {
  it('leaves open how many there are of whom fewer than five something does not hold', () => {
    const reached = mustBeReached()
    const small = fc.integer({ min: 0, max: 9 })
    fc.assert(
      fc.property(fc.tuple(fc.integer({ min: 10, max: 60 }), small, small, small, small), (parts) => {
        const said = toldByPages(parts)
        parts.forEach((count, place) => {
          if (!isFew(count)) return
          reached()
          const others = alike(parts).filter((other) => other[place] !== count)
          expect(
            others.some((other) => toldByPages(other) === said),
            `${parts}: ${said}`,
          ).toBe(true)
        })
      }),
      { numRuns: 40 },
    )
  })

  /** Parts that differ by one or two customers in up to three places; none disappears and none appears. */
  function alike(parts: Parts): Parts[] {
    const steps = [-1, 0, 1]
    let all: number[][] = [[]]
    for (const count of parts) {
      all = all.flatMap((start) =>
        steps
          .map((step) => [...start, count + step])
          .filter(([...counts]) => counts.at(-1)! > 0 === count > 0 || (count === 0 && counts.at(-1) === 0)),
      )
    }
    return all.filter((other) =>
      other.every((n, i) => n >= 0 && n > 0 === parts[i] > 0),
    ) as unknown as Parts[]
  }

  it('tells no two numbers that differ by a few', () => {
    const size = fc.integer({ min: 0, max: 40 })
    fc.assert(
      fc.property(size, size, size, size, (decided, more, inactive, odd) => {
        const active = decided + more
        const learned = Math.max(0, active - odd)
        const told = Object.values(toldPopulation({ decided, active, total: active + inactive, learned }))
        for (const a of told) {
          expect(a === 0 || a >= minShownCustomers).toBe(true)
          for (const b of told) expect(isFew(Math.abs(a - b))).toBe(false)
        }
      }),
    )
  })

  it('tells everything where nobody is left out', () => {
    expect(toldPopulation({ decided: 50, active: 50, total: 50, learned: 50 })).toEqual({
      decided: 50,
      active: 50,
      total: 50,
      learned: 50,
    })
  })
})
