import { describe, expect, it } from 'vitest'
import { expandModel } from '../../../../lib/study/explorer/expand-model'
import { hasExperiment, listedCustomers } from '../../../../lib/study/explorer/listed-customers'
import { riskParts } from '../../../../lib/study/explorer/risk-parts'
import { dataOf, featuresOfCustomer, scoreCustomer } from '../../../../lib/study/explorer/what-if'
import {
  computeFeatures,
  selectFeatures,
  takeCustomers,
} from '../../../../lib/study/src/customers/feature-table'
import { featuresOf, predictCustomers } from '../../../../lib/study/src/evaluation/feature-preprocessor'
import { procedures } from '../../../../lib/study/src/evaluation/procedures'
import { compactModel } from '../../../../lib/study/src/report/explorer/compact-model'
import { explorerContent } from '../../../../lib/study/src/report/explorer/content'
import { probabilityAtPrevalence } from '../../../../lib/toolkit/learn/src/evaluation/prevalence'
import type { Procedure } from '../../../../lib/toolkit/learn/src/pipeline/pipeline'
import { explorerCustomers, explorerModel, explorerSources } from './explorer-sources'
import { hostileTexts } from './hostile'

const customers = explorerCustomers(60, hostileTexts(20))
const sources = explorerSources(customers)
const content = explorerContent(sources)
/** As a page has it. */
const { model: embedded, ...page } = JSON.parse(JSON.stringify(content)) as typeof content

describe('explorerContent', () => {
  it('gives every decision back to the page', () => {
    const listed = listedCustomers(page)
    expect(listed).toHaveLength(sources.decisions.length)
    sources.decisions.forEach((decision, i) => {
      expect(listed[i]).toMatchObject({
        id: decision.id,
        segment: decision.segment,
        probability: decision.probability,
        profit: decision.profit,
        profitAtRisk: decision.profitAtRisk,
        offer: { id: decision.offer, name: decision.offerName },
        channel: { id: decision.channel, name: decision.channelName },
        cost: decision.cost,
        kept: decision.kept,
        text: decision.text,
        why: decision.why,
        reasons: decision.reasons.map(({ text }) => text),
        flagged: decision.flagged,
      })
      expect(listed[i].options.map(([offer, channel]) => [offer, channel])).toEqual(
        decision.options.map(({ offer, channel }) => [offer, channel]),
      )
    })
    expect(listed.some(({ flagged }) => flagged)).toBe(true)
    expect(listed.some(({ options }) => options.length > 1)).toBe(true)
  })

  it('names the values of each customer that the model has not met', () => {
    const [first, second] = sources.risk.rows
    const unfamiliar = [
      { row: first, feature: 'pagesPerVisit', kind: 'outside' as const },
      { row: first, feature: 'favouriteCategory', kind: 'unseen' as const },
      { row: second, feature: 'pagesPerVisit', kind: 'outside' as const },
    ]
    const listed = listedCustomers(explorerContent({ ...sources, unfamiliar }))
    expect(listed.slice(0, 3).map((customer) => customer.unfamiliar)).toEqual([
      ['pagesPerVisit', 'favouriteCategory'],
      ['pagesPerVisit'],
      [],
    ])
    expect(listedCustomers(page).every((customer) => customer.unfamiliar.length === 0)).toBe(true)
  })

  it('tells what each customer gets while the experiment runs', () => {
    const { drawn, planned } = sources
    const { otherwise } = sources.catalogue
    const listed = listedCustomers(page)
    drawn.ids.forEach((id, i) => {
      const customer = listed.find((one) => one.id === id)!
      const treated = drawn.treated[i] === 1
      expect(customer.arm).toBe(treated ? 'treatment' : 'control')
      expect(customer.offer.id).toBe(treated ? drawn.offer[i] : otherwise.id)
      expect(customer.channel.id).toBe(treated ? drawn.channel[i] : otherwise.channels[0])
      expect(customer.isOffered).toBe(treated)
      expect(customer.net).toBe(treated ? customer.kept - drawn.cost[i] : 0)
      expect(customer.planned?.slice(0, 3)).toEqual([drawn.offer[i], drawn.channel[i], drawn.cost[i]])
    })
    const outside = listed.filter(({ arm }) => arm === 'none')
    expect(outside).toHaveLength(listed.length - drawn.ids.length)
    expect(outside.length).toBeGreaterThan(0)
    expect(outside.some(({ isOffered }) => isOffered)).toBe(false)
    expect(hasExperiment(page)).toBe(true)
    const without = explorerContent({ ...sources, decisions: planned })
    expect(hasExperiment(without)).toBe(false)
    expect(listedCustomers(without).map(({ offer }) => offer.id)).toEqual(planned.map(({ offer }) => offer))
  })

  it('carries the inputs from which every feature follows', () => {
    const names = customers.features.features.map(({ name }) => name)
    sources.risk.rows.forEach((row, position) => {
      const own = featuresOfCustomer(names, dataOf(page, position))
      const expected = takeCustomers(customers.features, [row])
      expect(own.numbers).toEqual(expected.numbers)
      expect(own.categories).toEqual(expected.categories)
    })
  })

  it('carries points and what is typical', () => {
    const { values, columns } = sources.risk.points.values
    page.customers.points.forEach((row, i) => {
      row.forEach((value, j) => {
        expect(value).toBeCloseTo(values[i * columns + j], 5)
      })
    })
    expect(page.explained).toEqual(sources.risk.contributions.features)
    expect(Object.keys(page.typical)).toContain('pagesPerVisit')
  })

  it('leads from one average customer to everyone’s risk', () => {
    const { probability } = sources.risk
    expect(page.average).toBeCloseTo(probability.reduce((sum, p) => sum + p, 0) / probability.length, 12)
    for (const customer of listedCustomers(page)) {
      const { comparison, parts } = riskParts(page, customer)
      const end = parts.reduce((sum, { change }) => sum + change, page.average + comparison)
      expect(end).toBeCloseTo(customer.probability, 3)
    }
  })

  it('refuses decisions of other customers', () => {
    const decisions = [...sources.decisions].reverse()
    expect(() => explorerContent({ ...sources, decisions })).toThrow('order')
    expect(() => explorerContent({ ...sources, decisions: decisions.slice(1) })).toThrow('decisions')
  })
})

