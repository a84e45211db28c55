import { loadSolver } from '@one-click/allocation'
import { deriveSeed, Random } from '@one-click/core'
import { mean, normalCdf, normalQuantile, sortedQuantile } from '@one-click/statistics'
import type { AssumedRange, EffectRange } from '../offers/offer-catalogue'
import type { OfferLimits, OfferProblem } from '../offers/offer-problem'
import { bestPlan, summarisePlan } from './plan-offers'
import { applyScenario, type Scenario } from './scenario'

/** What draws of one number look like. */
export interface Distribution {
  readonly mean: number
  readonly median: number
  /** Between these two lie 95% of the draws. */
  readonly lower: number
  readonly upper: number
  /** In the order of the draws. */
  readonly values: Float64Array
}

/** One plan in many scenarios. */
export interface PlanUncertainty {
  readonly kept: Distribution
  /** kept − cost. */
  readonly net: Distribution
  /** Share of the scenarios in which the plan keeps more than it costs. */
  readonly pays: number
}

/** What the plan loses for not knowing the scenario it is made for. */
export interface PlanRegret {
  /** By how much kept − cost of each scenario's best plan is larger than this one's. */
  readonly regret: Distribution
  /** The median of that as a share of what the best plan gains. */
  readonly share: number
  /** Share of the customers with options whose offer or channel would change. */
  readonly changed: Distribution
  /** Largest gap of the plans made anew. */
  readonly gap: number
}

/** What a plan keeps in each scenario, and how often it pays. */
export function planUncertainty(
  problem: OfferProblem,
  chosen: Int32Array,
  scenarios: readonly Scenario[],
): PlanUncertainty {
  const plans = scenarios.map((scenario) => summarisePlan(applyScenario(problem, scenario), chosen))
  return uncertaintyOf(
    Float64Array.from(plans, ({ kept }) => kept),
    Float64Array.from(plans, ({ kept, cost }) => kept - cost),
  )
}

function uncertaintyOf(kept: Float64Array, net: Float64Array): PlanUncertainty {
  return {
    kept: distributionOf(kept),
    net: distributionOf(net),
    pays: net.reduce((count, value) => count + (value > 0 ? 1 : 0), 0) / net.length,
  }
}

export interface ChanceOptions {
  /** Draws of the assumptions in each scenario; default 250. */
  readonly draws?: number
  readonly seed: number
}

/**
 * What a plan keeps where the assumptions are uncertain too: in each scenario they are drawn several times
 * (`drawAssumptions`), as that costs little once is known what each offer keeps there. The share of draws in which the
 * plan pays has a standard error of at most half over the root of their number, .1 points with a thousand scenarios of
 * 250 draws, and besides what the scenarios alone leave open.
 *
 * @param scenarios of uncertain probability
 */
export function planChances(
  problem: OfferProblem,
  chosen: Int32Array,
  scenarios: readonly Scenario[],
  unknown: UnknownAssumptions,
  { draws = 250, seed }: ChanceOptions,
): PlanUncertainty {
  const { cost } = summarisePlan(problem, chosen)
  const kept = new Float64Array(scenarios.length * draws)
  const likely = Array.from({ length: draws }, (): Scenario => ({}))
  scenarios.forEach((scenario, s) => {
    const byOffer = keptByOffer(applyScenario(problem, scenario), chosen, unknown.effects.length)
    const drawn = drawAssumptions(likely, unknown, deriveSeed(seed, 'assumptions of scenario', s))
    drawn.forEach(({ effect, profitLost }, draw) => {
      kept[s * draws + draw] = byOffer.reduce((sum, own, o) => sum + own * effect[o], 0) * profitLost
    })
  })
  return uncertaintyOf(
    kept,
    kept.map((value) => value - cost),
  )
}

/** Profit that the chosen options keep by offer of the catalogue. */
function keptByOffer({ offer, kept }: OfferProblem, chosen: Int32Array, offers: number): Float64Array {
  const byOffer = new Float64Array(offers)
  for (const option of chosen) if (option >= 0) byOffer[offer[option]] += kept[option]
  return byOffer
}

