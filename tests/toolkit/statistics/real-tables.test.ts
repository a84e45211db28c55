import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Binning } from '../../../lib/toolkit/statistics/src/association/contingency'
import { phiKMatrix } from '../../../lib/toolkit/statistics/src/association/phi-k'
import { phiKSignificanceMatrix } from '../../../lib/toolkit/statistics/src/association/phi-k-significance'
import { varianceInflation } from '../../../lib/toolkit/statistics/src/association/variance-inflation'
import { spearmanMatrix } from '../../../lib/toolkit/statistics/src/rank'
import { realTablesFolder } from '../../support/real-tables'
import { expectAllClose, reference } from './reference'

const { real } = reference
const categories = new Set(real.categories)

/** The rows of a table as records; the misspellings of the store's copy repaired. */
function records(file: string): Record<string, string>[] {
  const text = readFileSync(`${realTablesFolder}/${file}`, 'utf8').replace(/^\uFEFF/, '')
  const [header, ...lines] = text
    .replaceAll('стандартт', 'стандарт')
    .replaceAll('предыдцщий', 'предыдущий')
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','))
  return lines.map((fields) => Object.fromEntries(fields.map((field, j) => [header[j].trim(), field])))
}

/** The columns that tests/reference/statistics.py summarises, in its order; categories as codes. */
function realColumns(): Float64Array[] {
  const customers = records('market_file.csv')
  const monthly = new Map<string, string>()
  for (const row of records('market_money.csv')) monthly.set(`${row.id} Выручка ${row.Период}`, row.Выручка)
  for (const row of records('market_time.csv')) monthly.set(`${row.id} минут ${row.Период}`, row.минут)
  return real.columns.map((name) => {
    const texts = customers.map((row) => row[name] ?? monthly.get(`${row.id} ${name}`) ?? 'NaN')
    const known = [...new Set(texts)]
    return Float64Array.from(texts, (text) => (categories.has(name) ? known.indexOf(text) : Number(text)))
  })
}

describe.skipIf(!realTablesFolder)("the store's own tables", () => {
  const columns = realTablesFolder ? realColumns() : []
  const numeric = columns.filter((_, j) => !categories.has(real.columns[j]))
  const binnings = real.columns.map((name): Binning => (categories.has(name) ? 'category' : 'interval'))

  it('have the phi_k matrix of the Python package phik within 1e-3', () => {
    expect(columns.length).toBe(17)
    expectAllClose(phiKMatrix(columns, binnings).values, real.phiK.flat(), 1e-3)
  })
  it('have the Spearman matrix of scipy within 1e-12', () => {
    expectAllClose(spearmanMatrix(numeric).values, real.spearman.flat(), 1e-12)
  })
  it('have the variance inflation of least squares', () => {
    expectAllClose(varianceInflation(numeric), real.varianceInflation, 0, 1e-9)
  })
  it('have the asymptotic significance of phik', () => {
    const p = columns.length
    const { values } = phiKSignificanceMatrix(columns, binnings, { method: 'asymptotic', seed: 0 })
    for (let i = 0; i < p; i++) {
      for (let j = 0; j < i; j++) {
        const expected = real.asymptoticZ[i][j]
        expectAllClose([values[i * p + j]], [expected], 1e-7, 1e-8)
      }
    }
  })
})
