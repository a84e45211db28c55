import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { estimateQuarters } from '../../lib/study/src/decisions/experiment/estimate-quarters'
import type { DrawnQuarter } from '../../lib/study/src/decisions/experiment/experiment-plan'
import { readMeasuredEffects } from '../../lib/study/src/decisions/experiment/measured-effects'
import { readOfferCatalogue } from '../../lib/study/src/decisions/offers/read-catalogue'
import { readCustomerModel } from '../../lib/study/src/evaluation/customer-model-file'
import { fitCustomerModel } from '../../lib/study/src/evaluation/feature-preprocessor'
import { writeModelFile } from '../../lib/study/src/evaluation/model-file'
import { readSyntheticMarker } from '../../lib/study/src/tables/synthesis-marker'
import { UserError } from '../../lib/toolkit/core/src/errors'
import { readInputFile } from '../../lib/toolkit/core/src/files/read-input'
import { fisherExactTest } from '../../lib/toolkit/statistics/src/hypothesis/fisher-exact'
import { learningTable } from '../study/evaluation/learning-tables'
import { testOffers } from '../support/offers'
import { temporaryFolder } from '../support/temporary-folder'
import { fileArray, forgedFile, type Json } from '../toolkit/learn/forged-file'
import { withinSeconds } from './within-seconds'

