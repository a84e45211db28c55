/**
 * Standard error, over the choice of the background customers, of a number that each part of them gives by itself: of
 * the mean of as many parts that err independently. Parts also differ by the permutations drawn, which makes the error
 * of a single value too large; over many customers that cancels out.
 *
 * @param ofParts the number by each part; NaN for fewer than two
 */
export function backgroundError(ofParts: ArrayLike<number>): number {
  const { length } = ofParts
  let mean = 0
  for (let g = 0; g < length; g++) mean += ofParts[g] / length
  let squares = 0
  for (let g = 0; g < length; g++) squares += (ofParts[g] - mean) ** 2
  return Math.sqrt(squares / (length * (length - 1)))
}
