import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readStudyTables } from '../../../lib/study/src/tables/read-study-tables'
import type { Problem } from '../../../lib/study/src/tables/schema'
import { customers, good, money, profit, time, withCell } from './broken-table'
import { writeCopy, writeWith } from './table-copies'

describe('files and folders', () => {
  const errorsOf = (folder: string): readonly Problem[] => readStudyTables(folder).problems

  it('a missing folder', () => {
    expect(errorsOf('/nowhere/at all')).toMatchObject([{ rule: 'missing-folder', file: '/nowhere/at all' }])
  })

  it('a file for a folder', () => {
    const folder = writeCopy(good)
    expect(errorsOf(join(folder, profit))).toMatchObject([{ rule: 'not-a-folder' }])
  })

  it('a missing file, with the file that may be meant', () => {
    const folder = writeCopy(good)
    rmSync(join(folder, time))
    writeFileSync(join(folder, 'Market-Time.csv'), '')
    expect(errorsOf(folder)).toMatchObject([
      { rule: 'missing-file', file: time, message: expect.stringContaining('Market-Time.csv') },
    ])
  })

  it('a folder for a file', () => {
    const folder = writeCopy(good)
    rmSync(join(folder, time))
    mkdirSync(join(folder, time))
    expect(errorsOf(folder)).toMatchObject([{ rule: 'unreadable-file', file: time }])
  })

  it('a link that leads nowhere but to itself', () => {
    const folder = writeCopy(good)
    rmSync(join(folder, time))
    symlinkSync(time, join(folder, time))
    expect(errorsOf(folder)).toMatchObject([{ rule: 'unreadable-file', file: time }])
  })
})

describe('everything at once', () => {
  it('reports all problems of all tables, each file in the order of its lines', () => {
    const folder = writeWith(customers, withCell(customers, 4, 'Тип сервиса', 'золото'))
    writeFileSync(join(folder, profit), 'id,Прибыль\n1,x\n2,\n3,NaN\n3,4\n4,"1\n')
    writeFileSync(join(folder, time), '')
    rmSync(join(folder, money))
    const { problems } = readStudyTables(folder)
    expect(problems.map(({ file, line, rule }) => [file, line, rule])).toEqual([
      [customers, 4, 'unknown-tier'],
      [money, undefined, 'missing-file'],
      [time, undefined, 'empty-file'],
      [profit, undefined, 'absent-customer'],
      [profit, 2, 'not-a-number'],
      [profit, 4, 'not-finite'],
      [profit, 5, 'duplicate-key'],
      [profit, 6, 'unclosed-quote'],
    ])
  })

  it('counts physical lines below blank lines and line ends inside quotes', () => {
    const { problems } = readStudyTables(
      writeWith(profit, 'id,Прибыль\r\n\r\n"1\r\n",2\r\n\r\n2,x\r\n3,"1\n4,1\n'),
    )
    expect(
      problems.filter(({ severity }) => severity === 'error').map(({ rule, line }) => [rule, line]),
    ).toEqual([
      ['not-a-number', 6],
      ['unclosed-quote', 7],
    ])
  })

  it('gives up on a file whose quotes are all broken', () => {
    const rows = Array.from({ length: 50 }, (_, i) => `${i + 1},3"4`)
    const { problems } = readStudyTables(writeWith(profit, ['id,Прибыль', ...rows].join('\n')))
    const errors = problems.filter(({ severity }) => severity === 'error')
    expect(errors.map(({ rule, line, count }) => [rule, line, count])).toEqual([
      ['unclosed-quote', undefined, undefined],
      ['unclosed-quote', 2, 20],
    ])
  })
})
