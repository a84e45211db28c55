import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { buildCustomers } from '../../lib/study/src/customers/customers'
import { loadStudyTables, readStudyTables } from '../../lib/study/src/tables/read-study-tables'
import { tableSchemas } from '../../lib/study/src/tables/schema'
import { readSyntheticMarker, syntheticMarkerFile } from '../../lib/study/src/tables/synthesis-marker'
import { synthesizeChunks, writeSyntheticTables } from '../../tools/synthesis/src/synthesis-files'
import { synthesisParameters } from '../../tools/synthesis/src/synthesis-parameters'
import { temporaryFolder } from '../support/temporary-folder'

const sample = resolve(__dirname, '../../data/sample')
const folder = temporaryFolder('synthesis')
describe('the committed sample', () => {
  it('is what the generator writes for 1,300 customers and seed 1, byte for byte', async () => {
    const again = join(folder, 'sample')
    await writeSyntheticTables(again, { customers: 1300, seed: 1 })
    const files = [...tableSchemas.map(({ file }) => file), syntheticMarkerFile]
    expect(readdirSync(again).sort()).toEqual([...files].sort())
    for (const file of files) {
      expect(readFileSync(join(again, file)).equals(readFileSync(join(sample, file))), file).toBe(true)
    }
  })

  it('reads without an error and has the defects of the store’s tables', () => {
    const { problems } = readStudyTables(sample)
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
    const rules = problems.map(({ rule, value }) =>
      `${rule} ${rule === 'repaired-value' ? value : ''}`.trim(),
    )
    expect(rules.sort()).toEqual([
      'inactive-customer',
      'outlier',
      'repaired-value Косметика и аксесуары',
      'repaired-value предыдцщий_месяц',
      'repaired-value стандартт',
    ])
  })

  it('says what made it', () => {
    const marker = { synthetic: true, customers: 1300, seed: 1, copies: 0.1554, quarter: 1 }
    expect(readSyntheticMarker(sample)).toEqual(marker)
    expect(readSyntheticMarker(folder)).toBeUndefined()
  })

  it('has 1,300 customers: 498 decline, 1,297 are active, one has an implausible revenue', () => {
    const customers = buildCustomers(loadStudyTables(sample))
    expect(customers.count).toBe(1300)
    expect(customers.declines?.reduce((sum, value) => sum + value, 0)).toBe(498)
    expect(customers.activeRows.length).toBe(1297)
    expect(customers.implausible.map(({ input }) => input)).toEqual(['revenueCurrent'])
  })
})

describe('readSyntheticMarker', () => {
  it('names a marker that it cannot understand', () => {
    for (const text of ['', '{}', '{"synthetic":true,"customers":"many"}', '[']) {
      writeFileSync(join(folder, syntheticMarkerFile), text)
      expect(() => readSyntheticMarker(folder)).toThrow(/synthetic\.json.*make the tables again/)
    }
    rmSync(join(folder, syntheticMarkerFile))
  })
})

describe('synthesizeChunks', () => {
  it('gives every customer one row, three revenues, two minutes and one profit, whatever the pieces', () => {
    for (const customers of [1, 1999, 2000, 2001, 4100]) {
      const text = { customers: '', revenue: '', minutes: '', profit: '' }
      for (const chunk of synthesizeChunks({ customers, seed: 3 })) {
        for (const name of ['customers', 'revenue', 'minutes', 'profit'] as const) text[name] += chunk[name]
      }
      const lines = (whole: string) => whole.split('\n').length - 2
      expect(Object.values(text).map(lines)).toEqual([customers, 3 * customers, 2 * customers, customers])
    }
  })

  it('heads the columns as the store does', () => {
    const [first] = synthesizeChunks({ customers: 1, seed: 1 })
    expect(first.customers.split('\n')[0]).toBe(
      'id,Покупательская активность,Тип сервиса,Разрешить сообщать,Маркет_актив_6_мес,Маркет_актив_тек_мес,' +
        'Длительность,Акционные_покупки,Популярная_категория,Средний_просмотр_категорий_за_визит,' +
        'Неоплаченные_продукты_штук_квартал,Ошибка_сервиса,Страниц_за_визит',
    )
    expect(first.revenue.split('\n')[0]).toBe('id,Период,Выручка')
    expect(first.minutes.split('\n')[0]).toBe('id,Период,минут')
    expect(first.profit.split('\n')[0]).toBe('id,Прибыль')
  })

  it('puts the months of a customer in the orders seen, each as often as seen', () => {
    const [first] = synthesizeChunks({ customers: 2000, seed: 1 })
    const words = { current: 'текущий', previous: 'предыдущий', beforePrevious: 'препредыдущий' }
    const rows = first.revenue.split('\n').slice(1, -1)
    const orders = Array.from({ length: 2000 }, (_, i) =>
      rows
        .slice(3 * i, 3 * i + 3)
        .map((row) => row.split(',')[1].replace('_месяц', ''))
        .join(),
    )
    const total = synthesisParameters.revenueOrders.reduce((sum, { frequency }) => sum + frequency, 0)
    for (const { months, frequency } of synthesisParameters.revenueOrders) {
      const order = months.map((month) => words[month as keyof typeof words]).join()
      const share = orders.filter((other) => other === order).length / orders.length
      expect(Math.abs(share - frequency / total)).toBeLessThan(0.04)
    }
  })
})

describe('writeSyntheticTables', () => {
  it('leaves tables that are there alone unless told to replace them', async () => {
    const taken = mkdtempSync(join(folder, 'taken-'))
    writeFileSync(join(taken, 'money.csv'), 'mine')
    await expect(writeSyntheticTables(taken, { customers: 5, seed: 1 })).rejects.toThrow(/--force/)
    expect(readFileSync(join(taken, 'money.csv'), 'utf8')).toBe('mine')
    expect(readdirSync(taken)).toEqual(['money.csv'])
    await writeSyntheticTables(taken, { customers: 5, seed: 1, replace: true })
    expect(readFileSync(join(taken, 'money.csv'), 'utf8')).toMatch(/^id,Прибыль\n500001,/)
  })

  it('leaves nothing behind when it fails on the way', async () => {
    const failed = mkdtempSync(join(folder, 'failed-'))
    const onProgress = () => {
      throw new Error('stopped')
    }
    await expect(writeSyntheticTables(failed, { customers: 5000, seed: 1, onProgress })).rejects.toThrow(
      'stopped',
    )
    expect(readdirSync(failed)).toEqual([])
  })

  it('names a folder it cannot write to', async () => {
    const file = join(folder, 'a-file')
    writeFileSync(file, '')
    await expect(writeSyntheticTables(join(file, 'below'), { customers: 5, seed: 1 })).rejects.toThrow(
      /cannot be written/,
    )
  })

  it('reports its progress up to the last customer', async () => {
    const seen: number[] = []
    const options = { customers: 4500, seed: 1, onProgress: (done: number) => seen.push(done) }
    await writeSyntheticTables(join(folder, 'progress'), options)
    expect(seen).toEqual([2000, 4000, 4500])
  })
})
