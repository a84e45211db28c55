import { loadSolver } from '@one-click/allocation'
import type { PointConvention } from '../../explanation/customer-risk'
import type { Bilingual } from '../../words/language'
import type { OfferCatalogue } from '../offers/offer-catalogue'
import type { OfferLimits, OfferProblem } from '../offers/offer-problem'
import { bestPlan, summarisePlan } from './plan-offers'
import type { Distribution } from './plan-uncertainty'
import { applyScenario, factorAt, type Scenario } from './scenario'

export type AssumptionKind =
  | 'effect'
  | 'reach'
  | 'profitLost'
  | 'cost'
  | 'probability'
  | 'budget'
  | 'contacts'
  | 'channel'
  | 'points'

/** The net gain with one assumption at one end of its range. */
export interface TornadoEnd {
  /** The assumption: an effect, a reach, a share, a limit; for costs a factor; for probability a quantile of draws. */
  readonly value: number
  /** The way of counting points that stands for the value, which is its place in the list. */
  readonly way?: CountingWay
  /** kept − cost of the plan as it is; undefined where only limits change, to which a plan has to be made anew. */
  readonly samePlan?: number
  /** kept − cost of the plan that would be made (the largest of it within the limits) if this were known. */
  readonly replanned: number
}

/** One assumption of the plan and how far the net gain follows it. */
export interface TornadoBar {
  readonly kind: AssumptionKind
  /** Index of the offer or channel; -1 where it concerns neither. */
  readonly index: number
  /** The name of that offer or channel, as the catalogue has it. */
  readonly of?: Bilingual
  readonly low: TornadoEnd
  readonly high: TornadoEnd
  /** Distance of the ends: of the same plan where there is one, else of the plans made anew. */
  readonly width: number
}

export interface TornadoSettings {
  /** Reach, costs and limits go down and up by this share. Default 0.25. */
  readonly spread?: number
  /** Gap of the plans made anew. Default 1e-4. */
  readonly gap?: number
}

/** A way to count points; `probability` is the one in use. */
export type CountingWay = 'probability' | PointConvention

/** The options' points as a way counts them. */
export interface CountedPoints {
  readonly way: CountingWay
  /** On the points of each option as they are counted. */
  readonly factor: Float64Array
}

/** What the bars start from. */
export interface TornadoPlan {
  /** Ways to count points, that in use among them; none, and there is no bar. */
  readonly conventions?: readonly CountedPoints[]
  readonly chosen: Int32Array
  /** Net gain of the plan over draws of the probabilities, and the draws' scenarios. */
  readonly net: Distribution
  readonly scenarios: readonly Scenario[]
}

interface Side {
  readonly value: number
  readonly way?: CountingWay
  readonly scenario?: Scenario
  readonly limits?: OfferLimits
}

/**
 * One-way sensitivity: each assumption in turn at its low and its high, all others as they are. Effects and the lost
 * share of profit go to the catalogue's low and high; reach (at most 1), costs and limits by `spread`; probability to
 * the draws at the 2.5th and 97.5th percentile of the plan's net gain; points to the ways of counting by which the
 * plan gains least and most.
 *
 * @returns widest bar first; offers and channels that no option uses and limits that are absent are left out
 */
export async function tornado(
  problem: OfferProblem,
  limits: OfferLimits,
  catalogue: Pick<OfferCatalogue, 'offers' | 'channels' | 'profitLost'>,
  plan: TornadoPlan,
  { spread = 0.25, gap = 1e-4 }: TornadoSettings = {},
): Promise<TornadoBar[]> {
  const highs = await loadSolver()
  const end = ({ value, way, scenario = {}, limits: changed }: Side): TornadoEnd => {
    const named = way && { way }
    const there = applyScenario(problem, scenario)
    const same = netOf(summarisePlan(there, plan.chosen))
    const replanned = netOf(bestPlan(highs, there, changed ?? limits, { quick: true, gap }))
    return changed ? { value, ...named, replanned } : { value, ...named, samePlan: same, replanned }
  }
  return assumptions(problem, limits, catalogue, plan, spread)
    .map(({ low, high, ...bar }) => {
      const ends = { low: end(low), high: end(high) }
      const [from, to] = [ends.low, ends.high].map(({ samePlan, replanned }) => samePlan ?? replanned)
      return { ...bar, ...ends, width: Math.abs(to - from) }
    })
    .sort((a, b) => b.width - a.width)
}

