import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { root } from './notebooks'
import { temporaryFolder } from './temporary-folder'

/** Figures that are shown: of a page in two languages, those of one. */
const shownFigures =
  "[...document.querySelectorAll('.plotly-figure, .chart')].filter((figure) => figure.getClientRects().length > 0)"

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** The installed browser: what CHROMIUM names, else the first of the usual names; absent when there is none. */
export const chromiumPath: string | undefined = (process.env.CHROMIUM ? [process.env.CHROMIUM] : names).find(
  (name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0,
)

export interface Launched {
  readonly context: BrowserContext
  close(): Promise<void>
}

export interface LaunchOptions {
  /** Of the window, in pixels. Default 1100. */
  readonly width?: number
  /** What the browser asks for, such as ru-RU. */
  readonly locale?: string
  /** Default true. */
  readonly javaScriptEnabled?: boolean
}

/** A headless browser with an empty profile that asks no host for anything by itself. */
export async function launchChromium({ width = 1100, ...options }: LaunchOptions = {}): Promise<Launched> {
  const profile = temporaryFolder('chromium')
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: absolute(chromiumPath!),
    viewport: { width, height: 900 },
    ...options,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  return {
    context,
    close: async () => {
      await context.close()
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** What a page showed once it was there: figures announced and drawn, requests sent, errors on the console. */
export interface PageFindings {
  readonly title: string
  readonly figures: number
  readonly drawn: number
  readonly empty: number
  readonly unnamed: number
  readonly requests: string[]
  readonly errors: string[]
  readonly width: number
  /** See `accessibilityViolations`. */
  readonly violations: string[]
}

interface Violation {
  readonly id: string
  readonly impact: string
  readonly nodes: readonly { readonly target: readonly string[] }[]
}

/** What axe-core finds wrong with a page as it is shown, of any impact: rule, impact and the elements. */
export async function accessibilityViolations(page: Page): Promise<string[]> {
  await page.evaluate(readFileSync(join(root, 'node_modules/axe-core/axe.min.js'), 'utf8'))
  const { violations } = (await page.evaluate("axe.run({ resultTypes: ['violations'] })")) as {
    violations: readonly Violation[]
  }
  return violations.map(({ id, impact, nodes }) => {
    const places = nodes.slice(0, 5).map(({ target }) => target.join(' '))
    return `${id} (${impact}, ${nodes.length}): ${places.join(', ')}`
  })
}

/**
 * Opens an exported page with the network cut off and waits until its figures are drawn.
 *
 * A figure counts as drawn when Plotly finished it, and as empty when no mark of its data is in it.
 */
export async function inspectPage(context: BrowserContext, url: string): Promise<PageFindings> {
  const requests: string[] = []
  const errors: string[] = []
  const page = await context.newPage()
  try {
    await context.setOffline(true)
    await page.route('**/*', (route) => (route.request().url() === url ? route.continue() : route.abort()))
    page.on('request', (request) => {
      const address = request.url()
      if (address !== url && !/^(data|blob):/.test(address)) requests.push(address)
    })
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') errors.push(message.text())
    })
    page.on('pageerror', (error) => errors.push(error.message))
    await page.goto(url)
    // Asked from here: the pages allow no script to be evaluated in them while they wait.
    const allDrawn = `${shownFigures}.every((figure) => figure.classList.contains('drawn'))`
    const until = Date.now() + 30_000
    while (!(await page.evaluate(allDrawn)) && Date.now() < until) await page.waitForTimeout(100)
    const seen = (await page.evaluate(`(() => {
      const figures = ${shownFigures}
      const marks = '.trace path, .trace rect, .trace circle, .points path, .bars path, .hm image, .heatmaplayer image, .cartesianlayer path.js-line, .boxes path, .violins path, .shapelayer path, .contourlayer path'
      return {
        title: document.title,
        figures: figures.length,
        drawn: figures.filter((figure) => figure.classList.contains('drawn') && figure.querySelector('svg.main-svg')).length,
        empty: figures.filter((figure) => !figure.querySelector(marks)).length,
        unnamed: figures.filter((figure) => !figure.getAttribute('aria-label')).length,
        width: document.documentElement.scrollWidth,
      }
    })()`)) as Omit<PageFindings, 'requests' | 'errors' | 'violations'>
    return { ...seen, requests, errors, violations: await accessibilityViolations(page) }
  } finally {
    await page.close()
    await context.setOffline(false)
  }
}

function absolute(program: string): string {
  if (program.includes('/')) return program
  return spawnSync('sh', ['-c', 'command -v -- "$1"', 'sh', program], { encoding: 'utf8' }).stdout.trim()
}
