import { expect } from 'vitest'
import { readStudyTables } from '../../../lib/study/src/tables/read-study-tables'
import { smallTables, tableText, writeWith } from './table-copies'

/** One thing wrong with one file of otherwise good tables, and the error it must give. */
export interface Broken {
  readonly file: string
  readonly content: string | Uint8Array
  readonly rule: string
  readonly line?: number
  readonly column?: string
  readonly value?: string
  /** Rows that it speaks for. */
  readonly count?: number
  /** Errors that come with it. */
  readonly also?: readonly string[]
}

export const customers = 'market_file.csv'
export const money = 'market_money.csv'
export const time = 'market_time.csv'
export const profit = 'money.csv'

export const good = smallTables()
export const columnNames = good[customers][0]

/** A file's text with one cell replaced; lines count from 1, the header on line 1. */
export function withCell(file: string, line: number, column: string, value: string): string {
  const field = good[file][0].indexOf(column)
  return tableText(
    good[file].map((row, i) => row.map((cell, j) => (i === line - 1 && j === field ? value : cell))),
  )
}

export function badCell(file: string, line: number, column: string, value: string, rule: string): Broken {
  return { file, content: withCell(file, line, column, value), rule, line, column, value: value.trim() }
}

function linesOf(file: string): string[] {
  return tableText(good[file]).trimEnd().split('\n')
}

export function withLines(file: string, change: (lines: string[]) => string[]): string {
  return `${change(linesOf(file)).join('\n')}\n`
}

export function withColumn(file: string, change: (row: readonly string[]) => string[]): string {
  return tableText(good[file].map(change))
}

/** Refused with the expected rule at the expected place, and the rows still add up. */
export function expectRefused(broken: Broken): void {
  const { file, content, rule, line, column, value, count, also = [] } = broken
  const { tables, problems, balance } = readStudyTables(writeWith(file, content))
  expect(tables).toBeUndefined()
  const errors = problems.filter(({ severity }) => severity === 'error')
  const place = Object.fromEntries(
    Object.entries({ line, column, value, count }).filter(([, v]) => v !== undefined),
  )
  expect(errors.map((error) => error.rule).sort()).toEqual([rule, ...also].sort())
  expect(errors.find((error) => error.rule === rule)).toMatchObject({ file, ...place })
  for (const { read, used, setAside } of balance) {
    expect(used + setAside.reduce((sum, { rows }) => sum + rows, 0)).toBe(read)
  }
  expect(errors.every(({ message }) => message.length > 20 && !/[\p{Cc}]/u.test(message))).toBe(true)
}
