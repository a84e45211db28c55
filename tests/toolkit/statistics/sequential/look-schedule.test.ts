import { describe, expect, it } from 'vitest'
import {
  lookSchedule,
  schedulePower,
  scheduleStandardErrors,
  unguardedClaims,
} from '../../../../lib/toolkit/statistics/src/sequential/look-schedule'

describe('lookSchedule', () => {
  it('has the usual bound for one look, and those of O’Brien and Fleming for several', () => {
    expect(lookSchedule(1)).toMatchObject({ looks: 1, level: 0.95 })
    expect(lookSchedule(1).bounds[0]).toBeCloseTo(1.959963984540054, 12)
    expect(lookSchedule(1, 0.9).bounds[0]).toBeCloseTo(1.644853626951473, 12)
    const { bounds } = lookSchedule(4)
    for (const [k, bound] of [4.3326, 2.9631, 2.359, 2.0141].entries())
      expect(bounds[k]).toBeCloseTo(bound, 3)
    expect(lookSchedule(4, 0.9).bounds[3]).toBeLessThan(bounds[3])
  })
})

describe('schedulePower', () => {
  it('is half the type I error without an effect, and that of one look with one', () => {
    expect(schedulePower(lookSchedule(4), 0)).toBeCloseTo(0.025, 6)
    // Effect in standard errors of the whole: 1.96 + 0.8416.
    expect(schedulePower(lookSchedule(1), 1.959964 + 0.841621)).toBeCloseTo(0.8, 5)
  })
})

describe('scheduleStandardErrors', () => {
  it('is the effect that has the power', () => {
    expect(scheduleStandardErrors(lookSchedule(1))).toBeCloseTo(1.959964 + 0.841621, 5)
    expect(scheduleStandardErrors(lookSchedule(1), { power: 0.9 })).toBeCloseTo(1.959964 + 1.281552, 5)
    for (const power of [0.8, 0.9]) {
      const schedule = lookSchedule(4)
      const effect = scheduleStandardErrors(schedule, { power })
      expect(schedulePower(schedule, effect)).toBeCloseTo(power, 7)
    }
    expect(scheduleStandardErrors(lookSchedule(4))).toBe(
      scheduleStandardErrors(lookSchedule(4), { power: 0.8 }),
    )
  })
})

describe('unguardedClaims', () => {
  it('grows with each look at the usual bound', () => {
    expect(unguardedClaims(1)).toBeCloseTo(0.025, 7)
    // P. Armitage, C. K. McPherson, B. C. Rowe (1969): 8.3%, 10.7% and 14.2% two-sided after 2, 3 and 5 looks.
    for (const [looks, claims] of [
      [2, 0.083],
      [3, 0.107],
      [5, 0.142],
    ]) {
      expect(Math.abs(2 * unguardedClaims(looks) - claims)).toBeLessThan(0.001)
    }
    expect(unguardedClaims(2, 0.9)).toBeGreaterThan(unguardedClaims(2))
  })
})
