import type { Matrix } from '@one-click/core'
import type { SupportVectorMachineModel } from '@one-click/learn'
import type { Bench } from '../line'
import { type ArrayFile, readArray } from '../python-side'
import { sendMatrix } from './forest'

/** A support vector machine that scikit-learn fitted, on both sides. */
export interface SharedSvm {
  readonly name: string
  readonly model: SupportVectorMachineModel
  readonly x: ArrayFile
  readonly y: ArrayFile
}

interface ExportedSvm {
  readonly features: number
  readonly vectors: ArrayFile
  readonly weights: ArrayFile
  readonly rho: number
  readonly gamma: number
}

/** Fits a machine in Python (C = 1, RBF kernel) and hands it over. */
export async function sharedSvm({ python, data }: Bench, x: Matrix): Promise<SharedSvm> {
  const name = `shared-${x.rows}-${x.columns}`
  const files = { x: sendMatrix(python, x), y: python.send(data.declines) }
  const fitted = await python.call<ExportedSvm>('fit_svm', { name, ...files, cost: 1 })
  return {
    name,
    model: {
      kind: 'support-vector-machine',
      features: fitted.features,
      gamma: fitted.gamma,
      vectors: readArray(fitted.vectors),
      weights: readArray(fitted.weights),
      rho: fitted.rho,
      slope: 1,
      intercept: 0,
    },
    ...files,
  }
}
