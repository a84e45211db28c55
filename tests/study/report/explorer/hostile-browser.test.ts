import { parse } from 'csv-parse/sync'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath } from '../../../support/browser'
import { bundleExplorer, type OpenedExplorer, openExplorer, savedCsv } from './explorer-browser'
import { explorerCustomers, explorerSources } from './explorer-sources'
import { hostileTexts } from './hostile'

const texts = hostileTexts(1000)
const customers = explorerCustomers(1000, texts)
const sources = explorerSources(customers)
const { decisions } = sources
const categoryOf = new Map(
  Array.from(customers.ids, (id, row) => [id, customers.features.categories.favouriteCategory[row]]),
)

describe.skipIf(!chromiumPath)('1,000 hostile categories in the explorer', () => {
  let explorer: OpenedExplorer
  let page: Page

  beforeAll(async () => {
    await bundleExplorer()
    explorer = await openExplorer(sources)
    page = explorer.page
  })

  afterAll(async () => {
    await explorer?.close()
  })

  /** The page's own links: one to the report's section in each language. */
  const own = ['ru', 'en'].map((language) => `a[href="index.html#${language}-who"]`)
  const elements = () =>
    page.evaluate(
      `document.querySelectorAll('img, svg, iframe, style:not(head style), script:not(body > script), a:not(nav a, ${own})').length`,
    )

  it('stand as text in the filter', async () => {
    const shown = (await page.evaluate(
      '[...document.querySelectorAll("select[name=favouriteCategory] option")].map((option) => option.textContent)',
    )) as string[]
    expect(shown.slice(1).sort()).toEqual([...texts].sort())
    for (const link of own) expect(await page.locator(link).count()).toBe(1)
    expect(await elements()).toBe(0)
  })

  it('stand as text in the list, with everything that names them', async () => {
    await page.getByRole('columnheader', { name: 'Main reason' }).getByRole('button').click()
    for (let turn = 0; turn < 20; turn++) {
      const rows = (await page.evaluate(
        '[...document.querySelectorAll(".list tbody tr")].map((row) => [row.querySelector("button").textContent, row.lastChild.textContent])',
      )) as [string, string][]
      for (const [id, reason] of rows) {
        const decision = decisions.find((one) => one.id === Number(id))!
        expect(reason).toBe(decision.reasons[0]?.text.en ?? '')
      }
      if (turn < 19) await page.locator('.pages button').last().click()
    }
    expect(await elements()).toBe(0)
  })

  it('stand as text of a customer, in both languages', async () => {
    for (const language of ['Русский', 'English']) {
      await page.getByRole('button', { name: language }).click()
      for (let pattern = 0; pattern < 20; pattern++) {
        const decision = decisions[pattern]
        await page.locator('.filters [name=id]').fill(String(decision.id))
        await page.locator('.list button.open').first().click()
        const said = (await page.evaluate('document.querySelector("dialog").textContent')) as string
        expect(said).toContain(categoryOf.get(decision.id))
        expect(said).toContain(decision.why[language === 'English' ? 'en' : 'ru'])
        await page.evaluate('document.querySelector(".what-if").open = true')
        await page.locator('.what-if .changed[data-value]').waitFor({ state: 'attached' })
        expect(await elements()).toBe(0)
        await page.keyboard.press('Escape')
      }
    }
  })

  it('are disarmed in the file', async () => {
    await page.getByRole('button', { name: 'Show everyone' }).click()
    const rows = parse(await savedCsv(page, 'Save the list (CSV)'), { columns: true, bom: true }) as Record<
      string,
      string
    >[]
    expect(rows).toHaveLength(decisions.length)
    for (const row of rows) {
      const word = categoryOf.get(Number(row.Customer))!
      expect([word, `'${word}`]).toContain(row['Favourite category'])
      for (const cell of Object.values(row)) expect(cell).not.toMatch(/^[=+@\uFF1D]/)
    }
  })

  it('run nothing and ask for nothing', async () => {
    expect(await page.title()).toBe('Customers: risk, reasons, offers')
    expect(explorer.requests).toEqual([])
    expect(explorer.messages).toEqual([])
  })
})
