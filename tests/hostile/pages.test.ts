import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { takeCustomers } from '../../lib/study/src/customers/feature-table'
import { compareWithTraining } from '../../lib/study/src/evaluation/drift/drift-report'
import { judgeCustomers } from '../../lib/study/src/evaluation/out-of-fold-answers'
import type { SegmentError } from '../../lib/study/src/evaluation/segment-errors'
import { offersCsv, scoresCsv } from '../../lib/study/src/report/customer-files'
import { driftPage } from '../../lib/study/src/report/drift-page'
import { explorerContent } from '../../lib/study/src/report/explorer/content'
import { explorerPage, explorerProgram } from '../../lib/study/src/report/explorer/page'
import { categorySharesFigure } from '../../lib/study/src/report/figures/exploration'
import { segmentErrorsFigure } from '../../lib/study/src/report/figures/segment-errors'
import { htmlTable } from '../../lib/study/src/report/html-table'
import { buildModelCard } from '../../lib/study/src/report/model-card/build-model-card'
import { modelCard } from '../../lib/study/src/report/model-card/model-card'
import { projectRoot } from '../../lib/study/src/study/paths'
import { explorerCustomers } from '../study/report/explorer/explorer-sources'
import { cardSource } from '../study/report/model-card/card-fixture'
import { chromiumPath, type Launched, launchChromium } from '../support/browser'
import { hostileSources } from './hostile-sources'
import { hostileStrings, tidied } from './hostile-strings'
import { textsOf, watchPage } from './watched-page'

const { plain, all } = hostileStrings()
/** As they come from the reader of tables. */
const words = [...new Set(plain.map(tidied))]
const harmless = { events: [], elements: [] }
const bare = (text: string) => text.replace(/\s+/g, '')

/** Whether a label is the whole text, or what is left of it where long lines are cut. */
function stands(label: string, text: string): boolean {
  if (!label.includes('…') || text.includes('…')) return label === text
  let end = 0
  for (const [p, part] of label.split('…').entries()) {
    const at = text.indexOf(part, end)
    if (at < 0 || (p === 0 && at > 0)) return false
    end = at + part.length
  }
  return label.length >= Math.min(30, text.length)
}

/** A page without a policy of its own, so that nothing but escaping keeps text from acting. */
const page = (body: string) =>
  `<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>x</title><body>${body}</body></html>`

const interval = { estimate: 0.4, lower: 0.3, upper: 0.5 }

const errorsOf = (group: string): SegmentError => ({
  grouping: 'x',
  group,
  customers: 20,
  declining: 8,
  meanProbability: 0.4,
  observed: interval,
  deviation: interval,
  logLoss: interval,
  brier: interval,
  pValue: 1,
  adjustedPValue: 1,
})

/** A cell shows the first 150 signs of a text of more than 300. */
const inCell = (text: string) =>
  text.length > 300 ? `${[...text.slice(0, 300)].slice(0, 150).join('')}…` : text

