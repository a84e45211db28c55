import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { drawArms } from '../../../../lib/study/src/decisions/experiment/draw'
import { readExperiment, readOutcomes } from '../../../../lib/study/src/decisions/experiment/read-experiment'
import { simulateOutcomes } from '../../../../lib/study/src/decisions/experiment/rehearsal'
import { experimentCsv } from '../../../../lib/study/src/report/experiment-files'
import type { Problem } from '../../../../lib/study/src/tables/schema'
import { outcomesCsv } from '../../../support/outcomes-csv'
import { temporaryFolder } from '../../../support/temporary-folder'
import { madeCustomers } from './made-customers'

const folder = temporaryFolder('read-experiment')

function write(name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

const customers = madeCustomers([12, 9])
const drawn = {
  ...customers,
  treated: drawArms(customers.ids, customers.segment, { seed: 2, quarter: '2026-Q4' }),
  quarter: '2026-Q4',
  plannedQuarters: 3,
}
const usual = () => ({ offer: 'news', channel: 'site' })
const text = experimentCsv(drawn, usual)
const plan = write('experiment.csv', text)
const simulated = simulateOutcomes(drawn, { seed: 1, missing: 0.05, profitNoise: 0.1 })
const outcomes = write('outcomes.csv', outcomesCsv(simulated))

/** The plan with a value of the first line replaced, by the column's header. */
function withValue(header: string, value: string): string {
  const [heads, first, ...rest] = text.trimEnd().split('\n')
  const cells = first.split(',')
  cells[heads.split(',').indexOf(header)] = value
  return `${[heads, cells.join(','), ...rest].join('\n')}\n`
}

describe('experiment.csv', () => {
  it('reads back as it was drawn; control is given the usual news', () => {
    const read = readExperiment(plan)
    const inTreatment = (i: number) => drawn.treated[i] === 1
    expect(read).toEqual({
      ...drawn,
      channel: drawn.channel.map((channel, i) => (inTreatment(i) ? channel : 'site')),
    })
    expect(experimentCsv(drawn, usual).split('\n')[0]).toMatch(
      /^id,segment,arm,offer,channel,decline_probability,profit,/,
    )
  })

  it('reads back which participants are copies of each other', () => {
    const units = drawn.ids.map((id, i) => (i === 5 ? drawn.ids[2] : id))
    const text = experimentCsv({ ...drawn, units }, usual)
    expect(text.split('\n')[0]).toMatch(/,addressed_risk,unit$/)
    expect(readExperiment(write('copies.csv', text)).units).toEqual(units)
  })

  it('reads back with effects that were measured to do harm', () => {
    const harm = { ...drawn, lowReduction: drawn.lowReduction.map(() => -0.05) }
    const read = readExperiment(write('harm.csv', experimentCsv(harm, usual)))
    expect(read.lowReduction).toEqual(harm.lowReduction)
  })

  it('reads in its first form, which states no quarter', () => {
    const lines = experimentCsv(drawn, usual).trimEnd().split('\n')
    const first = write(
      'first.csv',
      `${lines.map((line) => line.split(',').slice(0, 12).join(',')).join('\n')}\n`,
    )
    const read = readExperiment(first)
    expect(read).toMatchObject({ ids: drawn.ids, treated: drawn.treated, quarter: '', plannedQuarters: 1 })
    expect(read.addressed.every(Number.isNaN)).toBe(true)
  })

  it('is refused when quarters were put together, with what to do', () => {
    const later = experimentCsv({ ...drawn, quarter: '2027-Q1' }, usual)
    const rows = later.slice(later.indexOf('\n') + 1)
    const joined = write('joined.csv', experimentCsv(drawn, usual) + rows)
    expect(() => readExperiment(joined)).toThrow(
      /2 quarters \("2026-Q4", "2027-Q1"\): keep each quarter in a file of its own/,
    )
    const changed = write('changed.csv', experimentCsv(drawn, usual).replace('2026-Q4,3', '2026-Q4,5'))
    expect(() => readExperiment(changed)).toThrow('planned_quarters is not one whole number')
    const nameless = write('nameless.csv', experimentCsv({ ...drawn, quarter: '?!' }, usual))
    expect(() => readExperiment(nameless)).toThrow('"?!" is no label of a quarter')
    const twice = outcomesCsv(simulated)
    const outcomes = write('twice.csv', twice + twice.slice(twice.indexOf('\n') + 1))
    expect(() => readOutcomes(outcomes)).toThrow('If several quarters were put together in this file')
  })
})

describe('the outcome file', () => {
  it('reads back, with profit and without', () => {
    expect(readOutcomes(outcomes)).toEqual(simulated)
    const { ids, declined } = simulated
    expect(readOutcomes(write('plain.csv', outcomesCsv({ ids, declined })))).toEqual({ ids, declined })
  })

  it('is the same in the encodings and dialects of the store', () => {
    const text =
      'id;Покупательская активность;Прибыль\r\n1001;Снизилась;3,25\r\n1002;прежний уровень;-1,5\r\n'
    const expected = {
      ids: Float64Array.from([1001, 1002]),
      declined: Uint8Array.from([1, 0]),
      profit: Float64Array.from([3.25, -1.5]),
    }
    const windows = Uint8Array.from(text, (letter) => {
      const code = letter.charCodeAt(0)
      return code < 0x80 ? code : code - 0x410 + 0xc0
    })
    expect(readOutcomes(write('bom.csv', `\ufeff${text}`))).toEqual(expected)
    expect(readOutcomes(write('utf16.csv', Buffer.from(`\ufeff${text}`, 'utf16le')))).toEqual(expected)
    expect(readOutcomes(write('windows.csv', windows))).toEqual(expected)
  })

  it('takes an empty activity as not known and leaves other columns aside', () => {
    const path = write('some.csv', 'id,note,activity\n1001,x,\n1002,y,Снизилась\n')
    expect(readOutcomes(path)).toEqual({ ids: Float64Array.from([1002]), declined: Uint8Array.from([1]) })
  })

  it('is refused with the line, the value and the remedy', () => {
    const bad = write('bad.csv', 'id,activity\n1001,Снизилась\n1002,ушёл\n1001,Снизилась\nx,Снизилась\n')
    expect(() => readOutcomes(bad)).toThrow(/bad\.csv cannot be used:/)
    expect(() => readOutcomes(bad)).toThrow(/line 3, column Покупательская активность: "ушёл" is neither/)
    expect(() => readOutcomes(bad)).toThrow(/line 4, column id.*id 1001 stands on line 2 already/)
    expect(() => readOutcomes(bad)).toThrow(/line 5, column id: "x" is not a whole number/)
    expect(() => readOutcomes(join(folder, 'none.csv'))).toThrow('the file is missing')
    expect(() => readOutcomes(write('column.csv', 'id\n1\n'))).toThrow('the column is missing')
    const arm = write('arm.csv', experimentCsv(drawn, usual).replace(',control,', ',placebo,'))
    expect(() => readExperiment(arm)).toThrow(
      /"placebo" is none of the values allowed here: treatment, control/,
    )
  })
})

describe('what experiment.csv may hold', () => {
  it.each([
    ['decline_probability', '1.01'],
    ['decline_probability', '-0.01'],
    ['offer_cost', '-1'],
    ['assumed_reduction', '1.5'],
    ['assumed_reduction_low', '-1.5'],
    ['assumed_reduction_high', '2'],
    ['addressed_risk', '1.2'],
    ['addressed_risk', '-0.2'],
    ['planned_quarters', '0'],
    ['planned_quarters', '101'],
    ['profit', '2000000000'],
    ['averted_profit', '-2000000000'],
    ['profit', 'much'],
    ['arm', ''],
  ])('is refused with a %s of %s, naming file, line and column', (header, value) => {
    const bad = write('value.csv', withValue(header, value))
    expect(() => readExperiment(bad)).toThrow(`${bad} cannot be used:`)
    expect(() => readExperiment(bad)).toThrow(`line 2, column ${header}`)
  })

  it.each([
    ['profit', '-5', 'profit'],
    ['decline_probability', '0', 'probability'],
    ['decline_probability', '1', 'probability'],
    ['addressed_risk', '0', 'addressed'],
    ['offer_cost', '0', 'cost'],
    ['assumed_reduction_low', '-1', 'lowReduction'],
    ['assumed_reduction_high', '1', 'highReduction'],
  ] as const)('is read with a %s of %s', (header, value, name) => {
    expect(readExperiment(write('value.csv', withValue(header, value)))[name][0]).toBe(Number(value))
  })

  it('is refused where quarters are planned in part, or nobody takes part', () => {
    const half = write('half.csv', text.replaceAll('2026-Q4,3,', '2026-Q4,2.5,'))
    expect(() => readExperiment(half)).toThrow('planned_quarters is not one whole number in all lines')
    const nobody = write('nobody.csv', text.slice(0, text.indexOf('\n') + 1))
    expect(() => readExperiment(nobody)).toThrow(/nobody\.csv cannot be used:\n.*no row below the header/)
  })

  it('names at most eight of the quarters that were put together', () => {
    const rows = (quarter: number) => text.slice(text.indexOf('\n') + 1).replaceAll('2026-Q4', `q${quarter}`)
    const many = write('many.csv', text + Array.from({ length: 9 }, (_, q) => rows(q)).join(''))
    expect(() => readExperiment(many)).toThrow('holds the draws of 10 quarters ("2026-Q4", "q0", ')
    expect(() => readExperiment(many)).toThrow('"q6"): keep')
  })

  it('shows ten problems and counts the others', () => {
    const lines = (of: number) =>
      Array.from({ length: 40 }, (_, i) => `${i + 1},${i < of ? 'ушёл' : 'Снизилась'}`).join('\n')
    const messages = (of: number) => {
      try {
        readOutcomes(write('lines.csv', `id,activity\n${lines(of)}\n`))
        return ''
      } catch (error) {
        return (error as Error).message
      }
    }
    expect(messages(10).match(/is neither/g)).toHaveLength(10)
    expect(messages(10)).not.toContain('more')
    expect(messages(10)).not.toContain('If several quarters')
    expect(messages(13).match(/is neither/g)).toHaveLength(10)
    expect(messages(13)).toMatch(/… and 3 .*more$/)
  })

  it('is not the copy for people', () => {
    const copy = 'id;Сегмент;Предложение;Канал\n1;a;b;c\n'
    expect(() => readExperiment(write('experiment-excel.csv', copy))).toThrow(
      'is a copy for people (*-excel.csv), rounded and in words: name experiment.csv instead',
    )
    expect(() => readOutcomes(write('offers-excel.csv', copy))).toThrow(
      "name the next quarter's market_file.csv instead",
    )
    // One of the titles alone is a column as any other.
    const path = write('channel.csv', 'id;Канал;activity\n1;c;Снизилась\n')
    expect(readOutcomes(path)).toEqual({ ids: Float64Array.of(1), declined: Uint8Array.of(1) })
  })
})

describe('warnings', () => {
  const collected = (read: (onWarnings: (found: readonly Problem[]) => void) => unknown) => {
    const all: Problem[] = []
    read((found) => all.push(...found))
    return all
  }

  it('are handed on with the file, but for columns that are left aside and words of which none are listed', () => {
    const path = write('misspelt.csv', 'id,note,activity\n1001,x, снизилась\n1002,y,Прежний уровень\n')
    const all = collected((onWarnings) => readOutcomes(path, onWarnings))
    expect(all.length).toBeGreaterThan(0)
    for (const { severity, rule, file } of all) {
      expect(severity).toBe('warning')
      expect(file).toBe('misspelt.csv')
      expect(['extra-column', 'unseen-category']).not.toContain(rule)
    }
    expect(collected((onWarnings) => readOutcomes(outcomes, onWarnings))).toEqual([])
    expect(collected((onWarnings) => readExperiment(plan, onWarnings))).toEqual([])
    const spaced = write('spaced.csv', withValue('arm', ' Treatment'))
    expect(collected((onWarnings) => readExperiment(spaced, onWarnings)).length).toBeGreaterThan(0)
  })
})

describe('an outcome file with profit', () => {
  it('has one for everyone whose outcome is known', () => {
    const path = write('empty.csv', 'id,activity,profit\n1,Снизилась,\n2,Прежний уровень,3\n')
    expect(() => readOutcomes(path)).toThrow(/line 2, column Прибыль/)
  })

  it('is matched by the outcome: those whose outcome is not known are left out', () => {
    const path = write('known.csv', 'id,activity,profit\n1,,4\n2,Прежний уровень,3\n3,Снизилась,2\n')
    expect(readOutcomes(path)).toEqual({
      ids: Float64Array.of(2, 3),
      declined: Uint8Array.of(0, 1),
      profit: Float64Array.of(3, 2),
    })
  })
})
