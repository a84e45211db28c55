/**
 * Distribution function of the standard normal, to about 1e-15 (Hart's rational approximation as given by
 * G. West, "Better approximations to cumulative normal functions", Wilmott 2005).
 */
export function standardNormalCdf(z: number): number {
  const x = Math.abs(z)
  const tail = x > 37 ? 0 : upperTail(x)
  return z > 0 ? 1 - tail : tail
}

function upperTail(x: number): number {
  const density = Math.exp((-x * x) / 2)
  if (x < 7.07106781186547) {
    let above = 3.52624965998911e-2 * x + 0.700383064443688
    above = above * x + 6.37396220353165
    above = above * x + 33.912866078383
    above = above * x + 112.079291497871
    above = above * x + 221.213596169931
    above = above * x + 220.206867912376
    let below = 8.83883476483184e-2 * x + 1.75566716318264
    below = below * x + 16.064177579207
    below = below * x + 86.7807322029461
    below = below * x + 296.564248779674
    below = below * x + 637.333633378831
    below = below * x + 793.826512519948
    below = below * x + 440.413735824752
    return (density * above) / below
  }
  const fraction = x + 1 / (x + 2 / (x + 3 / (x + 4 / (x + 0.65))))
  return density / fraction / 2.506628274631
}

/** The z below which a standard normal falls with probability `p`, 0 < p < 1, by bisection. */
export function standardNormalQuantile(p: number): number {
  let low = -38
  let high = 38
  for (let i = 0; i < 80; i++) {
    const middle = (low + high) / 2
    if (standardNormalCdf(middle) < p) low = middle
    else high = middle
  }
  return (low + high) / 2
}
