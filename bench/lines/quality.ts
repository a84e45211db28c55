import { mean, standardDeviation } from '../measure'

/** Differences of quality that mean nothing, whatever the customers say. */
const negligible = { logLoss: 0.003, rocAuc: 0.003 }

/**
 * Whether two models that differ by chance predict equally well on the same customers, who are compared one
 * by one.
 *
 * @param ours probability of each customer, for each repeat @param python likewise
 */
export function compareQuality(
  declines: Uint8Array,
  ours: readonly Float64Array[],
  python: readonly Float64Array[],
): { equal: boolean; check: string } {
  const [ourLosses, theirLosses] = [rowLosses(declines, ours), rowLosses(declines, python)]
  const lossLimit = limit(ourLosses, theirLosses, negligible.logLoss)
  const [ourAuc, theirAuc] = [placements(declines, ours), placements(declines, python)]
  const [fromOnes, fromZeros] = [1, 0].map((label) => {
    const ofClass = (values: Float64Array) => values.filter((_, row) => declines[row] === label)
    return limit(ofClass(ourAuc), ofClass(theirAuc), 0)
  })
  const aucLimit = Math.max(negligible.rocAuc, Math.hypot(fromOnes, fromZeros))
  // Every mean over declining customers alone is the ROC-AUC, and so is every one over the others.
  const auc = (values: Float64Array) => mean(values.filter((_, row) => declines[row] === 1))
  return {
    equal:
      Math.abs(mean(ourLosses) - mean(theirLosses)) <= lossLimit &&
      Math.abs(auc(ourAuc) - auc(theirAuc)) <= aucLimit,
    check:
      `on held-out customers log loss ${mean(ourLosses).toFixed(4)} and ${mean(theirLosses).toFixed(4)} (may differ by ${lossLimit.toFixed(4)}), ` +
      `ROC-AUC ${auc(ourAuc).toFixed(4)} and ${auc(theirAuc).toFixed(4)} (by ${aucLimit.toFixed(4)})`,
  }
}

/** Four standard errors of the mean paired difference, or what is negligible. */
function limit(a: Float64Array, b: Float64Array, least: number): number {
  const differences = a.map((value, i) => value - b[i])
  return Math.max(least, (4 * standardDeviation(differences)) / Math.sqrt(a.length))
}

/** Log loss of each customer, mean over repeats; probabilities are kept from 0, where one customer would decide. */
function rowLosses(declines: Uint8Array, probability: readonly Float64Array[]): Float64Array {
  return Float64Array.from(declines, (declined, row) =>
    mean(probability.map((p) => -Math.log(Math.max(0.001, declined ? p[row] : 1 - p[row])))),
  )
}

/**
 * Share of the other class that each customer is ranked rightly against, mean over repeats. E. DeLong,
 * D. DeLong and D. Clarke-Pearson, Biometrics 44, 1988: the ROC-AUC is their mean over either class, and its
 * variance comes from theirs.
 */
function placements(declines: Uint8Array, probability: readonly Float64Array[]): Float64Array {
  const classes = [0, 1].map((label) => [...declines.keys()].filter((row) => declines[row] === label))
  return Float64Array.from(declines, (declined, row) => {
    const sign = declined ? 1 : -1
    const others = classes[1 - declined]
    const right = probability.flatMap((p) =>
      others.map((other) => (1 + sign * Math.sign(p[row] - p[other])) / 2),
    )
    return mean(right)
  })
}
