import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { minShownCustomers } from '../../../../lib/study/src/customers/small-groups'
import { type SegmentName, segmentNames } from '../../../../lib/study/src/decisions/segments/segments'
import { buildWho } from '../../../../lib/study/src/report/management/build/who-findings'
import type { ManagementFindings } from '../../../../lib/study/src/report/management/findings'
import { experimentSection } from '../../../../lib/study/src/report/management/sections/experiment-section'
import { offersSection } from '../../../../lib/study/src/report/management/sections/offers-section'
import { stakeSection } from '../../../../lib/study/src/report/management/sections/stake-section'
import { summary } from '../../../../lib/study/src/report/management/sections/summary-section'
import { speaker } from '../../../../lib/study/src/report/management/speaker'
import { mustBeReached } from '../../../support/must-be-reached'
import { studyFindings } from './study-findings'

let findings: ManagementFindings
beforeAll(async () => {
  findings = await studyFindings()
})

const isFew = (count: number) => count > 0 && count < minShownCustomers
const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)

/** Counts of those in the report and of the three reasons to be left out. */
type Everyone = readonly [active: number, inactive: number, incomplete: number, withoutProfit: number]

function lede([active, inactive, incomplete, withoutProfit]: Everyone, language: 'ru' | 'en'): string {
  const counts = { active, inactive, incomplete, withoutProfit }
  const stake = { ...findings.stake, ...counts, total: total(Object.values(counts)) }
  const lackingTables = incomplete > 0 ? ['market_time.csv'] : []
  const text = summary({ ...findings, stake: { ...stake, lackingTables } }, speaker(language)).markup
  return /<p class="lede">(.*?)<\/p>/s.exec(text)![1]
}

describe('a count that the report withholds does not follow from the others', () => {
  it('of whom the report is about and of those left out, in its first sentences', () => {
    const reached = mustBeReached()
    const small = fc.integer({ min: 0, max: 9 })
    let few = 0
    fc.assert(
      fc.property(
        fc.tuple(fc.oneof(small, fc.integer({ min: 10, max: 99 })), small, small, small),
        fc.constantFrom('ru' as const, 'en' as const),
        (counts, language) => {
          const said = lede(counts, language)
          counts.forEach((count, place) => {
            if (!isFew(count)) return
            reached()
            few++
            const others = neighbours(counts).filter((other) => other[place] !== count)
            expect(others.some((other) => lede(other, language) === said)).toBe(true)
          })
        },
      ),
      { numRuns: 60 },
    )
    expect(few).toBeGreaterThan(20)
  })

  /** Counts with one more or one less in one place, and with one moved from one place to another; none disappears. */
  function neighbours(counts: Everyone): Everyone[] {
    const steps = [-1, 0, 1].flatMap((step) => counts.map((_, place) => ({ step, place })))
    return steps
      .flatMap((a) =>
        steps.map((b) =>
          counts.map((n, i) => n + (a.place === i ? a.step : 0) + (b.place === i ? b.step : 0)),
        ),
      )
      .filter((other) => other.every((n, i) => n > 0 === counts[i] > 0)) as unknown as Everyone[]
  }

  it('of who has an offer only on the site, in the number of messages and calls', () => {
    const said = (contacts: number | undefined) =>
      offersSection(
        {
          ...findings,
          what: { ...findings.what, customers: 40, contactLimit: 100, contacts, withoutConsent: 3 },
        },
        speaker('en'),
      ).body.markup
    expect(said(undefined)).toContain('at most 40 messages and calls')
    expect(said(30)).toContain('It takes 30 messages and calls')
    expect(said(3)).toContain('It takes fewer than 5 messages and calls')
  })

  it('of who declined and who is at risk', () => {
    const stake = { ...findings.stake, declined: 3 }
    for (const [language, few] of [
      ['ru', 'оказалось менее 5'],
      ['en', 'by the tables fewer than 5 did'],
    ] as const) {
      expect(stakeSection({ ...findings, stake }, speaker(language)).body.markup).toContain(few)
    }
    const why = { ...findings.why, customers: 2 }
    expect(summary({ ...findings, why }, speaker('en')).markup).toContain('<strong>fewer than 5</strong>')
    expect(offersSection({ ...findings, why }, speaker('en')).heading).toContain(
      'of the fewer than 5 customers at risk',
    )
  })

  it.each([
    [3, 4],
    [4, 4],
    [4, 5],
    [5, 3],
  ])('of the arms of an experiment with %i and %i', (treated, control) => {
    const experiment = { ...findings.experiment!, treated, control }
    const told = { ...findings, experiment }
    for (const language of ['ru', 'en'] as const) {
      const words = speaker(language)
      const text = [
        summary(told, words).markup,
        offersSection(told, words).body.markup,
        experimentSection(told, words).body.markup,
      ].join()
      expect(text).toContain({ ru: 'примерно половина', en: 'about half' }[language])
      expect(text).not.toMatch(
        new RegExp(`(?<![\\d.,])${Math.max(treated, control)}\\s(of|get|would|получают|клиентов, выб)`),
      )
    }
  })

  it('of segments and of cells of the map, whatever is known of them together', () => {
    const told = mustBeReached('segments of enough customers')
    const untold = mustBeReached('a segment of a few')
    const customer = fc.record({
      probability: fc.constantFrom(0.02, 0.2, 0.4, 0.6, 0.8, 0.95),
      profit: fc.constantFrom(1, 3, 5, 7),
    })
    let withheld = 0
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(customer, { minLength: 1, maxLength: 60 }),
          fc.array(customer, { minLength: 40, maxLength: 80, size: 'max' }),
        ),
        fc.constantFrom(0.25, 0.5),
        fc.constantFrom(0.33, 0.5),
        (people, riskFrom, cut) => {
          const cuts = { probability: cut, profit: 4 }
          const segmentOf = ({ probability, profit }: { probability: number; profit: number }): SegmentName =>
            segmentNames[(probability >= cut ? 0 : 2) + (profit >= 4 ? 0 : 1)]
          const counts = segmentNames.map((name) => people.filter((one) => segmentOf(one) === name).length)
          const who = buildWho(
            {
              probability: Float64Array.from(people, ({ probability }) => probability),
              profit: Float64Array.from(people, ({ profit }) => profit),
            },
            cuts,
            segmentNames.map((segment, i) => ({ ...profile, segment, customers: counts[i] })),
            riskFrom,
          )
          // By risk and by profit there are two of each: one of a few follows from any other that is shown.
          const shown = counts.some(isFew) ? [] : segmentNames.filter((_, i) => counts[i] > 0)
          expect(who.segments.map(({ segment }) => segment)).toEqual(shown)
          if (shown.length > 0) told()
          else untold()
          for (const isIn of [(p: number) => p >= riskFrom, (p: number) => p < riskFrom, () => true]) {
            const all = people.filter(({ probability }) => isIn(probability)).length
            const cells = who.map.filter(({ probability }) => isIn(probability.from))
            const rest = all - total(cells.map(({ customers }) => customers))
            withheld += rest
            expect(rest === 0 || rest >= minShownCustomers || rest === all).toBe(true)
          }
          expect(who.offMap).toBe(people.length - total(who.map.map(({ customers }) => customers)))
        },
      ),
    )
    expect(withheld).toBeGreaterThan(100)
  })
})

const interval = { estimate: 1, lower: 0, upper: 2 }
const profile = {
  share: 0,
  probability: 0.5,
  profit: 1,
  profitInHorizon: 3,
  profitAtRisk: 1,
  profitAtRiskInterval: interval,
} as unknown as Parameters<typeof buildWho>[2][number]
