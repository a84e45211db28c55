import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findCopies } from '../../lib/study/src/customers/copies'
import { buildCustomers } from '../../lib/study/src/customers/customers'
import { joinTables } from '../../lib/study/src/customers/join'
import { loadStudyTables, readStudyTables } from '../../lib/study/src/tables/read-study-tables'
import { tableSchemas } from '../../lib/study/src/tables/schema'
import { readSyntheticMarker, syntheticMarkerFile } from '../../lib/study/src/tables/synthesis-marker'
import { spearmanCorrelation } from '../../lib/toolkit/statistics/src/rank'
import {
  firstSyntheticId,
  type SyntheticCustomer,
  synthesizeCustomers,
} from '../../tools/synthesis/src/synthesis'
import { copiedAmounts } from '../../tools/synthesis/src/synthesis-copies'
import { synthesizeChunks } from '../../tools/synthesis/src/synthesis-files'
import { followCustomers, quarterChange, quarterDays } from '../../tools/synthesis/src/synthesis-next'
import { synthesisNumericNames, synthesisParameters } from '../../tools/synthesis/src/synthesis-parameters'

const sample = resolve(__dirname, '../../data/sample')
const next = `${sample}-next`
const { classes, forms } = synthesisParameters
const shareDeclining = classes.declines.customers / synthesisParameters.customers

type Name = (typeof synthesisNumericNames)[number]
const cell = ({ steps }: SyntheticCustomer, name: Name) => steps[synthesisNumericNames.indexOf(name)]
const revenue = (customer: SyntheticCustomer) =>
  cell(customer, 'revenueCurrent') +
  cell(customer, 'revenuePrevious') +
  cell(customer, 'revenueBeforePrevious')

const options = { customers: 20_000, seed: 3, copies: 0 }
const before = [...synthesizeCustomers(options)]
const after = [...followCustomers(options)]
const nextOf = new Map(after.map((customer) => [customer.id, customer]))
const staying = before.flatMap((customer) => {
  const then = nextOf.get(customer.id)
  return then ? [[customer, then] as const] : []
})
const newIds = after.filter(({ id }) => id >= firstSyntheticId + options.customers)

const share = <T>(of: readonly T[], test: (one: T) => boolean) => of.filter(test).length / of.length
/** Four standard errors of a share. */
const tolerance = (expected: number, of: readonly unknown[]) =>
  4 * Math.sqrt((expected * (1 - expected)) / of.length)