describe('the model in the page', () => {
  const again = expandModel(embedded)

  it('scores every customer as the model does, to the last bit', () => {
    const expected = predictCustomers(sources.model, takeCustomers(customers.features, sources.risk.rows))
    const scores = sources.decisions.map((_, i) => scoreCustomer(again, page.modelFeatures, dataOf(page, i)))
    expect(scores).toEqual([...expected])
    const shift = { from: 0.38, to: 0.2 }
    const moved = sources.decisions.map((_, i) =>
      scoreCustomer(again, page.modelFeatures, dataOf(page, i), shift),
    )
    expect(moved).toEqual([...probabilityAtPrevalence(expected, shift)])
  })

  it('scores changed customers alike', () => {
    const names = customers.features.features
    const scores = sources.decisions.map((_, i) => {
      const [own, other] = [dataOf(page, i), dataOf(page, (i + 7) % sources.decisions.length)]
      const { pagesPerVisit, minutesCurrent, revenueCurrent } = other.inputs
      const inputs = { ...own.inputs, pagesPerVisit, minutesCurrent, revenueCurrent }
      const columns = {
        ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, Float64Array.of(value)])),
        ...Object.fromEntries(Object.entries(other.categories).map(([name, word]) => [name, [word]])),
      }
      const score = scoreCustomer(again, page.modelFeatures, { inputs, categories: other.categories })
      expect(score).toBe(predictCustomers(sources.model, computeFeatures(names, 1, columns))[0])
      return score
    })
    expect(new Set(scores).size).toBeGreaterThan(15)
  })

  it.each(procedures.map((procedure) => [procedure.name, procedure] as const))(
    'whatever the procedure: %s',
    (_, procedure) => {
      const quick = (one: Procedure): Procedure => ({
        ...one,
        ...(one.estimator === 'extra-trees' && { innerOptions: { trees: 5 } }),
        candidates: one.candidates?.slice(0, 1),
      })
      const plain =
        'members' in procedure ? { ...procedure, members: procedure.members.map(quick) } : quick(procedure)
      const model = explorerModel(customers, plain as Procedure)
      const again = expandModel(JSON.parse(JSON.stringify(compactModel(model))))
      const table = selectFeatures(customers.features, customers.features.features)
      expect(predictCustomers(again, table)).toEqual(predictCustomers(model, table))
      expect(featuresOf(again, table)).toEqual(featuresOf(model, table))
    },
  )
})
