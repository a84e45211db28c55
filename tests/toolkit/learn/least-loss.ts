import type { WeightPrior } from '../../../lib/toolkit/learn/src/calibration/non-negative-logistic'

/**
 * Log loss of all rows at weights and an intercept (the last unknown), and half the prior's strength times the
 * squared distance of the weights from its mean.
 */
export function penalisedLoss(
  unknowns: readonly number[],
  inputs: readonly Float64Array[],
  y: Uint8Array,
  { mean, strength }: WeightPrior,
): number {
  const intercept = unknowns[inputs.length]
  let loss = 0
  for (let k = 0; k < inputs.length; k++) loss += (strength / 2) * (unknowns[k] - mean) ** 2
  y.forEach((label, row) => {
    const z = inputs.reduce((sum, input, k) => sum + unknowns[k] * input[row], intercept)
    const ofTruth = label === 1 ? z : -z
    loss += Math.max(0, -ofTruth) + Math.log1p(Math.exp(-Math.abs(ofTruth)))
  })
  return loss
}

/** The unknowns of least loss, no weight negative: one after the other by golden sections, until none moves. */
export function leastLoss(inputs: readonly Float64Array[], y: Uint8Array, prior: WeightPrior): number[] {
  const unknowns = new Array<number>(inputs.length + 1).fill(0.5)
  for (let round = 0; round < 500; round++) {
    const before = [...unknowns]
    for (let k = 0; k < unknowns.length; k++) {
      const at = (value: number) =>
        penalisedLoss(
          unknowns.map((other, i) => (i === k ? value : other)),
          inputs,
          y,
          prior,
        )
      const low = unknowns[k] - 4
      unknowns[k] = goldenSection(at, k < inputs.length ? Math.max(0, low) : low, unknowns[k] + 4)
    }
    if (unknowns.every((value, k) => Math.abs(value - before[k]) < 1e-7)) break
  }
  return unknowns
}

const ratio = (Math.sqrt(5) - 1) / 2

function goldenSection(at: (value: number) => number, from: number, to: number): number {
  let [low, high] = [from, to]
  while (high - low > 1e-9) {
    const [a, b] = [high - ratio * (high - low), low + ratio * (high - low)]
    if (at(a) < at(b)) high = b
    else low = a
  }
  return (low + high) / 2
}