describe('followCustomers', () => {
  it('gives the same quarter for the same seed and another for another', () => {
    const small = { customers: 60, seed: 5 }
    expect([...followCustomers(small)]).toEqual([...followCustomers(small)])
    expect([...followCustomers(small)]).not.toEqual([...followCustomers({ ...small, seed: 6 })])
  })

  it('keeps the order of those who stay, a quarter older, and puts new ones after them', () => {
    const ids = after.map(({ id }) => id)
    expect(ids).toEqual([...ids].sort((a, b) => a - b))
    for (const [was, is] of staying) {
      const days = (cell(is, 'tenureDays') - cell(was, 'tenureDays')) / forms.tenureDays.perUnit
      expect(days).toBe(quarterDays)
    }
    expect(newIds).toHaveLength(Math.round(quarterChange.new * options.customers))
    const [from, to] = quarterChange.newTenure
    for (const customer of newIds) {
      const days = cell(customer, 'tenureDays') / forms.tenureDays.perUnit
      expect(days >= from && days <= to).toBe(true)
    }
  })

  it('lets some go, more of those who declined, and some stop buying', () => {
    for (const activity of ['holds', 'declines'] as const) {
      const those = before.filter((customer) => customer.activity === activity)
      const gone = quarterChange.gone[activity]
      expect(Math.abs(share(those, ({ id }) => !nextOf.has(id)) - gone)).toBeLessThan(tolerance(gone, those))
    }
    const declined = staying.filter(([{ activity }]) => activity === 'declines')
    const inactive = share(declined, ([, is]) => cell(is, 'revenueCurrent') === 0)
    expect(Math.abs(inactive - quarterChange.inactive)).toBeLessThan(
      tolerance(quarterChange.inactive, declined),
    )
  })

  it('earns less from most of those who declined and from few of those who held', () => {
    const less = (activity: string) =>
      share(
        staying.filter(([was]) => was.activity === activity && cell(was, 'revenuePrevious') > 0),
        ([was, is]) => revenue(is) < revenue(was),
      )
    expect(less('declines')).toBeGreaterThan(0.75)
    expect(less('holds')).toBeLessThan(0.25)
  })

  it('changes consent and tier as rarely as it says, and profit goes along with what it was', () => {
    const turned = share(staying, ([was, is]) => was.categories[1] !== is.categories[1])
    expect(Math.abs(turned - quarterChange.consent)).toBeLessThan(tolerance(quarterChange.consent, staying))
    expect(share(staying, ([was, is]) => was.categories[0] !== is.categories[0])).toBe(0)
    const [profitBefore, profitAfter] = [0, 1].map((quarter) =>
      Float64Array.from(staying, (pair) => cell(pair[quarter], 'profit')),
    )
    const correlation = spearmanCorrelation(profitBefore, profitAfter)
    expect(correlation).toBeGreaterThan(0.65)
    expect(correlation).toBeLessThan(0.9)
  })

  it('leaves the share of declines and the distributions within the classes as they were, tenure aside', () => {
    const declining = share(after, ({ activity }) => activity === 'declines')
    expect(Math.abs(declining - shareDeclining)).toBeLessThan(tolerance(shareDeclining, after) + 0.005)
    for (const activity of ['holds', 'declines'] as const) {
      const [then, now] = [before, after].map((customers) =>
        customers.filter(
          (customer) => customer.activity === activity && cell(customer, 'revenueCurrent') > 0,
        ),
      )
      for (const name of synthesisNumericNames.filter((each) => each !== 'tenureDays')) {
        const values = then.map((customer) => cell(customer, name)).sort((a, b) => a - b)
        for (const at of [0.1, 0.5, 0.9]) {
          const bound = values[Math.floor(at * values.length)]
          const [was, is] = [then, now].map((customers) => share(customers, (c) => cell(c, name) <= bound))
          expect(Math.abs(is - was), `${activity} ${name} ${at}`).toBeLessThan(0.035)
        }
      }
    }
  })

  it('keeps copies copies', () => {
    const withCopies = { customers: 3000, seed: 8 }
    const first = [...synthesizeCustomers(withCopies)]
    const then = new Map([...followCustomers(withCopies)].map((customer) => [customer.id, customer]))
    const amounts = (customer: SyntheticCustomer) => copiedAmounts.map((name) => cell(customer, name)).join()
    const pairs = first.flatMap(({ id, origin: { copied } }) => {
      const [copy, original] = [then.get(id), copied && then.get(id - copied.back)]
      return copy && original && copied?.columns.includes('revenueCurrent') ? [[copy, original] as const] : []
    })
    expect(pairs.length).toBeGreaterThan(30)
    for (const [copy, original] of pairs) {
      expect(amounts(copy)).toBe(amounts(original))
    }
  })
})

describe('the committed next quarter', () => {
  it('is what the generator writes after the sample, byte for byte, and says so', () => {
    const marker = { synthetic: true, customers: 1300, seed: 1, copies: 0.1554, quarter: 2 }
    expect(readSyntheticMarker(next)).toEqual(marker)
    expect(readFileSync(join(next, syntheticMarkerFile), 'utf8')).toBe(`${JSON.stringify(marker, null, 2)}\n`)
    const chunks = [...synthesizeChunks({ customers: 1300, seed: 1, quarter: 2 })]
    for (const { name, file } of tableSchemas) {
      expect(readFileSync(join(next, file), 'utf8') === chunks.map((chunk) => chunk[name]).join('')).toBe(
        true,
      )
    }
  })

  it('reads without an error as tables whose outcome is open, with copies', () => {
    const { problems } = readStudyTables(next, { target: 'optional' })
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(readFileSync(join(next, 'market_file.csv'), 'utf8')).not.toContain('активность')
    const tables = loadStudyTables(next, { target: 'optional' })
    const customers = buildCustomers(tables)
    expect(customers.declines).toBeUndefined()
    expect([customers.count, customers.activeRows.length]).toEqual([1342, 1324])
    expect(findCopies(joinTables(tables)).amounts.length).toBeGreaterThan(15)
  })
})
