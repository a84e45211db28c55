import { describe, expect, it } from 'vitest'
import { type Matrix, matrix } from '../../lib/toolkit/core/src/matrix'
import { Random } from '../../lib/toolkit/core/src/random'
import { fitCategoryShifts, withoutShifts } from '../../tools/synthesis/src/synthesis-shifts'

const rows = 3000
const random = new Random(4)
const tier = Uint8Array.from({ length: rows }, () => (random.uniform() < 0.3 ? 1 : 0))
// Goes along with the tier, so that the effects must be told apart.
const consent = Uint8Array.from(tier, (value) => (random.uniform() < 0.2 + 0.5 * value ? 1 : 0))

/** One column that the tier and the consent add to, one that nothing adds to. */
function scoresWith(effect: number): Matrix {
  const scores = matrix(rows, 2)
  for (let i = 0; i < rows; i++) {
    scores.values[2 * i] = effect * tier[i] - effect * consent[i] + random.normal()
    scores.values[2 * i + 1] = random.normal()
  }
  return scores
}

describe('fitCategoryShifts', () => {
  it('tells the effects of categories that go together apart', () => {
    const [ofTier, ofConsent] = fitCategoryShifts(scoresWith(1), [tier, consent], [2, 2])
    expect(Math.abs(ofTier.values[2] - ofTier.values[0] - 1)).toBeLessThan(0.15)
    expect(Math.abs(ofConsent.values[2] - ofConsent.values[0] + 1)).toBeLessThan(0.15)
  })

  it('keeps hardly anything of an effect that is chance', () => {
    const [ofTier, ofConsent] = fitCategoryShifts(scoresWith(1), [tier, consent], [2, 2])
    for (const { values } of [ofTier, ofConsent]) expect(Math.abs(values[3] - values[1])).toBeLessThan(0.08)
  })

  it('leaves a value that never occurs at 0', () => {
    const [ofTier] = fitCategoryShifts(scoresWith(1), [tier], [3])
    expect([...ofTier.values.slice(4)]).toEqual([0, 0])
  })
})

describe('withoutShifts', () => {
  it('takes out the shifts of all categories but the one named, and leaves the scores alone', () => {
    const scores = scoresWith(0)
    const before = Float64Array.from(scores.values)
    const shifts = [2, 3].map((by) => matrix(2, 2, Float64Array.of(0, 0, by, by)))
    const rest = withoutShifts(scores, [tier, consent], shifts, 1)
    for (let i = 0; i < rows; i++) expect(rest.values[2 * i]).toBe(before[2 * i] - 2 * tier[i])
    const none = withoutShifts(scores, [tier, consent], shifts)
    for (let i = 0; i < rows; i++) {
      expect(none.values[2 * i + 1]).toBe(before[2 * i + 1] - 2 * tier[i] - 3 * consent[i])
    }
    expect(scores.values).toEqual(before)
  })
})
