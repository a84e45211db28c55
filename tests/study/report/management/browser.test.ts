import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { managementReport } from '../../../../lib/study/src/report/management/page'
import { chromiumPath, type Launched, launchChromium } from '../../../support/browser'
import { temporaryFolder } from '../../../support/temporary-folder'
import { studyCustomers } from '../study-results'
import { studyFindings } from './study-findings'

/** What is drawn in the edition that is shown, and what is drawn in the other one. */
const drawnCharts = `(() => {
  const shown = document.documentElement.dataset.shown
  const charts = [...document.querySelectorAll('.chart')]
  const isShown = (chart) => chart.closest('[data-edition]').dataset.edition === shown
  const isDrawn = (chart) => chart.querySelector('svg.main-svg') !== null
  return {
    waiting: charts.filter((chart) => isShown(chart) && !isDrawn(chart)).length,
    shown: charts.filter((chart) => isShown(chart) && isDrawn(chart)).length,
    hidden: charts.filter((chart) => !isShown(chart) && isDrawn(chart)).length,
    wide: charts.filter((chart) => isShown(chart) && chart.scrollWidth > chart.clientWidth).length,
  }
})()`

/** Elements with text of their own whose colour does not stand out from what is behind it (WCAG 2.2, 1.4.3). */
const faintText = `(() => {
  const numbers = (color) => color.match(/[\\d.]+/g).map(Number)
  const luminance = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4))
    return 0.2126 * x + 0.7152 * y + 0.0722 * z
  }
  const behind = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const color = numbers(getComputedStyle(e).backgroundColor)
      if (color.length === 3 || color[3] > 0) return color
    }
    return [255, 255, 255]
  }
  const faint = []
  for (const element of document.body.querySelectorAll('*')) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim())
    if (!own || !element.checkVisibility() || element.closest('svg, script, style')) continue
    const style = getComputedStyle(element)
    const [a, b] = [luminance(numbers(style.color)), luminance(behind(element))]
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
    const isLarge = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700)
    if (ratio < (isLarge ? 3 : 4.5)) faint.push(element.tagName + ' ' + element.textContent.slice(0, 40) + ' ' + ratio.toFixed(2))
  }
  return faint
})()`

