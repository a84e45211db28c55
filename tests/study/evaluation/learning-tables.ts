import type { FeatureTable } from '../../../lib/study/src/customers/feature-table'
import { featureOf } from '../../../lib/study/src/customers/features'
import type { FoldData } from '../../../lib/study/src/evaluation/fold-data'
import { Random } from '../../../lib/toolkit/core/src/random'
import { ungrouped } from '../../../lib/toolkit/learn/src/pipeline/folds'

/** Customers of three features; the target follows two of them, or, as noise, none. */
export function learningTable(rows: number, seed: number, { noise = false } = {}): FoldData {
  const random = new Random(seed * 7919 + 13)
  const pages = Float64Array.from({ length: rows }, () => 8 + 3 * random.normal())
  const promo = Float64Array.from({ length: rows }, () => random.uniform())
  const tier = Array.from({ length: rows }, () => (random.uniform() < 0.3 ? 'премиум' : 'стандарт'))
  const category = Array.from({ length: rows }, () => ['a', 'b', 'c'][random.integer(3)])
  const table: FeatureTable = {
    rows,
    features: ['pagesPerVisit', 'promoShare', 'serviceTier', 'favouriteCategory'].map(featureOf),
    numbers: { pagesPerVisit: pages, promoShare: promo },
    categories: { serviceTier: tier, favouriteCategory: category },
  }
  const declines = Uint8Array.from({ length: rows }, (_, i) => {
    const logOdds = noise
      ? -0.4
      : 2.2 * (promo[i] - 0.5) * 2 - 0.7 * (pages[i] - 8) + (category[i] === 'a' ? 1 : 0)
    return random.uniform() < 1 / (1 + Math.exp(-logOdds)) ? 1 : 0
  })
  return { table, declines, groups: ungrouped(rows) }
}
