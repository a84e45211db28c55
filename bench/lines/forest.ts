import type { Matrix } from '@one-click/core'
import type { ExtraTreesModel } from '@one-click/learn'
import { benchSeed } from '../data'
import type { Bench } from '../line'
import { type ArrayFile, type PythonSide, readArray } from '../python-side'

/** Settings of the trees on both sides. */
export const forestOptions = { minLeaf: 2, featureShare: 0.25 } as const

/** Trees that scikit-learn fitted, on both sides. */
export interface SharedForest {
  /** Its name on the Python side. */
  readonly name: string
  readonly model: ExtraTreesModel
  readonly x: ArrayFile
  readonly y: ArrayFile
}

interface ExportedForest {
  readonly features: number
  readonly roots: ArrayFile
  readonly feature: ArrayFile
  readonly threshold: ArrayFile
  readonly left: ArrayFile
  readonly right: ArrayFile
  readonly value: ArrayFile
  readonly cover: ArrayFile
}

export const sendMatrix = (python: PythonSide, x: Matrix): ArrayFile =>
  python.send(x.values, [x.rows, x.columns])

/** Fits trees in Python and hands them over, so that both sides work on the same ones. */
export async function sharedForest({ python, data, sizes }: Bench): Promise<SharedForest> {
  const name = `shared-${data.customers}`
  const x = sendMatrix(python, data.x)
  const y = python.send(data.declines)
  await fitForest(python, name, x, y, sizes.trees, benchSeed)
  const trees = await python.call<ExportedForest>('export_trees', { name })
  const model: ExtraTreesModel = {
    kind: 'extra-trees',
    features: trees.features,
    roots: readArray<Int32Array>(trees.roots),
    feature: readArray<Int16Array>(trees.feature),
    threshold: readArray(trees.threshold),
    left: readArray<Int32Array>(trees.left),
    right: readArray<Int32Array>(trees.right),
    value: readArray(trees.value),
    cover: readArray<Int32Array>(trees.cover),
  }
  return { name, model, x, y }
}

/** Fits trees in Python under a name; says how long it took. */
export function fitForest(
  python: PythonSide,
  name: string,
  x: ArrayFile,
  y: ArrayFile,
  trees: number,
  seed: number,
): Promise<{ seconds: number }> {
  const { minLeaf, featureShare } = forestOptions
  return python.call('fit_trees', { name, x, y, trees, seed, min_leaf: minLeaf, feature_share: featureShare })
}