describe.skipIf(!chromiumPath)('the report to management in a browser', () => {
  let folder: string
  let url: string
  const browsers: Launched[] = []
  const messages: string[] = []

  beforeAll(async () => {
    folder = temporaryFolder('management')
    writeFileSync(join(folder, 'index.html'), managementReport(await studyFindings()))
    url = pathToFileURL(join(folder, 'index.html')).href
  })

  afterEach(async () => {
    for (const browser of browsers.splice(0)) await browser.close()
  })

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  /** Opens the page in a fresh browser of a language and waits until the figures shown are drawn. */
  async function open(locale: string, { width = 1100, hash = '' } = {}): Promise<Page> {
    const browser = await launchChromium({ width, locale })
    browsers.push(browser)
    const page = await browser.context.newPage()
    page.on('console', (message) => messages.push(message.text()))
    page.on('pageerror', (error) => messages.push(error.message))
    page.on('request', (request) => {
      if (request.url().split('#')[0] !== url) messages.push(request.url())
    })
    await browser.context.setOffline(true)
    await page.goto(`${url}${hash}`)
    await drawn(page)
    return page
  }

  async function drawn(page: Page): Promise<{ shown: number; hidden: number; wide: number }> {
    for (;;) {
      const charts = (await page.evaluate(drawnCharts)) as {
        waiting: number
        shown: number
        hidden: number
        wide: number
      }
      if (charts.waiting === 0) return charts
      await page.waitForTimeout(50)
    }
  }

  const shownLanguage = (page: Page) =>
    page.evaluate('[document.documentElement.lang, document.documentElement.dataset.shown]')
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

  it('speaks the language of the browser, and draws only the figures of that language', async () => {
    for (const [locale, language, title] of [
      ['ru-RU', 'ru', /^Кто из клиентов/],
      ['en-US', 'en', /^Which customers/],
      ['de-DE', 'en', /^Which customers/],
    ] as const) {
      const page = await open(locale)
      expect(await shownLanguage(page), locale).toEqual([language, language])
      expect(await page.title()).toMatch(title)
      expect(await drawn(page)).toEqual({ waiting: 0, shown: 9, hidden: 0, wide: 0 })
      expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1)
      expect(await page.evaluate(faintText)).toEqual([])
    }
    expect(messages).toEqual([])
  })

  it('is switched by its buttons with the keyboard, remembers the choice, and keeps it in the address', async () => {
    const page = await open('ru-RU')
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.textContent.trim()')).toContain('К содержанию')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.textContent')).toBe('English')
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid')
    await page.keyboard.press('Enter')
    expect(await shownLanguage(page)).toEqual(['en', 'en'])
    expect(page.url()).toMatch(/#en$/)
    expect(await page.title()).toMatch(/^Which customers/)
    expect(await button(page, 'English').getAttribute('aria-pressed')).toBe('true')
    expect(await button(page, 'Русский').getAttribute('aria-pressed')).toBe('false')
    expect((await drawn(page)).shown).toBe(9)
    expect(await page.evaluate("localStorage.getItem('study-language')")).toBe('en')
    await page.goto('about:blank')
    await page.goto(url)
    expect(await shownLanguage(page)).toEqual(['en', 'en'])
    await page.goto(`${url}#ru-money`)
    await expect.poll(() => shownLanguage(page)).toEqual(['ru', 'ru'])
    expect(messages).toEqual([])
  })

  it('stays in the section that is read when the language changes', async () => {
    const page = await open('en-US', { hash: '#ru-money' })
    expect(await shownLanguage(page)).toEqual(['ru', 'ru'])
    const topOf = (id: string) =>
      page.evaluate(`document.getElementById('${id}').getBoundingClientRect().top`)
    const before = Number(await topOf('ru-money'))
    expect(Math.abs(before)).toBeLessThan(200)
    await page.evaluate("document.querySelector('.switch button[lang=en]').click()")
    expect(Math.abs(Number(await topOf('en-money')) - before)).toBeLessThan(3)
  })

  it('fits a phone without sideways scrolling, and fits again when it is turned', async () => {
    for (const locale of ['ru-RU', 'en-US']) {
      const page = await open(locale, { width: 360 })
      expect(await page.evaluate('document.documentElement.scrollWidth'), locale).toBe(360)
      expect((await drawn(page)).wide).toBe(0)
      await page.setViewportSize({ width: 800, height: 360 })
      await page.waitForTimeout(200)
      const widths = (await page.evaluate(
        "[...document.querySelectorAll('.chart')].filter((c) => c.clientWidth > 0).map((c) => c.clientWidth - c.querySelector('svg').clientWidth)",
      )) as number[]
      expect(widths.every((difference) => Math.abs(difference) <= 1)).toBe(true)
    }
    expect(messages).toEqual([])
  })

  it('is printed in one language, without the switch, within the paper', async () => {
    const page = await open('ru-RU')
    await page.emulateMedia({ media: 'print' })
    expect(await button(page, 'English').isVisible()).toBe(false)
    expect(await page.locator('[data-edition="en"] h1').isVisible()).toBe(false)
    expect(await page.locator('[data-edition="ru"] h1').isVisible()).toBe(true)
    await page.evaluate("dispatchEvent(new Event('beforeprint'))")
    const widths = (await page.evaluate(
      "[...document.querySelectorAll('.chart svg.main-svg')].map((svg) => svg.clientWidth)",
    )) as number[]
    expect(Math.max(...widths)).toBeLessThanOrEqual(660)
    await page.evaluate("dispatchEvent(new Event('afterprint'))")
    const pdf = await page.pdf({ format: 'A4' })
    expect(pdf.length).toBeGreaterThan(50_000)
    expect(messages).toEqual([])
  })

  it('shows text of the tables as text, and no id anywhere', async () => {
    const page = await open('en-US')
    expect(await page.locator('main b, main [onclick]').count()).toBe(0)
    const everything = `${await page.content()}`.replaceAll(/<script>[\s\S]*?<\/script>/g, '')
    const numbers = new Set(everything.match(/\d+/g))
    for (const id of studyCustomers().ids) expect(numbers.has(String(id)), String(id)).toBe(false)
    expect(messages).toEqual([])
  })

  it('shows both languages, one after the other, where scripts do not run', async () => {
    const browser = await launchChromium({ javaScriptEnabled: false })
    browsers.push(browser)
    const page = await browser.context.newPage()
    await page.goto(url)
    expect(await page.locator('[data-edition="en"] h1').isVisible()).toBe(true)
    expect(await page.locator('[data-edition="ru"] h1').isVisible()).toBe(true)
    expect(await page.locator('.switch').isVisible()).toBe(false)
  })
})
