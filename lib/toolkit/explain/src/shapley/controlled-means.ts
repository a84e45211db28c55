/** Credits of players, sampled pair by pair. */
export interface SampledCredits {
  /** Shape (at least `pairs`, players). */
  readonly credits: Float64Array
  readonly pairs: number
  readonly players: number
  /** Pair w belongs to stratum w modulo this; each stratum is sampled equally often, at least twice. */
  readonly strata: number
}

/** The same for a game of which the means are known. */
export interface Control {
  /** On the same walks, shape (at least `pairs`, players). */
  readonly credits: Float64Array
  /** Exact means, shape (players). */
  readonly known: Float64Array
  /** Pairs of a turn; turns belong to one half and the other alternately. */
  readonly turn: number
}

/** Means of each player's credits and their standard errors, shape (players). */
export interface ControlledMeans {
  readonly means: Float64Array
  readonly standardErrors: Float64Array
}

/**
 * Means of sampled credits, corrected by a control variate: what the control's sample misses of its known means
 * tells, times a coefficient, what the credits' sample misses (Glasserman 2003, "Monte Carlo Methods in
 * Financial Engineering", section 4.1). The coefficient is the least-squares slope over all players together.
 * Each half of the turns takes the slope of the other half, so that no bias comes in.
 *
 * The standard errors are those of a stratified sample: from the spread within each stratum.
 *
 * Where every turn starts equally often from each background row, corrected credits add up over the players to
 * what the credits add up to: in each turn the control's do, too.
 */
export function controlledMeans(sampled: SampledCredits, control?: Control): ControlledMeans {
  const { credits, pairs, players, strata } = sampled
  const coefficients = control
    ? [coefficientOf(sampled, control, 1), coefficientOf(sampled, control, 0)]
    : [0, 0]
  const corrected = (w: number, player: number): number => {
    const at = w * players + player
    if (!control) return credits[at]
    return credits[at] - coefficients[halfOf(w, control)] * (control.credits[at] - control.known[player])
  }
  const means = new Float64Array(players)
  const standardErrors = new Float64Array(players)
  for (let player = 0; player < players; player++) {
    let squares = 0
    for (let stratum = 0; stratum < strata; stratum++) {
      let sum = 0
      for (let w = stratum; w < pairs; w += strata) sum += corrected(w, player)
      const mean = (sum * strata) / pairs
      for (let w = stratum; w < pairs; w += strata) squares += (corrected(w, player) - mean) ** 2
      means[player] += mean / strata
    }
    standardErrors[player] = Math.sqrt(squares / (pairs * (pairs - strata)))
  }
  return { means, standardErrors }
}

const halfOf = (w: number, { turn }: Control): number => Math.floor(w / turn) & 1

/** Least-squares slope of the credits on the control's over one half; 0 where the control does not vary. */
function coefficientOf({ credits, pairs, players }: SampledCredits, control: Control, half: number): number {
  let products = 0
  let squares = 0
  for (let player = 0; player < players; player++) {
    let count = 0
    let mean = 0
    let meanOfControl = 0
    for (let w = 0; w < pairs; w++) {
      if (halfOf(w, control) !== half) continue
      count++
      mean += credits[w * players + player]
      meanOfControl += control.credits[w * players + player]
    }
    mean /= count
    meanOfControl /= count
    for (let w = 0; w < pairs; w++) {
      if (halfOf(w, control) !== half) continue
      const deviation = control.credits[w * players + player] - meanOfControl
      products += deviation * (credits[w * players + player] - mean)
      squares += deviation * deviation
    }
  }
  return squares > 0 ? products / squares : 0
}
