import { describe, expect, it } from 'vitest'
import { features } from '../../../../lib/study/src/customers/features'
import { categoryShares, numericDifferences } from '../../../../lib/study/src/exploration/group-differences'
import { partByActivity } from '../../../../lib/study/src/exploration/two-groups'
import {
  categorySharesFigure,
  differencesFigure,
  distributionsFigure,
  implausibleFigure,
  monthlyFigure,
  profitFigure,
  targetBalanceFigure,
} from '../../../../lib/study/src/report/figures/exploration'
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
    expect(figure.data.map(({ x }) => x)).toEqual([[(100 * 39) / 59], [(100 * 20) / 59]])
    expect(traceOf<{ text: string[] }>(figure, 'Buys less').text[0]).toBe('34%')
  })

  it('distributions: two histograms of equal area for each feature, and no customer’s own value', () => {
    const figure = distributionsFigure(customers, groups, numeric, 'Numbers, by class')
    expectReadable(figure, ['xaxis', 'yaxis', 'xaxis2', 'xaxis3', 'xaxis4', 'yaxis4'])
    expect(figure.data).toHaveLength(2 * numeric.length)
    const areas = (figure.data as unknown as Record<'x' | 'y' | 'width', number[]>[]).map(
      ({ x, y, width }) => {
        expect(x.length).toBeLessThan(20)
        return y.reduce((sum, height, bin) => sum + height * width[bin], 0)
      },
    )
    for (let i = 0; i < areas.length; i += 2) expect(areas[i]).toBeCloseTo(areas[i + 1], 8)
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
    expect((figure.data[0] as unknown as Xs).x).toHaveLength(30)
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

  it('months: a box for each class and month, without any customer’s own value', () => {
    const months = [
      { feature: 'revenuePrevious', label: 'previous' },
      { feature: 'revenueCurrent', label: 'current' },
    ]
    const figure = monthlyFigure(customers, groups, months, 'Revenue by month', 'money a month')
    expectReadable(figure, ['xaxis', 'yaxis'])
    const holds = traceOf<Record<string, (string | number)[]>>(figure, 'Holds')
    expect(holds.x).toEqual(['previous', 'current'])
    const values = Float64Array.from(
      groups.others,
      (row) => customers.features.numbers.revenueCurrent[row],
    ).sort()
    expect(holds.median[1]).toBe(values[19])
    expect(holds.y).toBeUndefined()
    expect(Number(holds.lowerfence[1])).toBeGreaterThan(values[2])
  })

  it('profit: two histograms', () => {
    const figure = profitFigure(groups, customers.profit)
    expectReadable(figure, ['xaxis', 'yaxis'])
    expect(figure.data.map(({ type }) => type)).toEqual(['bar', 'bar'])
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
