import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from 'playwright-core'
import { type ExplorerSources, explorerContent } from '../../../../lib/study/src/report/explorer/content'
import { explorerPage } from '../../../../lib/study/src/report/explorer/page'
import { type Launched, launchChromium } from '../../../support/browser'
import { root } from '../../../support/notebooks'
import { temporaryFolder } from '../../../support/temporary-folder'

/** Bundles the page's program where set-up has not done it. */
export async function bundleExplorer(): Promise<void> {
  const path = pathToFileURL(join(root, 'scripts/setup/explorer.mjs')).href
  const { explorer } = (await import(path)) as {
    explorer: { needed(): boolean; run(): Promise<void> }
  }
  if (explorer.needed()) await explorer.run()
}

/** An explorer page in a browser with the network cut off, and what it asked for or complained of. */
export interface OpenedExplorer {
  readonly page: Page
  readonly requests: string[]
  readonly messages: string[]
  close(): Promise<void>
}

export interface ExplorerView {
  readonly width?: number
  /** Of the browser; default English. */
  readonly language?: 'ru' | 'en'
  readonly hash?: string
}

/** Writes the page of these sources to a file and opens it. */
export async function openExplorer(
  sources: ExplorerSources,
  { width, language = 'en', hash = '' }: ExplorerView = {},
): Promise<OpenedExplorer> {
  const folder = temporaryFolder('explorer')
  const file = join(folder, 'explorer.html')
  writeFileSync(file, explorerPage(explorerContent(sources)))
  const browser: Launched = await launchChromium({ width })
  const page = await browser.context.newPage()
  await page.addInitScript(`Object.defineProperty(navigator, 'language', { get: () => '${language}-XX' })`)
  const requests: string[] = []
  const messages: string[] = []
  const url = pathToFileURL(file).href
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !/^(blob|data):/.test(request.url())) requests.push(request.url())
  })
  page.on('console', (message) => messages.push(message.text()))
  page.on('pageerror', (error) => messages.push(error.message))
  page.on('dialog', (dialog) => {
    messages.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  await browser.context.setOffline(true)
  await page.goto(url + hash)
  await page.locator('.totals').waitFor()
  return {
    page,
    requests,
    messages,
    close: async () => {
      await browser.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The ids of the whole list in its order, over all its pages; ends on the last page. */
export async function listedIds(page: Page): Promise<number[]> {
  const ids: number[] = []
  for (;;) {
    const shown = await page.locator('.list button.open').allTextContents()
    ids.push(...shown.map(Number))
    const next = page.locator('.pages button').last()
    const more = (await next.isVisible()) && (await next.getAttribute('aria-disabled')) !== 'true'
    if (!more) return ids
    await next.click()
  }
}

/** Sets a control to a value as a user would have it. */
export async function setControl(page: Page, selector: string, value: string): Promise<void> {
  await page.locator(selector).evaluate((control, wanted) => {
    const input = control as unknown as { value: string; tagName: string; dispatchEvent(event: Event): void }
    input.value = wanted
    input.dispatchEvent(new Event(input.tagName === 'SELECT' ? 'change' : 'input', { bubbles: true }))
  }, value)
}

/** What the page saves when the button for the list is pressed. */
export async function savedCsv(page: Page, label: string): Promise<string> {
  const saving = page.waitForEvent('download')
  await page.getByRole('button', { name: label }).click()
  return readFileSync(await (await saving).path(), 'utf8')
}
