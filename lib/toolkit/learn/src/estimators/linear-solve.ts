/**
 * Solves A·z = b for a symmetric positive definite matrix by Cholesky's factorisation. A pivot that rounding
 * made vanish (collinear columns without penalty) leaves its unknown at 0.
 * @param a row-major, size × size; only the lower triangle is read
 */
export function solvePositiveDefinite(a: Float64Array, b: Float64Array, size: number): Float64Array {
  const factor = choleskyFactor(a, size)
  const z = b.slice()
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) z[i] -= factor[i * size + k] * z[k]
    z[i] = factor[i * size + i] > 0 ? z[i] / factor[i * size + i] : 0
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) z[i] -= factor[k * size + i] * z[k]
    z[i] = factor[i * size + i] > 0 ? z[i] / factor[i * size + i] : 0
  }
  return z
}

function choleskyFactor(a: Float64Array, size: number): Float64Array {
  const factor = new Float64Array(size * size)
  for (let j = 0; j < size; j++) {
    let pivot = a[j * size + j]
    for (let k = 0; k < j; k++) pivot -= factor[j * size + k] ** 2
    if (!(pivot > 1e-14 * a[j * size + j])) continue
    const root = Math.sqrt(pivot)
    factor[j * size + j] = root
    for (let i = j + 1; i < size; i++) {
      let sum = a[i * size + j]
      for (let k = 0; k < j; k++) sum -= factor[i * size + k] * factor[j * size + k]
      factor[i * size + j] = sum / root
    }
  }
  return factor
}
