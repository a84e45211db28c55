import { join } from 'node:path'
import {
  assignSegments,
  type CustomerRisk,
  countOffers,
  decideOffers,
  gatherCustomers,
  matrix,
  modelFeatures,
  profitAtRisk,
  projectRoot,
  Random,
  readOfferCatalogue,
  reasonsOf,
  segmentCuts,
  take,
  typicalValues,
} from 'one-click'
import { describe, expect, it } from 'vitest'
import { type PlainCustomer, tablesOf } from '../customers/tables'

const catalogue = readOfferCatalogue(join(projectRoot, 'data/offers.json'))
const random = new Random(17)
const everyone: PlainCustomer[] = Array.from({ length: 50 }, (_, i) => ({
  id: 700 - i,
  consent: i % 2 === 0 ? 'нет' : 'да',
  category: i % 3 === 0 ? 'Кухонная посуда' : '$& сад',
  revenue: [i === 9 ? 106862.2 : 5000 + i, i % 10 === 4 ? 0 : 4000 + i, 4800 - i],
  profit: 2 + (i % 5),
}))
const customers = gatherCustomers(tablesOf(everyone))
const { activeRows } = customers
const names = modelFeatures.map(({ name }) => name)
const contributions = matrix(activeRows.length, names.length)
for (let k = 0; k < contributions.values.length; k++) contributions.values[k] = random.normal()
const risk: CustomerRisk = {
  rows: activeRows,
  probability: Float64Array.from(activeRows, () => random.uniform()),
  base: new Float64Array(activeRows.length),
  contributions: { features: names, values: contributions },
}
const profit = take(customers.profit, activeRows)
const segments = assignSegments(risk.probability, profit, segmentCuts(profit))
const decisions = decideOffers(customers, risk, segments, catalogue)

describe('decideOffers', () => {
  it('decides for every active customer once, in order, with that customer’s own numbers', () => {
    expect(activeRows).toHaveLength(45)
    expect(decisions.map(({ id }) => id)).toEqual(Array.from(activeRows, (row) => everyone[row].id))
    const atRisk = profitAtRisk(risk.probability, profit)
    decisions.forEach((decision, position) => {
      const who = everyone[activeRows[position]]
      expect(decision).toMatchObject({
        segment: segments[position],
        probability: risk.probability[position],
        profit: who.profit,
        profitAtRisk: atRisk[position],
        contactAllowed: who.consent === 'да',
        flagged: who.id === 691,
      })
    })
    expect(decisions.filter(({ flagged }) => flagged)).toHaveLength(1)
  })

  it('sends no message without consent', () => {
    const silent = decisions.filter(({ contactAllowed }) => !contactAllowed)
    expect(silent.length).toBeGreaterThan(10)
    expect(silent.every(({ channel }) => channel === 'site')).toBe(true)
    expect(decisions.some(({ channel }) => channel === 'message')).toBe(true)
  })

  it('names the three largest reasons, and offers against the first that can be answered', () => {
    const typical = typicalValues(customers.features, customers.trainingRows)
    decisions.forEach((decision, position) => {
      const all = reasonsOf(risk, position, customers.features, typical, { most: names.length })
      expect(decision.reasons).toEqual(all.slice(0, 3))
      const offer = [...catalogue.offers, catalogue.otherwise].find(({ id }) => id === decision.offer)!
      expect(decision.offerName).toBe(offer.name)
      if (decision.probability < catalogue.riskFrom) expect(offer).toEqual(catalogue.otherwise)
      else expect(all.some(({ feature }) => offer.addresses.includes(feature as never))).toBe(true)
    })
  })

  it('writes the category into the text: in English where it is known, else as it stands', () => {
    const texts = decisions.filter(({ text }) => / (in|about) /.test(text)).map(({ text }) => text)
    expect(texts.some((text) => text.includes('kitchenware'))).toBe(true)
    expect(texts.some((text) => text.includes('$& сад'))).toBe(true)
    expect(texts.join()).not.toMatch(/\{category\}|Кухонная/)
  })
})

describe('countOffers', () => {
  it('counts by offer and channel, the most frequent first', () => {
    const counts = countOffers(decisions)
    expect(counts.reduce((total, count) => total + count.customers, 0)).toBe(decisions.length)
    const sizes = counts.map((count) => count.customers)
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a))
    for (const { offer, channel, customers: size } of counts) {
      const own = decisions.filter((one) => one.offerName === offer && one.channel === channel)
      expect(own).toHaveLength(size)
    }
    expect(countOffers([])).toEqual([])
  })
})
