import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { balanceOfArms } from '../../../../lib/study/src/decisions/experiment/balance'
import { drawArms } from '../../../../lib/study/src/decisions/experiment/draw'
import { planExperiment } from '../../../../lib/study/src/decisions/experiment/experiment-plan'
import { knownOutcomes } from '../../../../lib/study/src/decisions/experiment/known-outcomes'
import { simulateOutcomes } from '../../../../lib/study/src/decisions/experiment/rehearsal'
import { repeatParticipants } from '../../../../lib/study/src/decisions/experiment/repeat-participants'
import { rowsOfUnits, unitsOfGroups } from '../../../../lib/study/src/decisions/experiment/units'
import { deriveSeed, Random } from '../../../../lib/toolkit/core/src/random'
import { madeCustomers } from './made-customers'
import { estimateEffect } from './one-look'

const quarter = '2026-Q4'
const made = madeCustomers([60, 41])
/** The last twenty of either segment are copies of the twenty before them. */
const groups = Int32Array.from(made.ids, (_, i) => ((i >= 40 && i < 60) || i >= 81 ? i - 20 : i))
const copied = { ...made, units: unitsOfGroups(made.ids, groups) }
const draw = (seed: number) => drawArms(copied.ids, copied.segment, { seed, quarter, units: copied.units })

describe('copies of a customer', () => {
  it('have the smallest id among them as their unit', () => {
    expect([...unitsOfGroups([7, 3, 9, 5], [1, 0, 1, 2])]).toEqual([7, 3, 7, 5])
    expect([...rowsOfUnits({ ids: [9, 3, 7, 5], units: [7, 3, 7, 5] })]).toEqual([1, 2, 3])
    expect([...rowsOfUnits({ ids: [9, 3, 7, 5], units: [7, 3, 7, 5] }, (row) => row !== 2)]).toEqual([
      0, 1, 3,
    ])
  })

  it('go into one arm together, in a draw that does not depend on the order of customers', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ group: fc.nat(20), segment: fc.constantFrom('a', 'b', 'c') }), {
          minLength: 1,
          maxLength: 60,
        }),
        fc.nat(),
        (people, seed) => {
          const ids = people.map((_, i) => 100 + ((i * 37) % people.length) + i * 100)
          const units = unitsOfGroups(
            ids,
            people.map(({ group }) => group),
          )
          const segment = people.map((person) => person.segment)
          const arms = drawArms(ids, segment, { seed, quarter, units })
          const armOf = new Map<number, number>()
          units.forEach((unit, i) => {
            expect(arms[i]).toBe(armOf.get(unit) ?? arms[i])
            armOf.set(unit, arms[i])
          })
          const turned = drawArms(ids.slice().reverse(), segment.slice().reverse(), {
            seed,
            quarter,
            units: units.slice().reverse(),
          })
          expect(Array.from(turned).reverse()).toEqual(Array.from(arms))
          // Exact numbers within each segment of those that are drawn.
          for (const name of new Set(segment)) {
            const drawn = [...rowsOfUnits({ ids, units })].filter((row) => segment[row] === name)
            const treated = drawn.filter((row) => arms[row] === 1).length
            expect(Math.abs(2 * treated - drawn.length)).toBeLessThanOrEqual(1)
          }
        },
      ),
    )
  })

  it('are drawn as before where there are none', () => {
    const alone = unitsOfGroups(made.ids, made.ids)
    expect(drawArms(made.ids, made.segment, { seed: 1, quarter, units: alone })).toEqual(
      drawArms(made.ids, made.segment, { seed: 1, quarter }),
    )
  })

  it('count as one in the outcomes: the first whose outcome is known', () => {
    const drawn = { ...copied, treated: draw(1) }
    const outcomes = simulateOutcomes(drawn, { seed: 1 })
    const rows = rowsOfUnits(copied)
    const known = knownOutcomes(drawn, outcomes)
    expect([...known.customers.ids]).toEqual(Array.from(rows, (row) => copied.ids[row]))
    expect(known.attrition.copies).toBe(40)
    expect(known.attrition.treatment.drawn + known.attrition.control.drawn).toBe(61)
    expect(known.attrition.notDrawn).toBe(0)
    // Without the outcome of the first its copy stands for both.
    const first = outcomes.ids.indexOf(1020)
    const rest = {
      ids: outcomes.ids.filter((_, i) => i !== first),
      declined: outcomes.declined.filter((_, i) => i !== first),
    }
    const later = knownOutcomes(drawn, rest)
    expect(later.customers.ids).toContain(1040)
    expect(later.attrition.treatment.known + later.attrition.control.known).toBe(61)
  })

  it('count as one in what the plan can find', () => {
    const plan = planExperiment(copied, { seed: 1, quarter })
    expect(plan.units).toBe(61)
    expect(plan.design.customers).toBe(61)
    const arms = Uint8Array.from(rowsOfUnits(copied), (row) => plan.drawn.treated[row])
    expect(plan.balance.byChance).toBe(balanceOfArms([], arms).byChance)
    expect(plan.withPrediction.standardError).toBeGreaterThan(
      planExperiment(made, { seed: 1, quarter }).withPrediction.standardError * 1.2,
    )
  })

  it('count as one among those who take part again', () => {
    const quarters = [1, 2].map((seed) => ({ ...copied, treated: draw(seed) }))
    expect(repeatParticipants(quarters).customers).toBe(61)
  })

  it('leave the interval its level where they share their outcome, which rows of their own would not', () => {
    const runs = 1500
    const held = { asUnits: 0, asRows: 0 }
    for (let run = 0; run < runs; run++) {
      const random = new Random(deriveSeed(run, 'copies'))
      const treated = draw(run)
      const chance = new Map(Array.from(new Set(copied.units), (unit) => [unit, random.uniform()]))
      const declined = Uint8Array.from(copied.units, (unit) =>
        Number(chance.get(unit)! < copied.probability[copied.ids.indexOf(unit)]),
      )
      const outcomes = { ids: copied.ids, declined }
      const covers = (units: Float64Array | undefined) => {
        const { lower, upper } = estimateEffect({ ...copied, units, treated }, outcomes).reduction
        return Number(lower <= 0 && 0 <= upper)
      }
      held.asUnits += covers(copied.units)
      held.asRows += covers(undefined)
    }
    // Four standard errors of a coverage of 95% in 1,500 runs are 2.3 points.
    expect(Math.abs(held.asUnits / runs - 0.95)).toBeLessThan(0.023)
    expect(held.asRows / runs).toBeLessThan(0.93)
  })
})
