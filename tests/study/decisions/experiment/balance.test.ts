import { describe, expect, it } from 'vitest'
import { balanceOfArms } from '../../../../lib/study/src/decisions/experiment/balance'

const name = 'profit'
const treated = Uint8Array.of(1, 0, 1, 0, 1)
const balanceOf = (...columns: number[][]) =>
  balanceOfArms(
    columns.map((values) => ({ name, values: Float64Array.from(values) })),
    treated,
  )

describe('balanceOfArms', () => {
  it('gives means of both arms and their difference in standard deviations', () => {
    const { rows } = balanceOf([1, 10, 3, 14, 5])
    // Means 3 and 12, variances 4 and 8.
    expect(rows).toEqual([{ name, treatment: 3, control: 12, standardised: -9 / Math.sqrt(6) }])
  })

  it('gives no difference without spread', () => {
    expect(balanceOf([2, 2, 2, 2, 2]).rows[0].standardised).toBe(0)
    expect(balanceOf([2, 3, 2, 3, 2]).rows[0].standardised).toBe(0)
  })

  it('counts what exceeds what chance leaves, on either side', () => {
    const near = [1, 2, 3, 2, 2]
    const { byChance, beyondChance } = balanceOf([1, 10, 3, 14, 5], [14, 1, 10, 3, 15], near)
    expect(byChance).toBeCloseTo(1.959964 * Math.sqrt(1 / 3 + 1 / 2), 6)
    expect(beyondChance).toBe(2)
    expect(balanceOf(near)).toMatchObject({ beyondChance: 0 })
    expect(balanceOf().rows).toEqual([])
  })
})
