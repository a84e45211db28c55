import { describe, expect, it } from 'vitest'
import { repeatParticipants } from '../../../../lib/study/src/decisions/experiment/repeat-participants'
import { normalCdf } from '../../../../lib/toolkit/statistics/src/distributions/normal'
import { madeCustomers } from './made-customers'

const made = madeCustomers([8])
const treated = Uint8Array.of(1, 1, 0, 0, 0, 0, 0, 0)
const first = { ...made, treated }

describe('repeatParticipants', () => {
  it('counts who kept the arm against what a fresh draw of as many would give', () => {
    const again = { ...made, treated: Uint8Array.of(1, 0, 1, 0, 0, 0, 0, 0) }
    const { customers, sameArm, expected, pValue } = repeatParticipants([first, again])
    expect([customers, sameArm]).toEqual([8, 6])
    // A quarter is treated: two would be so again by 1/4, six not so again by 3/4.
    expect(expected).toBeCloseTo(2 / 4 + (6 * 3) / 4, 12)
    expect(pValue).toBeCloseTo(2 * normalCdf(-(6 - 5) / Math.sqrt((8 * 3) / 16)), 12)
  })

  it('looks at each quarter and the next one only, and at who is in both', () => {
    const others = { ...made, ids: made.ids.map((id) => id + 1_000_000) }
    expect(repeatParticipants([first, { ...others, treated }, first])).toEqual({
      customers: 0,
      sameArm: 0,
      expected: 0,
      pValue: 1,
    })
    expect(repeatParticipants([first]).customers).toBe(0)
    expect(repeatParticipants([]).pValue).toBe(1)
    expect(repeatParticipants([first, first, first])).toMatchObject({ customers: 16, sameArm: 16 })
  })

  it('notices arms that were carried over', () => {
    const many = madeCustomers([200])
    const arms = Uint8Array.from(many.ids, (_, i) => i % 2)
    const quarter = { ...many, treated: arms }
    expect(repeatParticipants([quarter, quarter]).pValue).toBeLessThan(1e-9)
    const turned = { ...many, treated: arms.map((arm) => 1 - arm) }
    expect(repeatParticipants([quarter, turned]).pValue).toBeLessThan(1e-9)
  })
})
