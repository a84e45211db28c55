import fc from 'fast-check'
import { repeatedStratifiedSplits, stratifiedFolds } from 'one-click'
import { describe, expect, it } from 'vitest'

const problems = fc
  .record({ zeros: fc.integer({ min: 6, max: 80 }), ones: fc.integer({ min: 6, max: 80 }) })
  .chain(({ zeros, ones }) =>
    fc.record({
      y: fc
        .shuffledSubarray([...new Array(zeros).fill(0), ...new Array(ones).fill(1)], {
          minLength: zeros + ones,
        })
        .map((labels) => Uint8Array.from(labels)),
      folds: fc.integer({ min: 2, max: 6 }),
      seed: fc.integer(),
    }),
  )

const spread = (counts: number[]) => Math.max(...counts) - Math.min(...counts)

describe('stratifiedFolds', () => {
  it('balances the folds, and each class over them, to within one row', () => {
    fc.assert(
      fc.property(problems, ({ y, folds, seed }) => {
        const assigned = stratifiedFolds(y, folds, seed)
        const count = (fold: number, label?: number) =>
          assigned.filter((value, i) => value === fold && (label === undefined || y[i] === label)).length
        const every = Array.from({ length: folds }, (_, fold) => fold)
        for (const label of [undefined, 0, 1]) {
          expect(spread(every.map((fold) => count(fold, label)))).toBeLessThanOrEqual(1)
        }
      }),
    )
  })

  it('depends on the seed and on nothing else', () => {
    const y = Uint8Array.from({ length: 100 }, (_, i) => (i % 3) & 1)
    expect(stratifiedFolds(y, 5, 1)).toEqual(stratifiedFolds(y, 5, 1))
    expect(stratifiedFolds(y, 5, 1)).not.toEqual(stratifiedFolds(y, 5, 2))
  })

  it('refuses a class smaller than the number of folds, and fewer than two folds', () => {
    expect(() => stratifiedFolds(Uint8Array.of(0, 0, 0, 1, 1), 3, 0)).toThrow(/3 rows or more of class 1/)
    expect(() => stratifiedFolds(Uint8Array.of(0, 1), 1, 0)).toThrow(/2 or more folds/)
  })
})

describe('repeatedStratifiedSplits', () => {
  it('holds out every row once in each repeat and trains on the others', () => {
    fc.assert(
      fc.property(problems, ({ y, folds, seed }) => {
        const splits = repeatedStratifiedSplits(y, { folds, repeats: 2, seed })
        expect(splits.length).toBe(2 * folds)
        for (const repeat of [0, 1]) {
          const tests = splits
            .filter((split) => split.repeat === repeat)
            .flatMap(({ test }) => Array.from(test))
          expect(tests.sort((a, b) => a - b)).toEqual(Array.from(y, (_, i) => i))
        }
        for (const { train, test } of splits) {
          expect(new Set([...train, ...test]).size).toBe(y.length)
          expect(train.length + test.length).toBe(y.length)
        }
      }),
      { numRuns: 30 },
    )
  })

  it('shuffles each repeat anew', () => {
    const y = Uint8Array.from({ length: 60 }, (_, i) => i & 1)
    const splits = repeatedStratifiedSplits(y, { repeats: 2 })
    expect(splits[0].test).not.toEqual(splits[5].test)
  })
})
