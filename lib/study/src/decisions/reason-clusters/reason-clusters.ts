import { ArgumentError, deriveSeed, type Matrix, Random, take, takeRows } from '@one-click/core'
import { drawResample, resamplingUnits } from '@one-click/learn'
import {
  adjustedMutualInformation,
  adjustedRandIndex,
  clusterMeans,
  crossTable,
  distinctRows,
  type KMeans,
  kMeans,
  nearestCentres,
  rowDistances,
  silhouette,
} from '@one-click/statistics'
import type { FeatureTable } from '../../customers/feature-table'
import { minGroupSize } from '../../evaluation/segment-errors'
import type { CustomerRisk } from '../../explanation/customer-risk'
import { profitAtRisk, type SegmentName, segmentNames } from '../segments/segments'
import { type ClusterName, nameClusters } from './reason-cluster-names'

export interface ReasonClusterOptions {
  /** Customers with this probability of decline or more are parted: those below have no risk to explain. */
  readonly riskFrom: number
  /** Numbers of clusters to choose from. Default 2 to 8. */
  readonly clusters?: readonly number[]
  /** Resamples that measure the stability. Default 50. */
  readonly replicates?: number
  /** Customers at most for the silhouette, drawn at random beyond. Default 1500. */
  readonly sample?: number
  /** Group of each customer of the risk: copies are drawn together. Default: each on its own. */
  readonly groups?: Int32Array
  readonly seed: number
}

/** One number of clusters that was tried. */
export interface ClusterTrial {
  readonly clusters: number
  /** Mean silhouette, the criterion. */
  readonly silhouette: number
}

/** Customers alike in why they are at risk. */
export interface ReasonCluster {
  readonly name: ClusterName
  readonly customers: number
  /** Share of those at risk. */
  readonly share: number
  /** Mean probability of decline. */
  readonly probability: number
  /** Probability × profit × three months, total. */
  readonly profitAtRisk: number
  /** Mean positive contribution of each feature, in log-odds, in the order of `features`. */
  readonly contribution: Float64Array
}

/** What the clusters say beside the segments. */
export interface ClusterAddition {
  /** Customers of each segment (order of `segmentNames`) in each cluster. Shape (4, clusters). */
  readonly table: Matrix
  readonly adjustedRand: number
  /** 0: knowing the segment says nothing of the reasons. */
  readonly adjustedMutualInformation: number
  /** Share of a segment's customers at risk who are not in its most frequent cluster, for segments that have any. */
  readonly outsideMostFrequent: readonly { readonly segment: SegmentName; readonly share: number }[]
}

export interface ReasonClusters {
  /** Features of the contributions. */
  readonly features: readonly string[]
  /** Most profit at risk first. */
  readonly clusters: readonly ReasonCluster[]
  /** Cluster of each customer, −1 below the risk from which customers are parted. Shape (customers). */
  readonly labels: Int32Array
  readonly trials: readonly ClusterTrial[]
  readonly silhouette: number
  /** Mean adjusted Rand index of these clusters and those learned from resamples; 1 is the same every time. */
  readonly stability: number
  readonly addition: ClusterAddition
}

/**
 * Parts the customers at risk by why they are at risk: k-means on their positive Shapley contributions in log-odds,
 * with the number of clusters that has the largest mean silhouette. In log-odds a strong reason counts for more
 * than a weak one, and customers with no strong reason come together. Undefined when fewer than ten customers are
 * at risk, or all of them for the same reasons: then there is nothing to part.
 *
 * @param profit a month, in the order of `risk`
 * @param table of all customers, which the rows of `risk` index
 * @param segments of the same customers, to be set beside the clusters
 * @throws ArgumentError for lengths that differ
 */
export function reasonClusters(
  risk: CustomerRisk,
  profit: Float64Array,
  table: FeatureTable,
  segments: readonly SegmentName[],
  options: ReasonClusterOptions,
): ReasonClusters | undefined {
  if (profit.length !== risk.rows.length || segments.length !== risk.rows.length) {
    throw new ArgumentError('reasonClusters', 'needs a profit and a segment of each customer', profit.length)
  }
  const positions = Int32Array.from(risk.rows, (_, i) => i).filter(
    (i) => risk.probability[i] >= options.riskFrom,
  )
  const x = positiveContributions(risk, positions)
  const most = Math.min(distinctRows(x) - 1, Math.floor(x.rows / minGroupSize))
  const numbers = (options.clusters ?? [2, 3, 4, 5, 6, 7, 8]).filter((number) => number <= most)
  if (numbers.length === 0) return undefined
  const { chosen, trials } = chooseClusters(x, numbers, options)
  const { features } = risk.contributions
  const labels = byProfitAtRisk(chosen, take(profitAtRisk(risk.probability, profit), positions))
  const count = chosen.centres.rows
  const means = clusterMeans(x, labels, count)
  const members = Array.from({ length: count }, (_, k) => positions.filter((_, i) => labels[i] === k))
  const names = nameClusters(
    means,
    features,
    table,
    members.map((own) => take(risk.rows, own)),
    risk.rows,
  )
  const ofAll = new Int32Array(risk.rows.length).fill(-1)
  positions.forEach((position, i) => {
    ofAll[position] = labels[i]
  })
  return {
    features,
    clusters: members.map((own, k) => ({
      name: names[k],
      customers: own.length,
      share: own.length / positions.length,
      probability: sum(take(risk.probability, own)) / own.length,
      profitAtRisk: sum(profitAtRisk(take(risk.probability, own), take(profit, own))),
      contribution: means.values.slice(k * features.length, (k + 1) * features.length),
    })),
    labels: ofAll,
    trials,
    silhouette: trials.find(({ clusters }) => clusters === count)!.silhouette,
    stability: clusterStability(x, chosen, {
      ...options,
      groups: options.groups && take(options.groups, positions),
    }),
    addition: additionOf(
      Array.from(positions, (position) => segments[position]),
      labels,
      count,
    ),
  }
}

