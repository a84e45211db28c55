import type { ExperimentCustomers } from '../../../../lib/study/src/decisions/experiment/participants'
import { deriveSeed, Random } from '../../../../lib/toolkit/core/src/random'

export interface MadeOptions {
  readonly seed?: number
  /** Probabilities of decline are uniform between these. */
  readonly from?: number
  readonly to?: number
  /** Share of the probability that offers are assumed to take away. */
  readonly effect?: number
}

/** Made-up participants: segments of the given sizes. */
export function madeCustomers(sizes: readonly number[], options: MadeOptions = {}): ExperimentCustomers {
  const { seed = 1, from = 0.5, to = 1, effect = 0.15 } = options
  const random = new Random(deriveSeed(seed, 'made customers'))
  const segment = sizes.flatMap((size, s) => Array.from({ length: size }, () => `segment ${s + 1}`))
  const column = (make: (i: number) => number) => Float64Array.from(segment, (_, i) => make(i))
  const probability = column(() => from + (to - from) * random.uniform())
  const profit = column(() => 2 + 6 * random.uniform())
  return {
    ids: column((i) => 1000 + i),
    segment,
    probability,
    profit,
    offer: segment.map((_, i) => ['selection', 'basket'][i % 2]),
    channel: segment.map((_, i) => ['message', 'site'][i % 2]),
    cost: column((i) => 0.3 + (i % 2)),
    averted: profit.map((value) => value * 3 * 0.5),
    addressed: Float64Array.from(probability),
    reduction: probability.map((p) => effect * p),
    lowReduction: probability.map((p) => 0.3 * effect * p),
    highReduction: probability.map((p) => 2 * effect * p),
  }
}
