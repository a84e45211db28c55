import type { OfferCatalogue } from './offer-catalogue'
import type { OfferOptions } from './offer-options'

/**
 * What an offer is thought to do to those who get it: by how much it lowers their probability of decline, in the
 * mean. This is what an experiment measures, as the difference of the shares that decline without and with it.
 */
export interface OfferUplift {
  /** Index in the catalogue. */
  readonly offer: number
  readonly customers: number
  /** Mean points of the addressed reasons. */
  readonly points: number
  /** Mean of effect × reach × points, with the effect at its low, likely and high. */
  readonly low: number
  readonly likely: number
  readonly high: number
  /** The uplift at which what is kept pays for the cost, if it changes in proportion for all who get the offer. */
  readonly breakEven: number
}

/**
 * The uplift of every offer that a plan gives, in the catalogue's order.
 * @param chosen option of each customer; -1 for none
 */
export function offerUplifts(
  { problem, points }: Pick<OfferOptions, 'problem' | 'points'>,
  chosen: Int32Array,
  { offers, channels }: Pick<OfferCatalogue, 'offers' | 'channels'>,
): OfferUplift[] {
  return offers.flatMap(({ effect }, offer) => {
    const own = Array.from(chosen).filter((option) => problem.offer[option] === offer)
    if (own.length === 0) return []
    const meanOf = (value: (option: number) => number) =>
      own.reduce((sum, option) => sum + value(option), 0) / own.length
    const noticed = meanOf((option) => channels[problem.channel[option]].reach * points[option])
    const returned = meanOf((option) => problem.kept[option]) / meanOf((option) => problem.cost[option])
    return [
      {
        offer,
        customers: own.length,
        points: meanOf((option) => points[option]),
        low: effect.low * noticed,
        likely: effect.likely * noticed,
        high: effect.high * noticed,
        breakEven: (effect.likely * noticed) / returned,
      },
    ]
  })
}
