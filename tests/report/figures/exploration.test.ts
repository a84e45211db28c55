import {
  categoryShares,
  categorySharesFigure,
  differencesFigure,
  distributionsFigure,
  features,
  implausibleFigure,
  monthlyFigure,
  numericDifferences,
  partByActivity,
  profitFigure,
  targetBalanceFigure,
} from 'one-click'
import { describe, expect, it } from 'vitest'
import { studyCustomers } from '../study-results'
import { expectReadable, traceOf } from './check-figure'

const customers = studyCustomers()
const groups = partByActivity(customers, customers.trainingRows)
const numeric = features.filter(({ kind }) => kind === 'number')
type Xs = { x: (number | string)[] }

describe('figures of the exploration', () => {
  it('target balance: the two classes', () => {
    const figure = targetBalanceFigure(groups)
    expectReadable(figure, ['xaxis'])
    expect(figure.data.map(({ x }) => x)).toEqual([[39], [20]])
    expect(traceOf<{ text: string[] }>(figure, 'Buys less').text[0]).toMatch(/^20 customers, 34%$/)
  })

  it('distributions: two histograms for each feature, every customer in one of them', () => {
    const figure = distributionsFigure(customers, groups, numeric, 'Numbers, by class')
    expectReadable(figure, ['xaxis', 'yaxis', 'xaxis2', 'xaxis3', 'xaxis4', 'yaxis4'])
    expect(figure.data).toHaveLength(2 * numeric.length)
    for (const { x, xbins } of figure.data as unknown as (Xs & {
      xbins: Record<'start' | 'end' | 'size', number>
    })[]) {
      expect(x.length === 39 || x.length === 20).toBe(true)
      expect(xbins.size).toBeGreaterThan(0)
      expect(Math.min(...(x as number[]))).toBeGreaterThanOrEqual(xbins.start)
      expect(Math.max(...(x as number[]))).toBeLessThan(xbins.end)
    }
    expect(figure.data.filter(({ showlegend }) => showlegend)).toHaveLength(2)
  })

  it('distributions: any number of customers', () => {
    const many = 300_000
    const wide = {
      ...customers,
      features: {
        ...customers.features,
        numbers: {
          ...customers.features.numbers,
          pagesPerVisit: new Float64Array(many).map((_, i) => i % 50),
        },
      },
    }
    const rows = Int32Array.from({ length: many }, (_, i) => i)
    const pages = numeric.filter(({ name }) => name === 'pagesPerVisit')
    const halves = { of: rows.subarray(0, 1000), others: rows.subarray(1000) }
    const figure = distributionsFigure(wide, halves, pages, 'Pages of very many customers')
    expect((figure.data[0] as unknown as Xs).x).toHaveLength(many - 1000)
  })

  it('distributions: one class empty', () => {
    const none = { of: new Int32Array(0), others: groups.others }
    expectReadable(distributionsFigure(customers, none, numeric.slice(0, 2), 'One class only'), ['xaxis'])
  })

  it('category shares: text of the tables stays text', () => {
    const shares = categoryShares(customers.features.categories.favouriteCategory, groups)
    const figure = categorySharesFigure('favouriteCategory', shares, 20 / 59)
    expectReadable(figure, ['xaxis'])
    const [{ y, customdata }] = figure.data as unknown as { y: string[]; customdata: number[] }[]
    expect(y.some((name) => name.startsWith('&lt;b onclick'))).toBe(true)
    expect(y).toContain('kitchenware')
    expect(customdata.reduce((total, count) => total + count)).toBe(59)
    expect((figure.layout.meta as { description: string }).description).toContain(
      '<b onclick="x()">&amp; сад</b>: ',
    )
  })

  it('months: a box for each class, every customer in every month', () => {
    const months = [
      { feature: 'revenuePrevious', label: 'previous' },
      { feature: 'revenueCurrent', label: 'current' },
    ]
    const figure = monthlyFigure(customers, groups, months, 'Revenue by month', 'money a month')
    expectReadable(figure, ['xaxis', 'yaxis'])
    const { x } = traceOf<Xs>(figure, 'Holds')
    expect(x.filter((label) => label === 'current')).toHaveLength(39)
    expect(traceOf<Xs>(figure, 'Buys less').x).toHaveLength(40)
  })

  it('profit: two histograms', () => {
    const figure = profitFigure(groups, customers.profit)
    expectReadable(figure, ['xaxis', 'yaxis'])
    expect((figure.data as unknown as Xs[]).map(({ x }) => x.length)).toEqual([39, 20])
  })

  it('differences: one mark for each numeric feature, the largest on top', () => {
    const differences = numericDifferences(customers.features, groups)
    const figure = differencesFigure(differences, 'Difference between the classes', 'customers who decline')
    expectReadable(figure, ['xaxis'])
    const [{ y, x }] = figure.data as unknown as { y: string[]; x: number[] }[]
    expect(y.at(-1)).toBe(differences[0].feature.label)
    expect(x).toEqual(differences.map(({ delta }) => delta.estimate).reverse())
  })

  it('implausible value: all active customers and the bound', () => {
    const [found] = customers.implausible
    const figure = implausibleFigure(customers, found)
    expectReadable(figure, ['xaxis'])
    const [{ x }] = figure.data as unknown as Xs[]
    expect(x).toHaveLength(60)
    expect(Math.max(...(x as number[]))).toBe(106862.2)
    expect((figure.layout.shapes as { x0: number }[])[0].x0).toBe(found.upper)
  })
})