const folder = temporaryFolder('made-to-measure')
function fileOf(content: unknown): string {
  const path = join(folder, 'content.json')
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

/** What refuses the work, which may not take long. */
function refusal(work: () => unknown): string {
  return withinSeconds(() => {
    try {
      work()
    } catch (error) {
      expect(error).toBeInstanceOf(UserError)
      return (error as Error).message
    }
    return 'not refused'
  })
}

describe('what is no regular file', () => {
  const pipe = join(folder, 'pipe')
  execFileSync('mkfifo', [pipe])
  const marked = join(folder, 'marked')
  mkdirSync(marked)
  symlinkSync(pipe, join(marked, 'synthetic.json'))
  const readers = [
    ['a model', readCustomerModel],
    ['offers', readOfferCatalogue],
    ['measured effects', readMeasuredEffects],
  ] as const

  it.each(readers)('is refused as %s without waiting for it', (_, read) => {
    expect(refusal(() => read(pipe))).toMatch(/pipe is a pipe: name a regular file for the /)
    expect(refusal(() => read('/dev/zero'))).toMatch(/^\/dev\/zero is a device: name a regular file/)
    expect(refusal(() => read(folder))).toMatch(/ is a folder: name a regular file/)
  })

  it('is refused as the marker of synthetic tables', () => {
    expect(refusal(() => readSyntheticMarker(marked))).toMatch(/synthetic\.json is a pipe/)
  })

  it('is refused when too large, a link is followed', () => {
    const path = fileOf('12345')
    const link = join(folder, 'link')
    symlinkSync(path, link)
    expect(readInputFile(link, 'number', 5).toString()).toBe('12345')
    expect(refusal(() => readInputFile(path, 'number', 4))).toMatch(
      /is too large for a number: 5 bytes, at most 4 are read/,
    )
  })
})

describe('a model file with its checksum redone', () => {
  const { table, declines } = learningTable(120, 5)
  const rows = Int32Array.from(declines, (_, row) => row)
  const header = { library: '0', fingerprint: 'of the tables', customers: 120, seed: 3 }
  const textOf = (estimator: string, candidates: readonly object[]) => {
    const features = ['promoShare', 'favouriteCategory']
    const procedure = {
      name: 'one',
      estimator,
      features,
      candidates: candidates as [],
      calibration: 'probability' as const,
    }
    const path = join(folder, 'model.json')
    writeModelFile(path, fitCustomerModel(procedure, table, rows, declines, 3), { ...header, features })
    expect(readCustomerModel(path).header.customers).toBe(120)
    return readFileSync(path, 'utf8')
  }
  const trees = textOf('extra-trees', [{ trees: 5 }])
  const neighbours = textOf('k-nearest-neighbours', [{ neighbours: 15 }])
  const forged = (text: string, change: (content: Json) => void) => {
    const path = fileOf(forgedFile(text, change))
    return refusal(() => readCustomerModel(path))
  }
  const put = (target: Json, values: object) => Object.assign(target, values)

  it.each([2_147_483_648, 1e15, -1, 0.5])('is refused with %d customers', (customers) => {
    expect(forged(trees, (content) => put(content.header, { customers }))).toMatch(/sound.*customers/)
  })

  it('is refused with more customers than its reference has', () => {
    const interval = { estimate: 0, lower: -1, upper: 1 }
    const reference = {
      population: { customers: 120, active: 120, incomplete: 0, implausible: 0 },
      declining: 40,
      features: [
        { kind: 'number', feature: 'promoShare', values: fileArray(Float64Array.of(0, 1)) },
        { kind: 'category', feature: 'favouriteCategory', categories: [{ category: 'a', customers: 120 }] },
      ],
      scores: {
        probability: fileArray(Float64Array.of(0.2)),
        repeats: [fileArray(Float64Array.of(0.2))],
        groups: fileArray(Int32Array.of(0)),
        declines: { type: 'Uint8Array', length: 1, data: 'AA==' },
      },
      expected: { rocAuc: interval, logLoss: interval, brier: interval, deviation: interval },
    }
    const withReference = (change: (reference: Json) => void) => (content: Json) => {
      const copy = structuredClone(reference) as unknown as Json
      change(copy)
      put(content, { reference: copy })
    }
    expect(
      forged(
        trees,
        withReference(() => {}),
      ),
    ).toBe('not refused')
    const population = (values: object) => withReference((held) => put(held.population, values))
    expect(forged(trees, population({ customers: 2_147_483_648 }))).toMatch(/sound/)
    expect(forged(trees, population({ customers: 1e6, active: 1e6 }))).toMatch(
      /those of its reference differ/,
    )
    expect(
      forged(
        trees,
        withReference((held) => put(held, { declining: 121 })),
      ),
    ).toMatch(/differ/)
    const categories = (list: object) =>
      withReference((held) => put((held.features as unknown as Json[])[1], { categories: list }))
    expect(forged(trees, categories([{ category: 'a', customers: 2_147_483_648 }]))).toMatch(/sound/)
    expect(forged(trees, categories([{ category: 'a', customers: 119 }]))).toMatch(/of other customers/)
    const many = Array.from({ length: 100_000 }, (_, i) => ({ category: `c${i}`, customers: 1 }))
    expect(forged(trees, categories(many))).toMatch(/sound/)
  })

  it('is refused with 2,000,000 neighbours, or more points than are walked through', () => {
    const count = 2_000_000
    const zeros = fileArray(new Float64Array(count))
    const labels = { type: 'Uint8Array', length: count, data: Buffer.alloc(count).toString('base64') }
    expect(
      forged(neighbours, ({ model: { model } }) =>
        put(model, { features: 1, neighbours: count, points: zeros, labels }),
      ),
    ).toMatch(/neighbours/)
    expect(
      forged(neighbours, ({ model: { model } }) => put(model, { features: 1, points: zeros, labels })),
    ).toMatch(/more than 100000 points/)
    expect(forged(neighbours, ({ model: { model } }) => put(model, { neighbours: 121 }))).toMatch(
      /more neighbours/,
    )
  })

  it('is refused with more columns in its encoder than its model reads', () => {
    const column = (i: number) => ({ feature: 'favouriteCategory', category: `c${i}`, center: 0, scale: 1 })
    const columns = (count: number) => ({ columns: Array.from({ length: count }, (_, i) => column(i)) })
    const withColumns = (count: number) =>
      forged(trees, ({ model: { preprocessor } }) => put(preprocessor, columns(count)))
    expect(withColumns(600_000)).toMatch(/columns/)
    expect(withColumns(7)).toMatch(/other columns than its model/)
    const twice = { columns: [column(1), column(1), column(2), column(3)] }
    expect(forged(trees, ({ model: { preprocessor } }) => put(preprocessor, twice))).toMatch(/a column twice/)
  })

  it('is refused with trees that are too deep, or whose branches meet again', () => {
    const chain = (inner: number, right: (node: number) => number) => {
      const nodes = 2 * inner + 1
      const each = (of: (node: number) => number) => Array.from({ length: nodes }, (_, node) => of(node))
      const isInner = (node: number) => node < nodes - 1 && node % 2 === 0
      return {
        roots: fileArray(Int32Array.of(0)),
        feature: fileArray(Int16Array.from(each((node) => (isInner(node) ? 0 : -1)))),
        threshold: fileArray(new Float64Array(nodes)),
        left: fileArray(Int32Array.from(each((node) => (isInner(node) ? node + 1 : 0)))),
        right: fileArray(Int32Array.from(each((node) => (isInner(node) ? right(node) : 0)))),
        value: fileArray(new Float64Array(nodes)),
        cover: fileArray(new Int32Array(nodes).fill(1)),
      }
    }
    const withTrees = (arrays: object) => forged(trees, ({ model: { model } }) => put(model, arrays))
    expect(withTrees(chain(1000, (node) => node + 2))).toBe('not refused')
    expect(withTrees(chain(1001, (node) => node + 2))).toMatch(/trees are not sound/)
    expect(withTrees(chain(400_000, (node) => node + 2))).toMatch(/trees are not sound/)
    expect(withTrees(chain(40, (node) => node + 1))).toMatch(/trees are not sound/)
  })

  it('is refused with thousands of members', () => {
    const { model, ...content } = JSON.parse(trees) as Json
    const members = (count: number) => ({
      ...content,
      model: {
        kind: 'stack',
        procedure: { name: 'many', members: Array.from({ length: count }, () => model.procedure) },
        members: Array.from({ length: count }, () => model),
        combination: { weights: fileArray(new Float64Array(count)), intercept: 0 },
      },
    })
    expect(forged(JSON.stringify(members(2)), () => {})).toBe('not refused')
    expect(forged(JSON.stringify(members(2000)), () => {})).toMatch(/sound.*members/)
  })
})

describe('a catalogue of offers', () => {
  const good = JSON.parse(readFileSync(testOffers, 'utf8')) as Json
  const changed = (values: object) => refusal(() => readOfferCatalogue(fileOf({ ...good, ...values })))
  const repeated = (list: Json, count: number) =>
    Array.from({ length: count }, () => (list as unknown as Json[])[0])

  it('is refused with 200,000 channels or offers', () => {
    const channels = Array.from({ length: 200_000 }, () => 0)
    expect(changed({ channels })).toMatch(/line \d+, channels: has more than 20 entries: leave some out/)
    expect(changed({ channels: repeated(good.channels, 21) })).toMatch(/channels: has more than 20 entries/)
    expect(changed({ offers: repeated(good.offers, 51) })).toMatch(/offers: has more than 50 entries/)
    expect(changed({ offers: repeated(good.offers, 200_000) })).toMatch(/too large for a catalogue of offers/)
  })

  it('is refused with names and lines without end, in a short message', () => {
    const names = Object.fromEntries(Array.from({ length: 60_000 }, (_, i) => [`n${i}`, 0]))
    const message = changed(names)
    expect(message).toMatch(/«n0», .* and 59992 more is no field here/)
    expect(message.length).toBeLessThan(1000)
    expect(refusal(() => readOfferCatalogue(fileOf(`{${'\n'.repeat(900_000)}"version": 4}`)))).toMatch(
      /line 900001, version/,
    )
  })

  it.each(['[', '{"a":'])('is refused with %s nested without end', (open) => {
    const close = open === '[' ? ']' : '}'
    const deep = `${open.repeat(150_000)}0${close.repeat(150_000)}`
    expect(refusal(() => readOfferCatalogue(fileOf(deep)))).toMatch(/offers/)
    expect(refusal(() => readOfferCatalogue(fileOf(`{"version": ${deep}}`)))).toMatch(/offers/)
    expect(refusal(() => readOfferCatalogue(fileOf(open.repeat(150_000))))).toMatch(/is no JSON/)
  })
})

describe('large numbers', () => {
  it('of segments and offers cost an experiment no more time than its rows', () => {
    const rows = 40_000
    const numbers = () => new Float64Array(rows).fill(0.1)
    const words = (name: string, count: number) =>
      Array.from({ length: rows }, (_, i) => `${name}${i % count}`)
    const experiment = (segments: number, offers: number): DrawnQuarter => ({
      ids: Float64Array.from({ length: rows }, (_, i) => i),
      segment: words('s', segments),
      offer: words('o', offers),
      channel: words('c', 1),
      probability: Float64Array.from({ length: rows }, (_, i) => (i % 10) / 10),
      profit: numbers(),
      cost: numbers(),
      averted: numbers(),
      addressed: numbers(),
      reduction: numbers(),
      lowReduction: numbers(),
      highReduction: numbers(),
      treated: Uint8Array.from({ length: rows }, (_, i) => Math.floor(i / 10_000) % 2),
      quarter: '2026-Q4',
      plannedQuarters: 4,
    })
    const declined = Uint8Array.from({ length: rows }, (_, i) => Number((i * 31) % 7 < 2))
    for (const [segments, offers] of [
      [10_000, 4],
      [4, 10_000],
    ]) {
      const drawn = experiment(segments, offers)
      const { attrition } = withinSeconds(() =>
        estimateQuarters([{ drawn, outcomes: { ids: drawn.ids, declined } }]),
      )
      expect(attrition.treatment.known).toBe(rows / 2)
    }
  })

  it('of customers cost an exact test no time', () => {
    const half = { events: 50_000_000, total: 100_000_000 }
    expect(withinSeconds(() => fisherExactTest(half, half))).toBe(1)
    const other = { events: 50_010_000, total: 100_000_000 }
    // The normal approximation, z = 10,000 / √(2 · 10⁸ / 4) = √2: its p-value.
    expect(withinSeconds(() => fisherExactTest(half, other))).toBeCloseTo(0.1573, 3)
  })
})
