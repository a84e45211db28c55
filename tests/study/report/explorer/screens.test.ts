import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath } from '../../../support/browser'
import { bundleExplorer, type OpenedExplorer, openExplorer } from './explorer-browser'
import { explorerCustomers, explorerSources } from './explorer-sources'

/** Texts of the page whose contrast with what is behind them is below AA: 4.5, or 3 for large ones. */
const faint = `(() => {
  const numbers = (color) => (color.match(/[\\d.]+/g) ?? []).map(Number)
  const luminance = (color) => numbers(color).slice(0, 3)
    .map((part) => part / 255)
    .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0)
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = getComputedStyle(at).backgroundColor
      if ((numbers(color)[3] ?? 1) === 1) return color
    }
    return 'rgb(255, 255, 255)'
  }
  return [...document.querySelectorAll('body *')]
    .filter((element) => element.checkVisibility() && element.getAttribute('aria-disabled') !== 'true')
    .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
    .filter((element) => {
      const style = getComputedStyle(element)
      const pair = [luminance(style.color), luminance(behind(element))].sort((a, b) => b - a)
      const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700)
      return (pair[0] + 0.05) / (pair[1] + 0.05) < (large ? 3 : 4.5)
    })
    .map((element) => element.tagName + ' ' + element.textContent.slice(0, 40))
})()`

/** Controls that have no name for a screen reader. */
const unnamed = `[...document.querySelectorAll('button, input, select, summary, dialog, nav, table')]
  .filter((control) => control.checkVisibility())
  .filter((control) => !(control.getAttribute('aria-label') || control.textContent.trim() || control.labels?.[0]?.textContent.trim() || document.getElementById(control.getAttribute('aria-labelledby'))))
  .map((control) => control.outerHTML.slice(0, 80))`

const customers = explorerCustomers(70)
const sources = explorerSources(customers)

describe.skipIf(!chromiumPath).each([
  ['en', 360],
  ['ru', 360],
  ['ru', 768],
  ['en', 1100],
  ['ru', 1100],
] as const)('the explorer in %s, %i pixels wide', (language, width) => {
  let explorer: OpenedExplorer
  let page: Page

  beforeAll(async () => {
    await bundleExplorer()
    explorer = await openExplorer(sources, { language, width })
    page = explorer.page
  })

  afterAll(async () => {
    await explorer?.close()
  })

  const check = async () => {
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
    expect(await page.evaluate(faint)).toEqual([])
    expect(await page.evaluate(unnamed)).toEqual([])
  }

  it('speaks the language of the browser', async () => {
    expect(await page.evaluate('document.documentElement.lang')).toBe(language)
    expect(await page.locator('h1').innerText()).toContain(language === 'ru' ? 'Клиенты' : 'Customers')
  })

  it('fits, is legible, and names its controls', async () => {
    await check()
    await page.evaluate('for (const part of document.querySelectorAll("details")) part.open = true')
    await check()
  })

  it('likewise a customer with everything open', async () => {
    await page.locator('.list button.open').first().click()
    await page.locator('.what-if summary').click()
    await page.locator('.what-if .changed[data-value]').waitFor()
    await check()
    const [scrolls, fits] = (await page.evaluate(
      '[document.querySelector("dialog").scrollWidth, document.querySelector("dialog").clientWidth]',
    )) as [number, number]
    expect(scrolls).toBeLessThanOrEqual(fits)
    await page.keyboard.press('Escape')
  })

  it('keeps the list a table for those who hear it', async () => {
    expect(await page.getByRole('table').count()).toBe(1)
    expect(await page.getByRole('row').count()).toBeGreaterThanOrEqual(50)
    expect(await page.getByRole('row').last().getByRole('cell').count()).toBe(10)
    if (width >= 1100) expect(await page.getByRole('columnheader').count()).toBe(11)
    else expect(await page.locator('select[name=order]').isVisible()).toBe(true)
  })

  it('asks for nothing and logs nothing', () => {
    expect(explorer.requests).toEqual([])
    expect(explorer.messages).toEqual([])
  })
})

describe.skipIf(!chromiumPath)('the language of the explorer', () => {
  it('is that of the address before that of the browser', async () => {
    const explorer = await openExplorer(sources, { language: 'ru', hash: '#en' })
    try {
      expect(await explorer.page.evaluate('document.documentElement.lang')).toBe('en')
    } finally {
      await explorer.close()
    }
  })
})
