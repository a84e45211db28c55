import type { ColumnGroup } from './permutable-model'

/** Features whose values are permuted together, under one name. */
export interface FeatureGroupOf {
  readonly name: string
  readonly features: readonly string[]
}

/**
 * Every feature on its own.
 *
 * @example
 * ```ts
 * singleFeatures(['age'])[0].features // → ['age']
 * ```
 */
export function singleFeatures(names: readonly string[]): FeatureGroupOf[] {
  return names.map((name) => ({ name, features: [name] }))
}

/**
 * The columns that carry groups of features in one model's encoding; none for features it does not encode.
 * @param columnsOf columns of each feature (`columnsByFeature` of the model's encoder)
 * @example
 * ```ts
 * const columnsOf = new Map([['colour', [0, 1, 2]], ['age', [3]]])
 * columnGroups(columnsOf, singleFeatures(['age', 'colour'])).map(({ columns }) => columns) // → [[3], [0, 1, 2]]
 * ```
 */
export function columnGroups(
  columnsOf: ReadonlyMap<string, readonly number[]>,
  groups: readonly FeatureGroupOf[],
): ColumnGroup[] {
  return groups.map(({ name, features }) => ({
    name,
    columns: features.flatMap((feature) => columnsOf.get(feature) ?? []),
  }))
}
