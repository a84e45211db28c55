import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ArgumentError } from '../../../../lib/toolkit/core/src/errors'
import {
  groupsOfClasses,
  repeatedStratifiedSplits,
  stratifiedFolds,
  ungrouped,
} from '../../../../lib/toolkit/learn/src/pipeline/folds'

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

/** Labels with groups of up to five rows among many single ones. */
const groupedProblems = problems.chain(({ y, folds, seed }) =>
  fc
    .array(fc.tuple(fc.nat(y.length - 1), fc.nat(y.length - 1)), { maxLength: Math.floor(y.length / 4) })
    .map((pairs) => {
      const groups = Int32Array.from(y, (_, row) => row)
      for (const [a, b] of pairs) {
        const [from, to] = [groups[a], groups[b]]
        const size = groups.filter((group) => group === from || group === to).length
        if (size > 5) continue
        for (let row = 0; row < groups.length; row++) if (groups[row] === from) groups[row] = to
      }
      return { y, folds, seed, groups }
    }),
)

describe('stratifiedFolds with groups', () => {
  it('parts no group, and balances classes to within the largest group', () => {
    fc.assert(
      fc.property(groupedProblems, ({ y, folds, seed, groups }) => {
        fc.pre(Math.min(...groupsOfClasses(y, groups)) >= 3 * folds)
        const assigned = stratifiedFolds(y, folds, seed, groups)
        const foldOf = new Map<number, number>()
        groups.forEach((group, row) => {
          expect(assigned[row]).toBe(foldOf.get(group) ?? assigned[row])
          foldOf.set(group, assigned[row])
        })
        for (const label of [0, 1]) {
          const counts = Array.from({ length: folds }, (_, fold) =>
            assigned.reduce((sum, value, row) => sum + Number(value === fold && y[row] === label), 0),
          )
          expect(spread(counts)).toBeLessThanOrEqual(5)
        }
      }),
    )
  })

  it('with pairs among many single rows is as even as without', () => {
    const y = Uint8Array.from({ length: 400 }, (_, row) => Number(row % 5 < 2))
    const groups = Int32Array.from(y, (_, row) => (row < 60 ? row >> 1 : row))
    for (let seed = 0; seed < 50; seed++) {
      const assigned = stratifiedFolds(y, 5, seed, groups)
      for (let fold = 0; fold < 5; fold++) {
        const labels = y.filter((_, row) => assigned[row] === fold)
        expect([labels.length, labels.reduce((sum, label) => sum + label, 0)]).toEqual([80, 32])
      }
    }
  })

  it('puts each group into every fold now and then', () => {
    const y = Uint8Array.from({ length: 50 }, (_, row) => row & 1)
    const groups = Int32Array.from(y, (_, row) => (row < 6 ? row >> 1 : row))
    const seen = [0, 2, 4].map((row) =>
      Array.from({ length: 60 }, (_, seed) => stratifiedFolds(y, 3, seed, groups)[row]),
    )
    for (const folds of seen) expect(new Set(folds)).toEqual(new Set([0, 1, 2]))
  })

  it('gives the folds of single rows where every group has one row', () => {
    const y = Uint8Array.from({ length: 90 }, (_, row) => Number(row % 3 === 0))
    expect(
      stratifiedFolds(
        y,
        4,
        9,
        Int32Array.from(y, (_, row) => 500 - row),
      ),
    ).toEqual(stratifiedFolds(y, 4, 9))
  })

  it('refuses fewer groups of a class than folds, groups of another length, and groups that leave a fold without a class', () => {
    const y = Uint8Array.of(0, 0, 0, 0, 1, 1, 1, 1)
    expect(() => stratifiedFolds(y, 3, 0, Int32Array.of(0, 1, 2, 3, 4, 4, 4, 5))).toThrow(
      /3 groups of rows or more of class 1 \(got 2\)/,
    )
    expect(() => stratifiedFolds(y, 2, 0, new Int32Array(3))).toThrow(/a group for each of 8 rows/)
    expect(() =>
      repeatedStratifiedSplits(y, { folds: 2, groups: Int32Array.of(0, 0, 0, 1, 0, 1, 0, 2) }),
    ).not.toThrow()
    expect(() => stratifiedFolds(Uint8Array.of(0, 0, 1, 1), 2, 0, Int32Array.of(0, 1, 0, 0))).toThrow(
      /groups/,
    )
  })
})

describe('stratifiedFolds with large groups', () => {
  /** Rows of these labels, each list a group. */
  const deal = (lists: readonly (readonly number[])[], folds: number, seed: number) => {
    const y = Uint8Array.from(lists.flat())
    const groups = Int32Array.from(lists.flatMap((labels, group) => labels.map(() => group)))
    const assigned = stratifiedFolds(y, folds, seed, groups)
    return Array.from(
      { length: folds },
      (_, fold) => y.filter((label, row) => label === 1 && assigned[row] === fold).length,
    )
  }
  const of = (label: number, count: number) => new Array<number>(count).fill(label)
  const zeros = [[0], [0], [0], [0]]

  it('deals the larger ones first, and judges each class by itself', () => {
    for (let seed = 0; seed < 30; seed++) {
      expect(deal([of(1, 2), of(1, 2), of(1, 4), ...zeros], 2, seed)).toEqual([4, 4])
      expect(deal([of(0, 6), of(1, 4), of(1, 3), [0]], 2, seed).sort()).toEqual([3, 4])
    }
  })

  it('says what is wrong, of which function', () => {
    const wrong = (rule: string, value?: number) => new ArgumentError('stratifiedFolds', rule, value)
    const y = Uint8Array.of(0, 0, 0, 1, 1)
    expect(() => stratifiedFolds(y, 1, 0)).toThrow(wrong('needs 2 or more folds', 1))
    expect(() => stratifiedFolds(y, 3, 0)).toThrow(wrong('needs 3 rows or more of class 1', 2))
    expect(() => stratifiedFolds(y, 2, 0, new Int32Array(3))).toThrow(
      wrong('needs a group for each of 5 rows', 3),
    )
    // Three groups hold a 0 and two a 1, but one fold gets both of the latter.
    const lists = [
      [0, 0, 0, 0, 0],
      [0, 0, 1],
      [1, 0, 0, 0],
    ]
    expect(() => deal(lists, 2, 0)).toThrow(wrong('groups are too large for 2 folds with both classes each'))
  })
})

describe('ungrouped', () => {
  it('has each row on its own', () => {
    expect(ungrouped(3)).toEqual(Int32Array.of(0, 1, 2))
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
