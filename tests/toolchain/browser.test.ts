import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath, inspectPage, type Launched, launchChromium } from '../support/browser'
import { startLab } from '../support/jupyter-lab'
import { figureCells, runNotebooks, writeNotebook } from '../support/notebooks'
import { temporaryFolder } from '../support/temporary-folder'

describe.skipIf(!chromiumPath)('in a browser', () => {
  let folder: string
  let browser: Launched

  beforeAll(async () => {
    folder = temporaryFolder('pages')
    browser = await launchChromium()
  })

  afterAll(async () => {
    await browser?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  /** Every page of a folder, by its path in it. */
  const pagesOf = (out: string) =>
    readdirSync(out, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.html'))
      .sort()

  const inspect = (file: string) => inspectPage(browser.context, pathToFileURL(file).href)

  it('both editions draw their figure with the network cut off', async () => {
    writeNotebook(join(folder, 'notebooks'), '01-revenue', figureCells)
    const out = join(folder, 'out')
    expect(runNotebooks(join(folder, 'notebooks'), out).status).toBe(0)
    expect(pagesOf(out)).toEqual(['01-revenue.html', 'code/01-revenue.html'])
    for (const page of pagesOf(out)) {
      expect(await inspect(join(out, page))).toMatchObject({
        figures: 1,
        drawn: 1,
        empty: 0,
        unnamed: 0,
        requests: [],
        errors: [],
        violations: [],
      })
    }
  })

  it('a page fits a narrow screen', async () => {
    const narrow = await launchChromium({ width: 360 })
    try {
      const page = pathToFileURL(join(folder, 'out/01-revenue.html')).href
      expect((await inspectPage(narrow.context, page)).width).toBeLessThanOrEqual(360)
      const shown = await narrow.context.newPage()
      await shown.goto(page)
      await shown.waitForSelector('.plotly-figure.drawn')
      const right = "document.querySelector('.plotly-figure svg').getBoundingClientRect().right"
      expect(await shown.evaluate(right), 'the figure is not cut').toBeLessThanOrEqual(360)
      const inImages = "document.querySelectorAll('[role=img] :is(a[href], button, [tabindex])').length"
      expect(await shown.evaluate(inImages), 'nothing to tab to within an image').toBe(0)
    } finally {
      await narrow.close()
    }
  })

  it('JupyterLab runs a notebook and draws its figure', async () => {
    const lab = await startLab((notebooks) => writeNotebook(notebooks, '01-revenue', figureCells))
    try {
      const page = await browser.context.newPage()
      await page.goto(lab.url('01-revenue.ipynb'))
      await page.getByText('TypeScript | Idle').waitFor({ timeout: 60_000 })
      await page.getByRole('menuitem', { name: 'Run', exact: true }).click()
      await page.getByRole('menuitem', { name: 'Run All Cells', exact: true }).click()
      const figure = page.locator('.jp-OutputArea .js-plotly-plot')
      await figure.locator('.points path').first().waitFor({ state: 'attached', timeout: 60_000 })
      expect(await figure.locator('.gtitle').first().textContent()).toBe('Revenue by month')
      expect(await page.getByText('<i>plain</i>').count()).toBeGreaterThan(0)
    } finally {
      await lab.stop()
    }
  }, 180_000)
})
