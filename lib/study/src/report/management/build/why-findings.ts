import { take } from '@one-click/core'
import { median } from '@one-click/statistics'
import type { Customers } from '../../../customers/customers'
import { featureOf } from '../../../customers/features'
import { groupsToMerge, mergeSmallGroups, minShownCustomers } from '../../../customers/small-groups'
import type { ReasonCluster, ReasonClusters } from '../../../decisions/reason-clusters/reason-clusters'
import { profitAtRisk } from '../../../decisions/segments/segments'
import type { CustomerRisk } from '../../../explanation/customer-risk'
import type { Theme } from '../../../words/feature-themes'
import { byLanguage } from '../../../words/language'
import { clusterName } from '../../told/cluster-name'
import type { KindFinding, ThemeFinding, WhyFindings } from '../findings'
import { allThemes, themeOfFeature } from '../themes'

/** What raises the risk of the customers at risk, by theme, and the kinds of customers alike in it. */
export function buildWhy(
  customers: Customers,
  risk: CustomerRisk,
  riskFrom: number,
  parts?: Pick<ReasonClusters, 'clusters'>,
): WhyFindings {
  const positions = Array.from(risk.rows, (_, i) => i)
  const members = positions.filter((i) => risk.probability[i] >= riskFrom)
  const atRisk = profitAtRisk(risk.probability, take(customers.profit, risk.rows))
  return {
    riskFrom,
    customers: members.length,
    atRisk: members.reduce((sum, i) => sum + atRisk[i], 0),
    themes: members.length >= minShownCustomers ? themesOf(customers, risk, members) : [],
    kinds: toldKinds((parts?.clusters ?? []).map(kindFinding)),
  }
}

function themesOf(customers: Customers, risk: CustomerRisk, members: readonly number[]): ThemeFinding[] {
  const { features } = risk.contributions
  const { values } = risk.points
  const featureThemes = features.map((feature) => allThemes.indexOf(themeOfFeature(feature)))
  const points = new Float64Array(allThemes.length)
  const featurePoints = new Float64Array(features.length)
  const strongest = new Int32Array(allThemes.length)
  for (const i of members) {
    const own = new Float64Array(allThemes.length)
    features.forEach((_, j) => {
      const change = values.values[i * values.columns + j]
      own[featureThemes[j]] += change
      featurePoints[j] += change / members.length
    })
    own.forEach((change, theme) => {
      points[theme] += change / members.length
    })
    strongest[own.indexOf(Math.max(...own))]++
  }
  const inModel = new Set(featureThemes)
  const hidden = new Set(groupsToMerge(Array.from(strongest)))
  return allThemes
    .flatMap((theme, t) =>
      inModel.has(t)
        ? [
            {
              theme,
              customers: hidden.has(t) ? 0 : strongest[t],
              points: points[t],
              sign: signOf(theme, customers, risk, members, featurePoints),
            },
          ]
        : [],
    )
    .sort((a, b) => b.points - a.points)
}

/** The theme's numeric feature that adds most to the risk, at risk against all other active customers. */
function signOf(
  theme: Theme,
  { features: table }: Customers,
  { rows, contributions }: CustomerRisk,
  members: readonly number[],
  featurePoints: Float64Array,
): ThemeFinding['sign'] {
  const [leading] = contributions.features
    .map((feature, j) => ({ feature, points: featurePoints[j] }))
    .filter(({ feature }) => themeOfFeature(feature) === theme && featureOf(feature).kind === 'number')
    .sort((a, b) => b.points - a.points)
  const others = rows.length - members.length
  if (!leading || others < minShownCustomers) return undefined
  const isMember = new Set(members)
  const medianOf = (chosen: (position: number) => boolean) =>
    median(
      Float64Array.from(
        rows.filter((_, i) => chosen(i)),
        (row) => table.numbers[leading.feature][row],
      ),
    )
  return {
    feature: leading.feature,
    atRisk: medianOf((i) => isMember.has(i)),
    others: medianOf((i) => !isMember.has(i)),
  }
}

function kindFinding({ name, customers, probability, profitAtRisk: atRisk }: ReasonCluster): KindFinding {
  return { name: clusterName(name), customers, probability, atRisk }
}

/** The kinds of enough customers; none where all would stand together as others. */
function toldKinds(kinds: readonly KindFinding[]): readonly KindFinding[] {
  const told = mergeSmallGroups(kinds, mergeKinds)
  return told.every((kind) => kinds.includes(kind)) || told.length > 1 ? told : []
}

function mergeKinds(kinds: readonly KindFinding[]): KindFinding {
  const customers = kinds.reduce((sum, kind) => sum + kind.customers, 0)
  return {
    name: byLanguage(({ mergedGroups }) => mergedGroups.other),
    customers,
    probability: kinds.reduce((sum, kind) => sum + kind.customers * kind.probability, 0) / customers,
    atRisk: kinds.reduce((sum, kind) => sum + kind.atRisk, 0),
  }
}
