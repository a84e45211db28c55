import type { Matrix } from '@one-click/core'
import { compareText } from '@one-click/core'
import type { FeatureTable } from '../../customers/feature-table'
import type { Bilingual } from '../../words/language'
import { byLanguage } from '../../words/language'
import { uncapital } from '../../words/uncapital'
import { themeOf } from './reason-themes'

/** A second reason is named when it stands out at least this much of the first. */
const secondReason = 0.6

/** Reasons stand out when they exceed those of all customers at risk by this share of all their reasons. */
const minExcess = 0.05

const noReason = byLanguage(({ reasonNames }) => reasonNames.none)

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
): Bilingual[] {
  const overall = overallMeans(means, members)
  const least = minExcess * overall.reduce((sum, value) => sum + value, 0)
  const taken = new Set<string>()
  return members.map((rows, k) => {
    const themes = themesBySize(
      features.map((feature, j) => ({
        name: themeOf(feature, table, rows, all),
        size: means.values[k * features.length + j] - overall[j],
      })),
    ).filter(({ size }) => size > 0 && size >= least)
    const candidates = themes.map((_, count) => joined(themes.slice(0, count + 1).map(({ name }) => name)))
    const natural = themes.length > 1 && themes[1].size >= secondReason * themes[0].size ? 1 : 0
    const free = [noReason, ...candidates]
      .slice(themes.length > 0 ? natural + 1 : 0)
      .find(({ en }) => !taken.has(en))
    const name = free ?? numbered(candidates[natural] ?? noReason, taken)
    taken.add(name.en)
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

interface NamedSize {
  readonly name: Bilingual
  readonly size: number
}

/** Sizes of one name added up, largest first. */
function themesBySize(parts: readonly NamedSize[]): NamedSize[] {
  const sizes = new Map<string, NamedSize>()
  for (const { name, size } of parts)
    sizes.set(name.en, { name, size: size + (sizes.get(name.en)?.size ?? 0) })
  return [...sizes.values()].sort((a, b) => b.size - a.size || compareText(a.name.en, b.name.en))
}

/** `Look at little, leave items unpaid` */
function joined(names: readonly Bilingual[]): Bilingual {
  return byLanguage((_, language) =>
    names.map(({ [language]: text }, i) => (i === 0 ? text : uncapital(text))).join(', '),
  )
}

function numbered(name: Bilingual, taken: ReadonlySet<string>): Bilingual {
  let number = 2
  while (taken.has(`${name.en} (${number})`)) number++
  return byLanguage((_, language) => `${name[language]} (${number})`)
}
