import type { Matrix } from '@one-click/core'
import { compareText } from '@one-click/core'
import type { FeatureTable } from '../../customers/feature-table'
import { type ReasonTheme, themeKey, themeOf } from './reason-themes'

/** A second reason is named when it stands out at least this much of the first. */
const secondReason = 0.6

/** Reasons stand out when they exceed those of all customers at risk by this share of all their reasons. */
const minExcess = 0.05

/** What a cluster is called by: its themes, the strongest first; none where no reason stands out. */
export interface ClusterName {
  readonly themes: readonly ReasonTheme[]
  /** Tells clusters of the same themes apart; absent for the first. */
  readonly number?: number
}

const noReason: ClusterName = { themes: [] }

/**
 * Names clusters of customers by the reasons that are stronger there than among all customers at risk, features
 * that are said in the same words taken together: one reason, or two that stand out alike. Names differ.
 *
 * @param means mean positive contribution, shape (clusters, features)
 * @param members rows in the table of the customers of each cluster, none empty
 * @param all rows of all customers, at risk or not: what is low and high is told beside them
 */
export function nameClusters(
  means: Matrix,
  features: readonly string[],
  table: FeatureTable,
  members: readonly Int32Array[],
  all: Int32Array,
): ClusterName[] {
  const overall = overallMeans(means, members)
  const least = minExcess * overall.reduce((sum, value) => sum + value, 0)
  const taken = new Set<string>()
  return members.map((rows, k) => {
    const themes = themesBySize(
      features.map((feature, j) => ({
        theme: themeOf(feature, table, rows, all),
        size: means.values[k * features.length + j] - overall[j],
      })),
    ).filter(({ size }) => size > 0 && size >= least)
    const candidates = themes.map(
      (_, count): ClusterName => ({ themes: themes.slice(0, count + 1).map(({ theme }) => theme) }),
    )
    const natural = themes.length > 1 && themes[1].size >= secondReason * themes[0].size ? 1 : 0
    const free = [noReason, ...candidates]
      .slice(themes.length > 0 ? natural + 1 : 0)
      .find((one) => !taken.has(keyOf(one)))
    const name = free ?? numbered(candidates[natural] ?? noReason, taken)
    taken.add(keyOf(name))
    return name
  })
}

/** Mean over the customers of all clusters, shape (features). */
function overallMeans({ columns, values }: Matrix, members: readonly Int32Array[]): Float64Array {
  const total = members.reduce((sum, { length }) => sum + length, 0)
  return Float64Array.from({ length: columns }, (_, j) =>
    members.reduce((sum, { length }, k) => sum + (length / total) * values[k * columns + j], 0),
  )
}

interface SizedTheme {
  readonly theme: ReasonTheme
  readonly size: number
}

/** Sizes of themes that are said in the same words added up, largest first. */
function themesBySize(parts: readonly SizedTheme[]): SizedTheme[] {
  const sizes = new Map<string, SizedTheme>()
  for (const { theme, size } of parts) {
    const key = themeKey(theme)
    const known = sizes.get(key)
    sizes.set(key, known ? { theme: known.theme, size: size + known.size } : { theme, size })
  }
  return [...sizes]
    .sort(([a, first], [b, second]) => second.size - first.size || compareText(a, b))
    .map(([, sized]) => sized)
}

/** A name as one text, to tell names apart. */
function keyOf({ themes, number }: ClusterName): string {
  return JSON.stringify([themes.map(themeKey), number])
}

function numbered({ themes }: ClusterName, taken: ReadonlySet<string>): ClusterName {
  let number = 2
  while (taken.has(keyOf({ themes, number }))) number++
  return { themes, number }
}