describe.skipIf(!chromiumPath)('hostile strings in a browser', () => {
  let browser: Launched
  beforeAll(async () => {
    browser = await launchChromium()
    await browser.context.setOffline(true)
  })
  afterAll(() => browser.close())

  it('are found out where nothing escapes them', async () => {
    const { misdeeds } = await watchPage(browser.context, page(all.join('\n')), (opened) =>
      textsOf(opened, 'b'),
    )
    expect(misdeeds.events.length).toBeGreaterThan(0)
    expect(misdeeds.elements.length).toBeGreaterThan(0)
  }, 60_000)

  it('are text in tables of notebooks: titles, captions and cells', async () => {
    const table = htmlTable(
      all,
      [
        { title: all[1], value: (text) => text },
        { title: 'n', value: (text) => text.length },
      ],
      { caption: all[0] },
    )
    const { seen, misdeeds } = await watchPage(browser.context, page(table), (shown) =>
      textsOf(shown, 'caption, th, td:first-child'),
    )
    const lines = (text: string) => text.replace(/\r\n?/g, '\n')
    expect(seen).toEqual([all[0], all[1], 'n', ...all.map(inCell)].map(lines))
    expect(misdeeds).toEqual(harmless)
  }, 60_000)

  it('are text in the model card', async () => {
    const source = await cardSource()
    const content = await buildModelCard(source, { modelFile: source.modelFile, day: '2026-03-31' })
    const [row] = content.errors.attributes
    const attributes = words.map((group) => ({ ...row, group, adjustedPValue: 0.5 }))
    const card = modelCard({ ...content, errors: { ...content.errors, attributes } })
    const { seen, misdeeds } = await watchPage(browser.context, card.html, (shown) =>
      textsOf(shown, 'caption, td:first-child'),
    )
    const start = seen.indexOf(`Errors by ${row.grouping.toLowerCase()}`) + 1
    expect(seen.slice(start, start + words.length)).toEqual(words.map(inCell))
    expect(misdeeds).toEqual(harmless)
  }, 60_000)

  it('are text in the page of drift', async () => {
    const customers = explorerCustomers(words.length, words)
    const table = takeCustomers(customers.features, customers.trainingRows)
    const probability = Float64Array.from({ length: table.rows }, (_, i) => (i + 0.5) / table.rows)
    const population = { customers: table.rows, active: table.rows, incomplete: 0, implausible: 0 }
    const interval = { estimate: 0.9, lower: 0.8, upper: 1 }
    const known = words.slice(0, 40).map((category) => ({ category, customers: 20 }))
    const report = compareWithTraining(
      {
        population,
        declining: 100,
        features: [{ kind: 'category', feature: 'favouriteCategory', categories: known }],
        scores: {
          probability,
          repeats: [probability],
          groups: Int32Array.from(probability.keys()),
          declines: Uint8Array.from(probability, (p) => Number(p > 0.5)),
        },
        expected: { rocAuc: interval, logLoss: interval, brier: interval, deviation: interval },
      },
      { population, table, probability },
      { seed: 1, replicates: 20 },
    )
    const html = driftPage({
      report,
      model: { library: all[2], fingerprint: all[3], customers: 800 },
      tables: {
        fingerprint: 'x',
        source: { folder: all[4], synthetic: false },
        population,
        decided: 800,
        copies: 0,
        hasTarget: false,
      },
    })
    const { seen, misdeeds } = await watchPage(browser.context, html, (shown) => textsOf(shown, 'td, li'))
    const met = new Set(seen.map(bare))
    expect(words.filter((word) => !met.has(bare(word)) && !seen.some((text) => text.includes(word)))).toEqual(
      [],
    )
    expect(misdeeds).toEqual(harmless)
  }, 120_000)

  it('are text in figures', async () => {
    const plotly = join(projectRoot, 'node_modules/plotly.js-cartesian-dist-min/plotly-cartesian.min.js')
    // Two labels of any length are enough: each takes as long to lay out as hundreds of short ones.
    const labelled = words.filter((word) => word.length < 100)
    labelled.push(...words.filter((word) => word.length >= 100).slice(0, 2))
    const chunks = Array.from({ length: Math.ceil(labelled.length / 100) }, (_, i) =>
      labelled.slice(100 * i, 100 * (i + 1)),
    )
    const figures = chunks.map((chunk) => segmentErrorsFigure(chunk.map(errorsOf), 'logLoss', 0.4))
    const shown = labelled.slice(0, 100)
    figures.push(
      categorySharesFigure(
        'favouriteCategory',
        shown.map((category) => ({ category, customers: 20, share: interval })),
        0.4,
      ),
    )
    const script = (code: string) => `<script>${code.replaceAll('</script', '<\\/script')}</script>`
    const blocks = figures.map(
      (figure) =>
        `<div class="plotly-figure"><script type="application/json">${JSON.stringify(figure).replaceAll('<', '\\u003c')}</script></div>`,
    )
    const draw = readFileSync(join(projectRoot, 'lib/study/templates/draw-figures.js'), 'utf8')
    const html = page(blocks.join('') + script(readFileSync(plotly, 'utf8')) + script(draw))
    const { seen, misdeeds } = await watchPage(browser.context, html, async (opened) => {
      await opened.waitForFunction('document.querySelectorAll(".plotly-figure:not(.drawn)").length === 0')
      const hovered = (await opened.evaluate(`(async () => {
        const all = document.querySelectorAll('.plotly-figure')
        const [first, second] = [all[0], all[all.length - 1]]
        const texts = []
        for (let i = 0; i < 60; i++) {
          for (const [figure, curve] of [[first, 0], [second, 0]]) {
            Plotly.Fx.hover(figure, [{ curveNumber: curve, pointNumber: i }])
            texts.push([...figure.querySelectorAll('.hoverlayer .hovertext')].map((text) => text.textContent).join(''))
            Plotly.Fx.unhover(figure)
          }
        }
        return texts
      })()`)) as string[]
      return { labels: await textsOf(opened, '.yaxislayer-above text'), hovered }
    })
    const labels = seen.labels.map(bare)
    const lacking = labelled.filter((word) => !labels.some((label) => stands(label, bare(`${word} (20)`))))
    lacking.push(...shown.filter((word) => !labels.some((label) => stands(label, bare(word)))))
    expect(lacking).toEqual([])
    const expected = shown
      .slice(0, 60)
      .flatMap((word, i) => [
        bare(`${word}: 0.400`),
        bare(`${shown[shown.length - 1 - i]}: 40% of 20 customers`),
      ])
    expect(seen.hovered.length).toBe(expected.length)
    expect(seen.hovered.map(bare).filter((text, i) => !stands(text, expected[i]))).toEqual([])
    expect(misdeeds).toEqual(harmless)
  }, 120_000)

  it.skipIf(!existsSync(explorerProgram))(
    'are text in the explorer',
    async () => {
      const sources = hostileSources(words)
      const html = explorerPage(explorerContent(sources))
      const { seen, misdeeds } = await watchPage(browser.context, html, async (shown) => {
        await shown.waitForSelector('#explorer table tbody tr')
        return {
          options: await textsOf(shown, '#explorer select option, #explorer label'),
          cells: await textsOf(shown, '#explorer td'),
        }
      })
      const met = new Set([...seen.options, ...seen.cells].map(bare))
      expect(
        words.filter((word) => !met.has(bare(word)) && ![...met].some((text) => text.includes(bare(word)))),
      ).toEqual([])
      expect(misdeeds).toEqual(harmless)
    },
    120_000,
  )
})

