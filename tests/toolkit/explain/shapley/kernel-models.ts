import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Matrix, matrix } from '../../../../lib/toolkit/core/src/matrix'
import type { Random } from '../../../../lib/toolkit/core/src/random'
import type { SupportVectorMachineModel } from '../../../../lib/toolkit/learn/src/estimators/support-vector-machine'

/** A model of random normal support vectors with weights of both signs. */
export function randomKernelModel(
  random: Random,
  { columns, vectors, gamma }: { columns: number; vectors: number; gamma: number },
): SupportVectorMachineModel {
  return {
    kind: 'support-vector-machine',
    features: columns,
    gamma,
    vectors: normalRows(random, vectors, columns).values,
    weights: Float64Array.from({ length: vectors }, () => 2 * random.uniform() - 1),
    rho: random.uniform(),
    slope: 1,
    intercept: 0,
  }
}

/** Normal values; every third column has few different ones, so that rows agree in some columns. */
export function normalRows(random: Random, rows: number, columns: number): Matrix {
  const result = matrix(rows, columns)
  for (let k = 0; k < result.values.length; k++) {
    result.values[k] = (k % columns) % 3 === 2 ? random.integer(2) : random.normal()
  }
  return result
}

export interface KernelCase {
  readonly model: SupportVectorMachineModel
  readonly background: Matrix
  readonly x: Matrix
  readonly base: number
  readonly values: readonly number[]
  readonly decisionValues: readonly number[]
}

interface StoredCase extends Pick<KernelCase, 'base' | 'values' | 'decisionValues'> {
  readonly columns: number
  readonly gamma: number
  readonly vectors: number[]
  readonly weights: number[]
  readonly rho: number
  readonly background: number[]
  readonly x: number[]
}

/** Numbers from shap 0.51 on scikit-learn 1.9.1; made by tests/reference/explanation.py. */
export function kernelCases(): KernelCase[] {
  const file = join(__dirname, '../../../reference/explanation.json')
  const { kernelCases } = JSON.parse(readFileSync(file, 'utf8')) as { kernelCases: StoredCase[] }
  return kernelCases.map((stored) => {
    const { columns, gamma, rho } = stored
    const shaped = (values: number[]) => matrix(values.length / columns, columns, Float64Array.from(values))
    return {
      ...stored,
      model: {
        kind: 'support-vector-machine',
        features: columns,
        gamma,
        vectors: Float64Array.from(stored.vectors),
        weights: Float64Array.from(stored.weights),
        rho,
        slope: 1,
        intercept: 0,
      },
      background: shaped(stored.background),
      x: shaped(stored.x),
    }
  })
}
