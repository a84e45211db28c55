import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { beforeAll, describe, expect, it } from 'vitest'
import { writeSyntheticTables } from '../../tools/synthesis/src/synthesis-files'
import { textsOfPage } from '../study/report/page-texts'
import { root } from '../support/notebooks'
import { escapedWords } from '../support/pseudo-language'
import { studyTimeout } from '../support/study-run'
import { temporaryFolder } from '../support/temporary-folder'
import { CheckoutCopy } from './checkout-copy'

const guide = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8')

/** The blocks of code of a recipe, as CONTRIBUTING.md states them. */
function blocksOf(title: string): string[] {
  const [, text] = new RegExp(`^## ${title}\n([\\s\\S]*?)(?=^## )`, 'm').exec(guide)!
  return [...text.matchAll(/^ *```\w+\n([\s\S]*?)^ *```$/gm)].map(([, block]) => block)
}

const featureList = 'export const features: readonly Feature[] = [\n'
const columns =
  "meaning: 'one row a customer: contacts, product behaviour, behaviour on the site, and the target',\n    key: ['id'],\n    columns: [\n"

const folder = temporaryFolder('recipes')
const at = (...path: string[]) => join(folder, ...path)
const out = (...path: string[]) => at('out', ...path)
const text = (name: string) => readFileSync(out(name), 'utf8')
let copy: CheckoutCopy
let drift: { tests: { feature?: string }[] }

beforeAll(async () => {
  copy = new CheckoutCopy(at('checkout'))
  // A feature: one file of lib.
  copy.insert('lib/study/src/customers/features.ts', featureList, blocksOf('Add a feature')[0])
  // A column: the schema, the list of features, and the tables.
  const [declared, feature] = blocksOf('Add a column of market_file.csv')
  copy.insert('lib/study/src/tables/schema.ts', columns, declared)
  copy.insert('lib/study/src/customers/features.ts', featureList, feature)
  // An offer: data/offers.json alone.
  const path = join(copy.folder, 'data/offers.json')
  const catalogue = JSON.parse(readFileSync(path, 'utf8'))
  catalogue.offers.push(JSON.parse(blocksOf('Add an offer')[0]))
  writeFileSync(path, JSON.stringify(catalogue))
  // A model: the estimator and its entry; a procedure to compare it by.
  const [estimator, entry, procedure] = blocksOf('Add a model')
  const estimators = 'lib/toolkit/learn/src/estimators'
  writeFileSync(join(copy.folder, estimators, 'nearest-mean.ts'), estimator)
  copy.insert(`${estimators}/estimators.ts`, "import { neuralNetwork } from './neural-network'\n", entry)
  copy.insert(`${estimators}/estimators.ts`, "'extra-trees': extraTrees,\n", "'nearest-mean': nearestMean,\n")
  copy.insert('lib/study/src/evaluation/procedures.ts', '  },\n  supportVectors,\n', procedure)
  // A language: a vocabulary made by machine, and its line.
  const vocabulary = readFileSync(join(root, 'tests/support/pseudo-language.ts'), 'utf8')
  writeFileSync(
    join(copy.folder, 'lib/study/src/words/xx.ts'),
    vocabulary.replaceAll('../../lib/study/src/words/', './').replaceAll(/\bpseudo\b/g, 'xx'),
  )
  const [line] = blocksOf('Change a text, or add a language')
  copy.insert('lib/study/src/words/vocabularies.ts', "import { ru } from './ru'\n", line)
  copy.insert('lib/study/src/words/vocabularies.ts', '{ ru, en', ', xx')
  copy.compile()
  await writeSyntheticTables(at('data'), { customers: 90, seed: 3 })
  addColumn(at('data/market_file.csv'))
  copy.run('study', '--data', at('data'), '--out', at('out'))
  drift = JSON.parse(copy.run('drift', '--data', at('data'), '--model', out('model.json'), '--json'))
}, studyTimeout)

/** Whether the copy reads a pipeline with the model, of two features. */
const readable = (means: number[]) =>
  copy.evaluate(`
    const model = { kind: 'nearest-mean', features: 2, spread: 1, means: Float64Array.of(${means}) }
    const procedure = { name: 'Nearest mean', estimator: 'nearest-mean' }
    const parts = { procedure, options: {}, preprocessor: { kind: 'none' }, model, search: [] }
    const { fittedSchema } = require('@one-click/learn')
    process.stdout.write(String(fittedSchema.safeParse({ kind: 'pipeline', ...parts }).success))`)