const netOf = ({ kept, cost }: { kept: number; cost: number }) => kept - cost

type Assumption = Pick<TornadoBar, 'kind' | 'index' | 'of'> & { readonly low: Side; readonly high: Side }

function assumptions(
  problem: OfferProblem,
  limits: OfferLimits,
  { offers, channels, profitLost }: Pick<OfferCatalogue, 'offers' | 'channels' | 'profitLost'>,
  plan: TornadoPlan,
  spread: number,
): Assumption[] {
  const [usedOffers, usedChannels] = [new Set(problem.offer), new Set(problem.channel)]
  const list: Assumption[] = []
  offers.forEach(({ name, effect }, index) => {
    if (!usedOffers.has(index)) return
    const side = (value: number) => ({
      value,
      scenario: { effect: factorAt(offers.length, index, value / effect.likely) },
    })
    list.push({
      kind: 'effect',
      index,
      of: name,
      low: side(effect.low),
      high: side(effect.high),
    })
  })
  channels.forEach(({ name, reach }, index) => {
    if (!usedChannels.has(index)) return
    const side = (factor: number) => ({
      value: Math.min(1, reach * factor),
      scenario: { reach: factorAt(channels.length, index, Math.min(1, reach * factor) / reach) },
    })
    list.push({
      kind: 'reach',
      index,
      of: name,
      low: side(1 - spread),
      high: side(1 + spread),
    })
  })
  const lost = (value: number): Side => ({
    value,
    scenario: { profitLost: value / profitLost.likely },
  })
  const whole = (kind: AssumptionKind, low: Side, high: Side) => list.push({ kind, index: -1, low, high })
  whole('profitLost', lost(profitLost.low), lost(profitLost.high))
  const cost = (value: number) => ({ value, scenario: { cost: value } })
  whole('cost', cost(1 - spread), cost(1 + spread))
  whole('probability', scenarioAt(plan, 0.025), scenarioAt(plan, 0.975))
  const [fewest, most] = countedEnds(problem, plan)
  if (fewest) whole('points', fewest, most)
  return [...list, ...limitAssumptions(limits, channels, spread)]
}

/** The ways of counting by which the plan gains least and most; nothing without any. */
function countedEnds(problem: OfferProblem, { chosen, conventions = [] }: TornadoPlan): Side[] {
  const ways = conventions
    .map(({ way, factor }, value) => ({ value, way, scenario: { points: factor } }))
    .map((side) => ({ side, net: netOf(summarisePlan(applyScenario(problem, side.scenario), chosen)) }))
    .sort((a, b) => a.net - b.net || a.side.value - b.side.value)
  return ways.length === 0 ? [] : [ways[0].side, ways[ways.length - 1].side]
}

/** The draw whose net gain is nearest to a quantile of all. */
function scenarioAt({ net, scenarios }: TornadoPlan, value: number): Side {
  const order = Array.from(net.values.keys()).sort((a, b) => net.values[a] - net.values[b] || a - b)
  return { value, scenario: scenarios[order[Math.round(value * (order.length - 1))]] }
}

function limitAssumptions(
  limits: OfferLimits,
  channels: Pick<OfferCatalogue, 'channels'>['channels'],
  spread: number,
): Assumption[] {
  const bar = (
    kind: AssumptionKind,
    index: number,
    of: Bilingual | undefined,
    limit: number,
    changed: (value: number) => OfferLimits,
  ): Assumption[] => {
    if (limit === Number.POSITIVE_INFINITY) return []
    const side = (value: number) => ({ value, limits: changed(value) })
    return [
      { kind, index, ...(of && { of }), low: side(limit * (1 - spread)), high: side(limit * (1 + spread)) },
    ]
  }
  return [
    ...bar('budget', -1, undefined, limits.budget, (budget) => ({ ...limits, budget })),
    ...bar('contacts', -1, undefined, limits.contacts, (contacts) => ({ ...limits, contacts })),
    ...channels.flatMap(({ name }, index) =>
      bar('channel', index, name, limits.channels[index], (value) => ({
        ...limits,
        channels: limits.channels.map((limit, c) => (c === index ? value : limit)),
      })),
    ),
  ]
}
