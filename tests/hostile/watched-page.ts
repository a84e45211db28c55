import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { BrowserContext, Page } from 'playwright-core'
import { temporaryFolder } from '../support/temporary-folder'

/** What a page did that text does not do. */
export interface Misdeeds {
  /** Dialogs, requests, downloads, messages of errors and warnings. */
  readonly events: string[]
  /** Elements and attributes that only hostile strings would make. */
  readonly elements: string[]
}

/**
 * Opens a page from a file with the network cut off and hands it to a look at it; then tells what it did.
 *
 * @param look may work the page; its result is given back
 */
export async function watchPage<Result>(
  context: BrowserContext,
  html: string,
  look: (page: Page) => Promise<Result>,
): Promise<{ readonly seen: Result; readonly misdeeds: Misdeeds }> {
  const folder = temporaryFolder('hostile')
  const file = join(folder, 'page.html')
  writeFileSync(file, html)
  const url = pathToFileURL(file).href
  const events: string[] = []
  const page = await context.newPage()
  try {
    page.on('dialog', (dialog) => {
      events.push(`dialog ${dialog.message()}`)
      dialog.dismiss().catch(() => undefined)
    })
    page.on('request', (request) => {
      if (request.url() !== url && !/^(data|blob):/.test(request.url()))
        events.push(`request ${request.url()}`)
    })
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) events.push(`console ${message.text()}`)
    })
    page.on('pageerror', (error) => events.push(`error ${error.message}`))
    page.on('popup', () => events.push('popup'))
    await page.goto(url, { timeout: 100_000 })
    const seen = await look(page)
    const elements = (await page.evaluate(`(() => {
      const all = [...document.querySelectorAll('*')]
      const odd = all.filter((element) =>
        /^evil/.test(element.id) ||
        /^(IFRAME|OBJECT|EMBED|MATH|BASE|IMG)$/i.test(element.tagName) ||
        [...element.attributes].some(({ name, value }) =>
          /^on/.test(name) || /^(href|xlink:href|src|srcset|srcdoc|action|formaction)$/.test(name) && /^(javascript:|https?:|\\/\\/)/.test(value)))
      return odd.map((element) => element.outerHTML.slice(0, 200))
    })()`)) as string[]
    return { seen, misdeeds: { events, elements } }
  } finally {
    await page.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Texts of the elements that a selector finds. */
export async function textsOf(page: Page, selector: string): Promise<string[]> {
  return (await page.evaluate(
    `[...document.querySelectorAll(${JSON.stringify(selector)})].map((element) => element.textContent)`,
  )) as string[]
}