describe('hostile strings in CSV files', () => {
  it('are text in offers.csv and leave scores.csv as it is', () => {
    const sources = hostileSources(words)
    const offers = parse(offersCsv(sources.decisions), { columns: true }) as Record<string, string>[]
    expect(offers).toHaveLength(sources.decisions.length)
    const guarded = (text: string) => {
      const inner = text.replace(/(?<!^)([;\t]\s*)(?=[=+\-@])/g, "$1'")
      return /^[=+\-@＝＋－＠]/.test(inner) ? `'${inner}` : inner
    }
    offers.forEach((row, i) => {
      const { id, text, why } = sources.decisions[i]
      expect(row.id).toBe(String(id))
      expect(row.offer_text_ru).toBe(guarded(text.ru))
      expect(row.offer_text_en).toBe(guarded(text.en))
      expect(row.why_ru).toBe(guarded(why.ru))
      for (const cell of Object.values(row)) expect(cell).not.toMatch(/^([=+@\t\r＝＋－＠]|-(?!\d))/)
    })
    const withCategory = sources.decisions.filter(({ text }) => words.some((word) => text.ru.includes(word)))
    expect(withCategory.length).toBeGreaterThan(20)
    const judged = judgeCustomers(sources.customers, sources.customers.activeRows, sources)
    const scores = parse(scoresCsv(sources.customers, judged), { columns: true }) as Record<string, string>[]
    expect(scores.map(({ id }) => Number(id))).toEqual(Array.from(sources.customers.ids))
  })
})
