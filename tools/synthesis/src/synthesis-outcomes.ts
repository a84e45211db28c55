import { ArgumentError, deriveSeed, Random } from '@one-click/core'
import type { SyntheticCustomer } from './synthesis'
import { position } from './synthesis'
import { type SynthesisClass, type SynthesisParameters, synthesisParameters } from './synthesis-parameters'

/** Who takes part in an experiment; arrays of one shape (participants). */
export interface Participants {
  readonly ids: Float64Array
  /** 1 where the customer gets the offer. */
  readonly treated: Uint8Array
  /** Predicted probability of decline. */
  readonly probability: Float64Array
  /** By how much an effect of 1 would lower it. */
  readonly addressed: Float64Array
}

/** What became of a made-up customer. */
export interface SyntheticOutcome {
  readonly activity: SynthesisClass
  /** Profit a month over the quarter. */
  readonly profit: number
}

/** Share of profit that goes with a decline. */
const profitLost = 0.6

/** Standard deviation of profit around what it was, as a share of it. */
const profitNoise = 0.1

/**
 * What becomes of made-up customers when offers have a known effect.
 *
 * Without an offer it is what the generator drew for them. An offer averts a decline with probability
 * `effect · addressed / probability`, at most 1: where the predicted probabilities are right it lowers them by `effect`
 * times the risk that the offer addresses, which is the scale of `effect` in offers.json. Negative effects do harm:
 * customers whose activity would hold decline as often as declines would be averted. The same seed and effect give
 * the same outcomes, and a customer without an offer has the same outcome under every effect.
 *
 * @param effect −1 to 1; 0: offers do nothing
 * @throws ArgumentError for another effect, and for participants whose addressed risk is not known while the effect is
 * not 0
 */
export function outcomesUnderOffers(
  participants: Participants,
  effect: number,
  seed: number,
  parameters: SynthesisParameters = synthesisParameters,
): (customer: SyntheticCustomer) => SyntheticOutcome {
  if (!(effect >= -1 && effect <= 1)) {
    throw new ArgumentError('outcomesUnderOffers', 'needs an effect from −1 to 1', effect)
  }
  if (effect !== 0 && participants.addressed.some(Number.isNaN)) {
    throw new ArgumentError('outcomesUnderOffers', 'needs the addressed risk of every participant')
  }
  const places = new Map<number, number>()
  participants.ids.forEach((id, i) => {
    if (participants.treated[i] === 1) places.set(id, i)
  })
  const { perUnit } = parameters.forms.profit
  return (customer) => {
    const random = new Random(deriveSeed(seed, 'synthesis', 'outcome', customer.id))
    const draw = random.uniform()
    const i = places.get(customer.id)
    const shift = i === undefined ? 0 : effect * participants.addressed[i]
    const activity = shiftedActivity(
      customer.activity,
      shift,
      i === undefined ? 1 : participants.probability[i],
      draw,
    )
    const kept = activity === 'declines' ? 1 - profitLost : 1
    const profit = (customer.steps[position.profit] / perUnit) * (kept + profitNoise * random.normal())
    return { activity, profit: Math.round(profit * 100) / 100 }
  }
}

function shiftedActivity(
  activity: SynthesisClass,
  shift: number,
  probability: number,
  draw: number,
): SynthesisClass {
  if (activity === 'declines') return draw * probability < shift ? 'holds' : 'declines'
  return draw * (1 - probability) < -shift ? 'declines' : 'holds'
}