const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0)

/** Contributions of chosen customers, negative ones as 0. Shape (positions, features). */
function positiveContributions({ contributions }: CustomerRisk, positions: Int32Array): Matrix {
  const chosen = takeRows(contributions.values, positions)
  return { ...chosen, values: chosen.values.map((value) => Math.max(0, value)) }
}

/** The partition with the largest mean silhouette; of equal ones the one with fewer clusters. */
function chooseClusters(
  x: Matrix,
  numbers: readonly number[],
  { seed, sample = 1500 }: ReasonClusterOptions,
): { chosen: KMeans; trials: ClusterTrial[] } {
  const rows = sampleRows(x.rows, sample, seed)
  const distances = rowDistances(takeRows(x, rows))
  const tried = numbers.map((number) => {
    const found = kMeans(x, number, { seed: deriveSeed(seed, 'reason clusters', number) })
    const labels = take(found.labels, rows)
    return {
      found,
      trial: { clusters: number, silhouette: new Set(labels).size > 1 ? silhouette(distances, labels) : 0 },
    }
  })
  const best = tried.reduce((one, other) => (other.trial.silhouette > one.trial.silhouette ? other : one))
  return { chosen: best.found, trials: tried.map(({ trial }) => trial) }
}

function sampleRows(rows: number, most: number, seed: number): Int32Array {
  const all = Int32Array.from({ length: rows }, (_, i) => i)
  if (rows <= most) return all
  return new Random(deriveSeed(seed, 'silhouette sample')).shuffle(all).slice(0, most).sort()
}

/** Labels numbered by the clusters' profit at risk, the most first. */
function byProfitAtRisk({ labels, centres }: KMeans, atRisk: Float64Array): Int32Array {
  const totals = new Float64Array(centres.rows)
  for (let i = 0; i < labels.length; i++) totals[labels[i]] += atRisk[i]
  const order = Array.from(totals.keys()).sort((a, b) => totals[b] - totals[a] || a - b)
  return labels.map((label) => order.indexOf(label))
}

/** Customers drawn again, copies together, clusters learned again, and how far the two partitions of the customers agree. */
function clusterStability(x: Matrix, { labels, centres }: KMeans, options: ReasonClusterOptions): number {
  const { seed, replicates = 50 } = options
  const random = new Random(deriveSeed(seed, 'cluster stability'))
  const units = resamplingUnits(new Uint8Array(x.rows), options.groups)
  const counts = new Uint32Array(x.rows)
  let agreement = 0
  let learned = 0
  for (let replicate = 0; replicate < replicates; replicate++) {
    drawResample(units, random, counts)
    const rows = Int32Array.from(counts.keys()).filter((row) => counts[row] > 0)
    const drawn = takeRows(
      x,
      Int32Array.from([...rows].flatMap((row) => Array<number>(counts[row]).fill(row))),
    )
    if (distinctRows(drawn, centres.rows) < centres.rows) continue
    const again = kMeans(drawn, centres.rows, {
      seed: deriveSeed(seed, 'cluster resample', replicate),
      starts: 3,
    })
    agreement += adjustedRandIndex(labels, nearestCentres(x, again.centres))
    learned++
  }
  return learned > 0 ? agreement / learned : 0
}

function additionOf(segments: readonly SegmentName[], labels: Int32Array, clusters: number): ClusterAddition {
  const codes = Int32Array.from(segments, (name) => segmentNames.indexOf(name))
  const table = crossTable(codes, labels, [segmentNames.length, clusters])
  return {
    table,
    adjustedRand: adjustedRandIndex(codes, labels),
    adjustedMutualInformation: adjustedMutualInformation(codes, labels),
    outsideMostFrequent: segmentNames.flatMap((segment, s) => {
      const row = table.values.subarray(s * clusters, (s + 1) * clusters)
      const all = sum(row)
      return all > 0 ? [{ segment, share: 1 - Math.max(...row) / all }] : []
    }),
  }
}
