import { describe, expect, it } from 'vitest'
import { computeFeatures } from '../../../../lib/study/src/customers/feature-table'
import { features } from '../../../../lib/study/src/customers/features'
import { reasonClusters } from '../../../../lib/study/src/decisions/reason-clusters/reason-clusters'
import { type SegmentName, segmentNames } from '../../../../lib/study/src/decisions/segments/segments'
import { clusterName } from '../../../../lib/study/src/report/told/cluster-name'
import { matrix } from '../../../../lib/toolkit/core/src/matrix'
import { Random } from '../../../../lib/toolkit/core/src/random'
import { withPoints } from '../../../support/risk-points'

const names = ['pagesPerVisit', 'unpaidItems', 'promoShare']
const chosen = names.map((name) => features.find((feature) => feature.name === name)!)
const count = 150

/** Customers at risk in three groups, each with one strong reason, and others who are not at risk. */
function groups(order: Int32Array) {
  const random = new Random(12)
  const rows = Array.from({ length: count }, (_, i) => {
    const group = i % 5
    return {
      group,
      probability: group < 3 ? 0.8 + 0.1 * random.uniform() : 0.1,
      contribution: names.map((_, j) => (j === group ? 3 : -0.5) + 0.3 * random.normal()),
      values: [group === 0 ? 2 : 9, group === 1 ? 8 : 1, group === 2 ? 0.6 : 0.1],
      profit: group + 1,
    }
  })
  const taken = Array.from(order, (i) => rows[i])
  const risk = withPoints({
    rows: Int32Array.from(order, (_, i) => i),
    probability: Float64Array.from(taken, ({ probability }) => probability),
    base: new Float64Array(count),
    contributions: {
      features: names,
      values: matrix(count, 3, Float64Array.from(taken.flatMap(({ contribution }) => contribution))),
    },
  })
  return {
    taken,
    risk,
    profit: Float64Array.from(taken, ({ profit }) => profit),
    table: computeFeatures(
      chosen,
      count,
      Object.fromEntries(names.map((name, j) => [name, Float64Array.from(taken, ({ values }) => values[j])])),
    ),
    segments: taken.map(({ profit }): SegmentName => (profit > 2 ? 'Save now' : 'Win back cheaply')),
  }
}

const options = { riskFrom: 0.5, seed: 1, replicates: 10 }
const plain = Int32Array.from({ length: count }, (_, i) => i)
const { taken, risk, profit, table, segments } = groups(plain)
const found = reasonClusters(risk, profit, table, segments, options)!

describe('reasonClusters', () => {
  it('finds the groups, named by what their customers do, most profit at risk first', () => {
    expect(found.clusters.map(({ name }) => clusterName(name).en)).toEqual([
      'Buy on promotion',
      'Leave items unpaid',
      'Look at little',
    ])
    expect(found.clusters.map(({ name }) => clusterName(name).ru)).toEqual([
      'Покупают по акциям',
      'Не оплачивают отложенное',
      'Мало смотрят',
    ])
    taken.forEach(({ group }, i) => {
      expect(found.labels[i]).toBe(group < 3 ? 2 - group : -1)
    })
    expect(found.stability).toBeCloseTo(1, 12)
    expect(found.silhouette).toBe(Math.max(...found.trials.map((trial) => trial.silhouette)))
    expect(found.silhouette).toBeGreaterThan(0.7)
  })

  it('puts every customer at risk into one cluster, and tells of each what adds up', () => {
    const sizes = found.clusters.map(({ customers }) => customers)
    expect(sizes).toEqual([30, 30, 30])
    const [first] = found.clusters
    const members = taken.flatMap((row, i) => (found.labels[i] === 0 ? [{ ...row, i }] : []))
    const total = (of: (member: (typeof members)[0]) => number) =>
      members.reduce((sum, member) => sum + of(member), 0)
    expect(first.profitAtRisk).toBeCloseTo(
      total((member) => 3 * member.probability * member.profit),
      9,
    )
    expect(first.probability).toBeCloseTo(total((member) => member.probability) / 30, 12)
    expect(first.contribution[2]).toBeCloseTo(total((member) => Math.max(0, member.contribution[2])) / 30, 12)
  })

  it('sets clusters beside segments', () => {
    const { table: cross, outsideMostFrequent, adjustedRand, adjustedMutualInformation } = found.addition
    const ofSegment = (name: SegmentName) => {
      const s = segmentNames.indexOf(name)
      return [...cross.values.subarray(s * 3, s * 3 + 3)]
    }
    expect(ofSegment('Save now')).toEqual([30, 0, 0])
    expect(ofSegment('Win back cheaply')).toEqual([0, 30, 30])
    expect(outsideMostFrequent).toEqual([
      { segment: 'Save now', share: 0 },
      { segment: 'Win back cheaply', share: 0.5 },
    ])
    expect(adjustedRand).toBeGreaterThan(0.4)
    expect(adjustedRand).toBeLessThan(0.9)
    expect(adjustedMutualInformation).toBeGreaterThan(0.4)
  })

  it('does not depend on the order of customers', () => {
    const order = new Random(9).shuffle(plain.slice())
    const other = groups(order)
    const shuffled = reasonClusters(other.risk, other.profit, other.table, other.segments, options)!
    expect([...shuffled.labels]).toEqual(Array.from(order, (i) => found.labels[i]))
    expect(shuffled.clusters.map(({ name }) => name)).toEqual(found.clusters.map(({ name }) => name))
  })

  it('draws copies together when it asks how stable the clusters are', () => {
    // Were all customers of a cluster copies of one, a resample would often miss the cluster.
    const copies = { ...options, groups: found.labels.map((label, i) => (label < 0 ? 100 + i : label)) }
    const once = reasonClusters(risk, profit, table, segments, copies)!
    expect(once.labels).toEqual(found.labels)
    expect(found.stability).toBeGreaterThan(0.9)
    expect(once.stability).toBeLessThan(0.8)
  })

  it('can be kept in a file', () => {
    expect(structuredClone(found)).toEqual(found)
    expect(reasonClusters(risk, profit, table, segments, options)).toEqual(found)
  })

  it('has nothing to part when few are at risk, or all for the same reasons', () => {
    const none = reasonClusters(risk, profit, table, segments, { ...options, riskFrom: 0.99 })
    expect(none).toBeUndefined()
    const alike = {
      ...risk,
      contributions: { features: names, values: matrix(count, 3, new Float64Array(3 * count).fill(0.5)) },
    }
    expect(reasonClusters(alike, profit, table, segments, options)).toBeUndefined()
    expect(() => reasonClusters(risk, profit.slice(1), table, segments, options)).toThrow(/a profit/)
  })

  it('judges many customers by a sample', () => {
    const sampled = reasonClusters(risk, profit, table, segments, { ...options, sample: 60 })!
    expect(sampled.clusters).toHaveLength(3)
    expect(sampled.silhouette).not.toBe(found.silhouette)
  })
})
