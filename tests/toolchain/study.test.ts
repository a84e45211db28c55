import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { planFileNames } from '../../lib/study/src/report/plan/plan-files'
import { nextQuarterFolder } from '../../lib/study/src/study/paths'
import { disagreements } from '../study/report/plan/files-agree'
import { chromiumPath, inspectPage, launchChromium } from '../support/browser'
import { root } from '../support/notebooks'
import { studyRun, studyTimeout } from '../support/study-run'
import { readableText, timeOrderClaims } from '../support/time-order'

const names = [
  '01-data',
  '02-exploration',
  '03-correlation',
  '04-models',
  '05-explanation',
  '06-segments-and-offers',
  '07-experiment',
]
const withoutPlotly = ['explorer.html', 'model-card.html', 'plan/explorer.html', 'plan/drift.html']
/** The plan for the following quarter, where the sample has one. */
const planned = nextQuarterFolder(join(root, 'data/sample'))
  ? planFileNames.map((name) => `plan/${name}`)
  : []
const pages = [
  'index.html',
  ...planned.filter((name) => name.endsWith('.html')),
  'explorer.html',
  'model-card.html',
  ...names.flatMap((name) => [`${name}.html`, `code/${name}.html`]),
].sort()

/** The results to look at: what STUDY_REPORTS names, else a run of the study. */
const reports = () => (process.env.STUDY_REPORTS ? resolve(process.env.STUDY_REPORTS) : studyRun('first'))

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort()
}

const digest = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')

const changesInCheckout = () =>
  spawnSync('git', ['status', '--porcelain'], { cwd: root, encoding: 'utf8' }).stdout

describe('the study', () => {
  it(
    'writes its results, and the same bytes when it is repeated',
    async () => {
      const before = changesInCheckout()
      const first = await studyRun('first')
      const results = [
        'experiment.csv',
        'experiment-excel.csv',
        'metrics.json',
        'model-card.md',
        'model.json',
        'offers.csv',
        'offers-excel.csv',
        ...names.map((name) => `code/${name}.ipynb`),
        ...planned.filter((name) => !name.endsWith('.html')),
      ]
      expect(filesOf(first)).toEqual([...pages, ...results].sort())
      const second = await studyRun('second')
      const digests = (folder: string) => filesOf(folder).map((file) => [file, digest(join(folder, file))])
      expect(digests(second)).toEqual(digests(first))
      expect(changesInCheckout()).toBe(before)
    },
    studyTimeout,
  )
})

describe('the files of one decision', () => {
  it.each([['', 'metrics.json'], ...(planned.length > 0 ? [['plan', 'plan.json']] : [])])(
    'agree customer by customer and in their sums: %s',
    async (part, numbers) => {
      const folder = join(await reports(), part)
      const text = (name: string) => readFileSync(join(folder, name), 'utf8')
      const files = {
        offers: text('offers.csv'),
        experiment: text('experiment.csv'),
        explorer: text('explorer.html'),
        report: text('index.html'),
        numbers: text(numbers),
      }
      const catalogue = JSON.parse(readFileSync(join(root, 'data/offers.json'), 'utf8'))
      expect(disagreements(files, catalogue)).toEqual([])
    },
    studyTimeout,
  )
})

describe('every page of the study', () => {
  it(
    'claims no time order that the tables do not show',
    async () => {
      const folder = await reports()
      for (const file of pages) {
        const text = readableText(readFileSync(join(folder, file), 'utf8'))
        expect(timeOrderClaims(text), file).toEqual([])
      }
    },
    studyTimeout,
  )
})

describe.skipIf(!chromiumPath)('every page of the study in a browser', () => {
  it(
    'draws its figures with the network cut off, logs nothing and shuts nobody out',
    async () => {
      const folder = await reports()
      const browser = await launchChromium()
      try {
        const findings = []
        for (const file of filesOf(folder).filter((name) => name.endsWith('.html'))) {
          findings.push({
            file,
            ...(await inspectPage(browser.context, pathToFileURL(join(folder, file)).href)),
          })
        }
        expect(findings.map(({ file }) => file)).toEqual(pages)
        for (const found of findings) {
          const clean = {
            drawn: found.figures,
            empty: 0,
            unnamed: 0,
            requests: [],
            errors: [],
            violations: [],
          }
          expect(found).toMatchObject(clean)
          expect(found.title).not.toBe('')
        }
        const plain = findings.filter(({ figures }) => figures === 0).map(({ file }) => file)
        expect(plain.filter((file) => !withoutPlotly.includes(file))).toEqual([])
      } finally {
        await browser.close()
      }
    },
    studyTimeout,
  )

  it(
    'fits a narrow screen, and shuts nobody out there either',
    async () => {
      const folder = await reports()
      const browser = await launchChromium({ width: 360 })
      try {
        for (const file of pages) {
          const address = pathToFileURL(join(folder, file)).href
          const { width, violations } = await inspectPage(browser.context, address)
          expect(width, file).toBeLessThanOrEqual(360)
          expect(violations, file).toEqual([])
        }
      } finally {
        await browser.close()
      }
    },
    studyTimeout,
  )
})
