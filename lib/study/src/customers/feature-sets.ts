import { type Feature, monthlyInputs } from './features'

/**
 * Sets of features by how they follow from the tables, the smallest first: the tables' own columns; with them how a
 * monthly amount moved; every feature, with sums over months and ratios of different quantities. The trees of a forest
 * take turns in them.
 */
export type FeatureSetName = 'given' | 'given and changes' | 'all'

/** The names in each set, in the order of `features`. */
export function featureSets(
  features: readonly Feature[],
): Readonly<Record<FeatureSetName, readonly string[]>> {
  const namesOf = (belongs: (feature: Feature) => boolean) => features.filter(belongs).map(({ name }) => name)
  const isGiven = ({ expression }: Feature) => expression.op === 'input'
  return {
    given: namesOf(isGiven),
    'given and changes': namesOf((feature) => isGiven(feature) || isChange(feature)),
    all: namesOf(() => true),
  }
}

/** One month's amount over another month's of the same column. */
function isChange({ expression }: Feature): boolean {
  if (expression.op !== 'ratio') return false
  const [column, ...others] = expression.of.map((part) =>
    part.op === 'input' ? monthlyInputs.find(({ name }) => name === part.name)?.column : undefined,
  )
  return column !== undefined && others.every((other) => other === column)
}