/** Plans anew in each scenario, to the gap where that takes little time; `gap` of the result is the largest reached. */
export async function planRegret(
  problem: OfferProblem,
  limits: OfferLimits,
  chosen: Int32Array,
  scenarios: readonly Scenario[],
  gap: number,
): Promise<PlanRegret> {
  const highs = await loadSolver()
  const withOptions = new Set(problem.customer).size
  const outcomes = scenarios.map((scenario) => {
    const there = applyScenario(problem, scenario)
    const informed = bestPlan(highs, there, limits, { quick: true, gap })
    const best = informed.kept - informed.cost
    const own = summarisePlan(there, chosen)
    const regret = Math.max(0, best - (own.kept - own.cost))
    const changed = chosen.reduce((count, option, at) => count + (option === informed.chosen[at] ? 0 : 1), 0)
    return {
      regret,
      share: best > 0 ? regret / best : 0,
      changed: changed / Math.max(1, withOptions),
      gap: informed.gap,
    }
  })
  return {
    regret: distributionOf(Float64Array.from(outcomes, ({ regret }) => regret)),
    share: distributionOf(Float64Array.from(outcomes, ({ share }) => share)).median,
    changed: distributionOf(Float64Array.from(outcomes, ({ changed }) => changed)),
    gap: Math.max(...outcomes.map((one) => one.gap)),
  }
}

function distributionOf(values: Float64Array): Distribution {
  const sorted = Float64Array.from(values).sort()
  const [lower, median, upper] = [0.025, 0.5, 0.975].map((share) => sortedQuantile(sorted, share))
  return { mean: mean(values), median, lower, upper, values }
}

/** What is not known of a catalogue's assumptions. */
export interface UnknownAssumptions {
  readonly effects: readonly EffectRange[]
  readonly profitLost: AssumedRange
  /** Share of the variance of the assumed effects' normal scores that all offers have in common, 0 to 1. */
  readonly sharedError: number
}

/**
 * Scenarios in which the assumptions are drawn too, apart from the probabilities. Assumed effects and the lost share of
 * profit come from triangular distributions over low, likely and high. (A triangle is wider than the PERT
 * distribution over the same three numbers, so it claims less.) Effects err together: each is drawn at the level
 * Φ(√s · z + √(1 − s) · e) with one z for all offers and an e for each (a Gaussian copula with correlation s; Li 2000,
 * "On default correlation: a copula function approach"), so that s changes what offers do together and nothing of
 * what is believed of one. Measured effects are drawn from the normal distribution that has their interval, each on
 * its own: what they were measured with is no common belief.
 *
 * @param scenarios of uncertain probability, one for each draw
 */
export function drawAssumptions(
  scenarios: readonly Scenario[],
  { effects, profitLost, sharedError }: UnknownAssumptions,
  seed: number,
): (Scenario & Required<Pick<Scenario, 'effect' | 'profitLost'>>)[] {
  const [common, own] = [Math.sqrt(sharedError), Math.sqrt(1 - sharedError)]
  return scenarios.map((scenario, draw) => {
    const random = new Random(deriveSeed(seed, 'assumption draw', draw))
    const lost = triangularFactor(profitLost, random.uniform())
    const together = random.normal()
    return {
      ...scenario,
      effect: Float64Array.from(effects, (effect) => {
        const alone = random.normal()
        return effect.measured
          ? measuredFactor(effect, effect.measured.level, alone)
          : triangularFactor(effect, normalCdf(common * together + own * alone))
      }),
      profitLost: lost,
    }
  })
}

/** The normal distribution with this interval, at a standard normal number, as a factor on the estimate. */
function measuredFactor({ low, likely, high }: AssumedRange, level: number, standard: number): number {
  const deviation = (high - low) / (2 * normalQuantile((1 + level) / 2))
  return likely === 0 ? 1 : (likely + deviation * standard) / likely
}

/** Quantile of the triangular distribution, as a factor on the likely value; 1 where that is 0. */
export function triangularFactor({ low, likely, high }: AssumedRange, share: number): number {
  if (likely === 0 || high === low) return 1
  const rising = (likely - low) / (high - low)
  const value =
    share < rising
      ? low + Math.sqrt(share * (high - low) * (likely - low))
      : high - Math.sqrt((1 - share) * (high - low) * (high - likely))
  return value / likely
}