/** Who buys less has sent more back. */
function addColumn(file: string): void {
  const [header, ...rows] = readFileSync(file, 'utf8').trimEnd().split(/\r?\n/)
  const outcome = header.split(',').indexOf('Покупательская активность')
  const cells = rows.map((row, i) => `${row},${(row.split(',')[outcome] === 'Снизилась' ? 4 : 0) + (i % 3)}`)
  writeFileSync(file, `${[`${header},Возвраты_квартал`, ...cells].join('\n')}\n`)
}

describe.each([
  ['a feature', 'pagesPerMinute', 'Pages per minute', 'Страниц за минуту'],
  ['a column', 'returns', 'Items sent back', 'Возвращено товаров'],
])('%s of the list', (_, name, label, russian) => {
  it('is in the model', () => {
    expect(JSON.parse(text('model.json')).header.features).toContain(name)
  })

  it('is in the notebooks: documented, compared, explained', () => {
    for (const notebook of ['01-data', '02-exploration', '03-correlation', '05-explanation']) {
      expect(text(`code/${notebook}.html`), notebook).toContain(label)
    }
  })

  it('is in the reasons of customers and in the explorer', () => {
    const offers = parse(text('offers.csv'), { columns: true }) as Record<string, string>[]
    const reasons = offers.flatMap((row) => [row.reason_1, row.reason_2, row.reason_3])
    expect(reasons.some((reason) => reason.startsWith(`${label} `))).toBe(true)
    expect(text('explorer.html')).toContain(russian)
  })

  it('is watched for drift', () => {
    expect(drift.tests.map(({ feature }) => feature)).toContain(name)
  })
})

describe('a model', () => {
  it('is compared in notebook 04 and in the metrics', () => {
    const { rocAuc } = JSON.parse(text('metrics.json')).models['Nearest mean']
    expect(rocAuc.mean).toBeGreaterThan(0.6)
    expect(text('code/04-models.html')).toContain('Nearest mean')
  })

  it('is read from files where it is sound alone', () => {
    expect(readable([0, 1, 2, 3])).toBe('true')
    expect(readable([0, 1, 2])).toBe('false')
  })
})

describe('an offer of the catalogue', () => {
  it('is among the options, in the report and in notebook 06', () => {
    const { id, name } = JSON.parse(blocksOf('Add an offer')[0])
    const offers = parse(text('offers.csv'), { columns: true }) as Record<string, string>[]
    const options = offers.flatMap((row) =>
      Object.entries(row).flatMap(([column, value]) => (/^option_\d+$/.test(column) ? [value] : [])),
    )
    expect(options).toContain(id)
    expect(text('code/06-segments-and-offers.html')).toContain(name.en)
    expect(text('index.html')).toContain(name.ru)
  })
})

describe('a language', () => {
  it('is in the report, in all that its edition says', () => {
    const page = text('index.html')
    expect(page).toContain('<button type="button" lang="xx" aria-pressed="false">⟦English⟧</button>')
    const edition = page.slice(page.indexOf('<div data-edition="xx"'), page.indexOf('</main>'))
    const [told] = edition.split('<ol class="notebooks">')
    // Names of files and metrics, and of the folder of the tables and its fingerprint.
    const names = /[\w-]+\.(csv|json)|ROC-AUC|riskFrom|“⟧data⟦”|⟧[0-9a-f]{12}⟦/g
    const texts = textsOfPage(told)
    expect(texts.length).toBeGreaterThan(200)
    expect(texts.flatMap((one) => escapedWords(one.replaceAll(names, ' ')).map(() => one))).toEqual([])
  })

  it('is in the explorer, for each customer', () => {
    const [, json] = /id="content">([\s\S]*?)<\/script>/.exec(text('explorer.html'))!
    const { why, text: said } = JSON.parse(json).customers as Record<string, { list: { xx: string }[] }>
    expect(said.list.length + why.list.length).toBeGreaterThan(20)
    expect([...said.list, ...why.list].flatMap(({ xx }) => escapedWords(xx))).toEqual([])
  })
})
