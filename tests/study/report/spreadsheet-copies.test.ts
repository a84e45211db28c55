import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { readExperiment, readOutcomes } from '../../../lib/study/src/decisions/experiment/read-experiment'
import { decideOffers } from '../../../lib/study/src/decisions/offers/customer-decisions'
import { offerOptions } from '../../../lib/study/src/decisions/offers/offer-options'
import { experimentSheet, offersSheet } from '../../../lib/study/src/report/spreadsheet-copies'
import { type ToldDecision, tellDecisions } from '../../../lib/study/src/report/told/told-decisions'
import { mustBeReached } from '../../support/must-be-reached'
import { temporaryFolder } from '../../support/temporary-folder'
import { customersOf, planOf, realCatalogue, riskOf } from '../decisions/offers/decision-cases'

const customers = customersOf(
  Array.from({ length: 40 }, (_, i) => ({
    id: 900 + i,
    contacts: 3 + (i % 3),
    profit: 1.234 + 40 * (i % 7),
  })),
)
const risk = riskOf(customers, 5)
const options = offerOptions(customers, risk, realCatalogue)
const plan = planOf(options, (customer) => (customer % 3 === 0 ? 1 : 0))
const segments = Array.from(risk.rows, () => 'Save now' as const)
const ids = Array.from(risk.rows, (row) => customers.ids[row])
const offered = ids.filter((_, i) => plan.chosen[i] >= 0)
const drawn = { ids: offered, treated: Uint8Array.from(offered, (_, i) => i % 2) }
const plain = tellDecisions(
  decideOffers(customers, risk, segments, realCatalogue, options, plan),
  realCatalogue,
)
const inExperiment = tellDecisions(
  decideOffers(customers, risk, segments, realCatalogue, options, plan, drawn),
  realCatalogue,
)

/** As a Russian spreadsheet parts the cells; the byte order mark has to be there. */
function open(text: string): Record<string, string>[] {
  expect(text.startsWith('\uFEFF')).toBe(true)
  return parse(text.slice(1), { columns: true, delimiter: ';' }) as Record<string, string>[]
}

const number = (cell: string) => Number(cell.replace(',', '.'))

describe('offers-excel.csv', () => {
  const rows = open(offersSheet({ decisions: plain, catalogue: realCatalogue }))

  it('has a line for each customer, in Russian', () => {
    expect(rows.map((row) => Number(row.Клиент))).toEqual(plain.map(({ id }) => id))
    for (const title of Object.keys(rows[0])) expect(title).toMatch(/^[А-ЯЁ№][а-яё ]*(?:, %| \d)?$/)
    expect(rows.every((row) => row.Сегмент === 'Спасать сейчас')).toBe(true)
    expect(rows.map((row) => row.Предложение)).toEqual(plain.map(({ offerName }) => offerName.ru))
    expect(rows.map((row) => row['Что предложить'])).toEqual(plain.map(({ text }) => text.ru))
  })

  it('rounds numbers as the pages do and writes decimal commas', () => {
    rows.forEach((row, i) => {
      expect(row['Риск, %']).toMatch(/^\d+(,\d)?$/)
      expect(Math.abs(number(row['Риск, %']) - 100 * plain[i].probability)).toBeLessThanOrEqual(0.0501)
      expect(row['Прибыль в месяц']).toMatch(/^-?\d+(,\d)?$/)
      expect(Math.abs(number(row['Прибыль в месяц']) - plain[i].profit)).toBeLessThanOrEqual(0.501)
    })
  })

  it('states cost and gain of those who get an offer only', () => {
    const reached = mustBeReached()
    expect(rows.filter((row) => row.Стоимость === '')).toHaveLength(plain.length - offered.length)
    rows.forEach((row, i) => {
      if (row.Стоимость === '') return
      reached()
      expect(row['Чистый выигрыш']).toMatch(/^-?\d+(,\d{1,2})?$/)
      expect(Math.abs(number(row['Чистый выигрыш']) - (plain[i].kept - plain[i].cost))).toBeLessThanOrEqual(
        0.501,
      )
    })
  })

  it('names the arm and what the plan gives only while an experiment runs', () => {
    expect(rows[0]).not.toHaveProperty('Эксперимент')
    const during = open(offersSheet({ decisions: inExperiment, catalogue: realCatalogue }))
    const control = during.filter((row) => row.Эксперимент === 'Контрольная группа')
    expect(control).toHaveLength(Math.ceil(offered.length / 2))
    for (const row of control) {
      expect(row.Стоимость).toBe('')
      expect(row['Предложение по плану']).not.toBe('')
    }
  })

  it('notes what gives reason to doubt', () => {
    const decisions = plain.map((decision, i) => ({ ...decision, flagged: i === 1 }))
    const isUnfamiliar = plain.map((_, i) => i === 1 || i === 2)
    const noted = open(offersSheet({ decisions, catalogue: realCatalogue, isUnfamiliar }))
    expect(noted.slice(0, 3).map((row) => row.Примечание)).toEqual([
      '',
      'значение неправдоподобно; модель не училась на таких значениях',
      'модель не училась на таких значениях',
    ])
  })

  it('holds no formula and stays one cell a text', () => {
    const evil = ['=HYPERLINK("http://x";"y")', '+1;=2', '-2+3', '@SUM(A1)', '\t=1', 'a;b"c', '=1\n=2']
    const decisions = plain.slice(0, evil.length).map(
      (decision, i): ToldDecision => ({
        ...decision,
        offerName: { ru: evil[i], en: '' },
        why: { ru: evil[i], en: '' },
        text: { ru: evil[i], en: '' },
      }),
    )
    const sheet = offersSheet({ decisions, catalogue: realCatalogue })
    const read = open(sheet)
    expect(read).toHaveLength(evil.length)
    for (const row of read) {
      for (const cell of Object.values(row))
        expect(cell).not.toMatch(/^(?:[=+@\t\r＝＋－＠]|-(?!\d+(?:,\d+)?$))/)
    }
  })
})

describe('experiment-excel.csv', () => {
  const content = { decisions: inExperiment, catalogue: realCatalogue }
  const rows = open(experimentSheet({ ids: Float64Array.from(offered), quarter: '2026-Q4' }, content))

  it('has a line for each participant, in the order of the draw, with what each gets', () => {
    expect(rows.map((row) => Number(row.Клиент))).toEqual(offered)
    const decisionOf = new Map(inExperiment.map((decision) => [decision.id, decision]))
    rows.forEach((row, i) => {
      expect(row.Эксперимент).toBe(i % 2 === 1 ? 'Получает предложение' : 'Контрольная группа')
      expect(row.Предложение).toBe(decisionOf.get(offered[i])!.offerName.ru)
      expect(row.Квартал).toBe('2026-Q4')
    })
  })
})

describe('a copy for people', () => {
  const content = { decisions: inExperiment, catalogue: realCatalogue }
  const copies = [
    ['offers-excel.csv', offersSheet(content)],
    [
      'experiment-excel.csv',
      experimentSheet({ ids: Float64Array.from(offered), quarter: '2026-Q4' }, content),
    ],
  ]

  it.each(copies)('is refused by name where a file for machines is read: %s', (name, text) => {
    const path = join(temporaryFolder('copies'), name)
    writeFileSync(path, text)
    const refusal = `${path} is a copy for people (*-excel.csv), rounded and in words: name `
    expect(() => readExperiment(path)).toThrow(`${refusal}experiment.csv instead`)
    expect(() => readOutcomes(path)).toThrow(`${refusal}the next quarter's market_file.csv instead`)
  })
})
