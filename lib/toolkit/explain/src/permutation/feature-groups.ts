import type { ColumnGroup } from './permutable-model'

/** Features whose values are permuted together, under one name. */
export interface FeatureGroupOf {
  readonly name: string
  readonly features: readonly string[]
}

/** Every feature on its own. */
export function singleFeatures(names: readonly string[]): FeatureGroupOf[] {
  return names.map((name) => ({ name, features: [name] }))
}

/**
 * The columns that carry groups of features in one model's encoding; none for features it does not encode.
 * @param columnsOf columns of each feature (`columnsByFeature` of the model's encoder)
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
