import { beforeAll, describe, expect, it } from 'vitest'
import { featureOf } from '../../../../lib/study/src/customers/features'
import { foldTasks, meanOutOfFold } from '../../../../lib/study/src/evaluation/cross-validation'
import { featuresOf } from '../../../../lib/study/src/evaluation/feature-preprocessor'
import { chosenProcedure } from '../../../../lib/study/src/evaluation/procedures'
import { foldParts, metricIntervals } from '../../../../lib/study/src/evaluation/resampled-metrics'
import { segmentErrors } from '../../../../lib/study/src/evaluation/segment-errors'
import { buildModelCard } from '../../../../lib/study/src/report/model-card/build-model-card'
import { modelCard } from '../../../../lib/study/src/report/model-card/model-card'
import { studySeed, studySplits } from '../../../../lib/study/src/study/study-settings'
import { versions } from '../../../../lib/study/src/study/versions'
import { formatDecimal } from '../../../../lib/study/src/words/number-format'
import { calibrationError } from '../../../../lib/toolkit/learn/src/evaluation/calibration-bands'
import { metrics } from '../../../../lib/toolkit/learn/src/evaluation/metrics'
import { hostileText } from '../study-results'
import { cardSource } from './card-fixture'

type Source = Awaited<ReturnType<typeof cardSource>>
let source: Source
let content: Awaited<ReturnType<typeof buildModelCard>>
let card: ReturnType<typeof modelCard>

beforeAll(async () => {
  source = await cardSource()
  const { decisionRows } = await source.customers()
  const segments = Array.from(decisionRows, (row) => (row % 2 === 0 ? 'Save now' : 'Look after'))
  content = await buildModelCard(source, { modelFile: source.modelFile, segments, day: '2026-03-31' })
  card = modelCard(content)
})

const unescaped = (text: string) =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&#92;', '\\')
    .replaceAll('&amp;', '&')

/** What is read: text cells, paragraphs, headings and items, one after the other, without white space. */
function textOfHtml(html: string): string {
  const body = html.slice(html.indexOf('<main>'), html.indexOf('</main>'))
  return unescaped(body.replace(/<[^>]*>/g, '')).replace(/\s+/g, '')
}

function textOfMarkdown(markdown: string): string {
  const plain = markdown
    .split('\n')
    .filter((line) => !/^\|( -+:? \|)+$/.test(line))
    .map((line) => line.replace(/^(#+|-) /, '').replace(/^\| | \|$/g, ''))
    .map((line) => line.replaceAll(' | ', ''))
    .join('\n')
  const spans = plain.split(/(`[^`]*`)/)
  return spans
    .map((part) =>
      part.startsWith('`')
        ? part.slice(1, -1)
        : unescaped(
            part
              .replaceAll('**', '')
              .replace(/\[([^\]]+)\]\([a-z0-9-]+\.html\)/g, '$1')
              .replace(/\\([!-/:-@[-`{-~])/g, '$1'),
          ),
    )
    .join('')
    .replace(/\s+/g, '')
}

describe('modelCard', () => {
  it('says the same in HTML and in Markdown', () => {
    const text = textOfHtml(card.html)
    expect(text.length).toBeGreaterThan(5000)
    expect(textOfMarkdown(card.markdown)).toBe(text)
  })

  it('has the sections of a model card, in order', () => {
    const headings = [...card.html.matchAll(/<h2>(.*?)<\/h2>/g)].map(([, title]) => title)
    expect(headings).toEqual([
      'Model details',
      'Intended use',
      'Factors',
      'Metrics',
      'Training data',
      'Evaluation data',
      'Where the data come from',
      'Quantitative analyses',
      'Ethical considerations and privacy',
      'Limits',
      'What would make it wrong',
      'When to fit it again',
    ])
    expect([...card.markdown.matchAll(/^## (.*)$/gm)].map(([, title]) => title)).toEqual(headings)
  })

  it('states the day, the fingerprint, the version, the seed and how to watch for drift', () => {
    const { version } = versions().find(({ component }) => component === 'one-click')!
    for (const text of ['2026-03-31', 'of a test', version, 'npm run drift -- --data NEW', 'sha256:']) {
      expect(card.html).toContain(text)
      expect(card.markdown).toContain(text)
    }
  })

  it('loads nothing, runs nothing, names nobody, leaves no gap', () => {
    expect(card.html).not.toMatch(/https?:|\/\/|@import|url\(|<script|<img|<iframe| on\w+=/i)
    expect(card.html).toContain("default-src 'none'")
    const shown = card.html.slice(card.html.indexOf('</style>'))
    for (const text of [shown, card.markdown]) {
      expect(text).not.toMatch(/98[67]\d{3}/)
      expect(text).not.toMatch(/NaN|undefined|Infinity|null|\[object/)
    }
  })

  it('keeps text of the tables text', () => {
    const rare = {
      ...content,
      errors: {
        ...content.errors,
        attributes: content.errors.attributes.map((row) => ({ ...row, group: hostileText })),
      },
    }
    const hostile = modelCard(rare)
    const tags = (html: string) => html.match(/<[a-z/][^>]*>/g)
    expect(tags(hostile.html)).toEqual(tags(card.html))
    expect(hostile.html).toContain(
      '&lt;b onclick=&quot;x()&quot;&gt;&amp;amp;amp; сад&lt;/b&gt;'.replace('amp;amp;amp;', 'amp;amp;'),
    )
    expect(hostile.markdown).not.toContain('<b')
  })

  it('says which earlier quarters were learned from, and what they change', async () => {
    const interval = { estimate: -0.012, lower: -0.02, upper: -0.004 }
    const score = { mean: 0.312, sd: 0.01 }
    const quarter = { folder: 'first|quarter', fingerprint: 'abcdef0123456789', customers: 1234 }
    const pooled = {
      quarters: [quarter],
      alone: { rocAuc: score, logLoss: score, brier: score },
      difference: { rocAuc: interval, logLoss: interval, brier: interval },
    }
    const { markdown } = modelCard({ ...content, pooled })
    expect(markdown).toMatch(/“first.*quarter” \| abcdef0123456789 \| 1,234 \|/)
    expect(markdown).toContain(
      'log loss of 0.312; with them it differs by −0.012 (95% interval −0.020 to −0.004)',
    )
    expect(markdown).toContain('Earlier quarters help.')
    expect(modelCard(content).markdown).not.toContain('Earlier quarters')
  })

  it('withholds numbers that tell of fewer than five customers', () => {
    // 60 active beside 62 in the tables and 59 learned from would tell the three others.
    for (const row of ['in the tables | (withheld)', 'active, scored | 60', 'learned from | (withheld)'])
      expect(card.markdown).toContain(`| ${row} |`)
    const customers = {
      ...content.customers,
      inactive: 9,
      incomplete: 0,
      setAside: 0,
      active: 53,
      decided: 53,
      training: 53,
    }
    expect(modelCard({ ...content, customers }).markdown).toContain('| active, scored | 53 |')

    const everyone = { ...customers, inactive: 0, total: 53 }
    const sized = (declining: number) => {
      const [row] = content.errors.attributes
      const group = (name: string, customers: number, ones: number) => ({
        ...row,
        grouping: 'Service tier',
        group: name,
        customers,
        declining: ones,
      })
      const rows = [group('a', 431, 57), group('b', 219, declining), group('c', 977, 83)]
      return {
        ...content,
        customers: everyone,
        errors: { attributes: rows, combined: rows.map((one) => ({ ...one, grouping: 'Two' })) },
      }
    }
    const open = modelCard(sized(23))
    for (const text of ['| a | 431 |', '| b | 219 |', '| c | 977 |']) expect(open.markdown).toContain(text)
    // Beside the active customers the groups would add up to those who were kept out.
    const rounded = modelCard({ ...sized(23), customers: content.customers }).markdown
    for (const text of ['| a | about 430 |', '| b | about 220 |']) expect(rounded).toContain(text)
    expect(open.markdown).toContain('Errors by two**')
    // One of the others is withheld too, or the total would tell the one; of two attributes together all are.
    for (const { markdown, html } of [modelCard(sized(4)), modelCard(sized(217))]) {
      expect(markdown).toMatch(/\| a \| — \|.*\n\| b \| — \|.*\n\| c \| 977 \|/)
      expect(markdown).toContain('Errors by two are withheld')
      expect(html).toContain('— : withheld'.replace(' :', ':'))
      expect(html).not.toMatch(/>(219|431)</)
    }
  })

  it('tells no set of fewer than five customers, nor what would follow from the rest', () => {
    const sets = (declines: number, holds: number, unsure: number) => {
      const { coverage, thresholds } = content.conformal
      const counts = { ...coverage.rows, declines, holds, unsure, neither: 0 }
      return modelCard({
        ...content,
        conformal: { coverage: { ...coverage, rows: counts }, thresholds },
      })
    }
    // One customer is in no set: of the parts the smallest is withheld besides.
    expect(sets(20, 30, 9).html).toContain('declines 20, unsure (withheld), neither 0, holds 30')
    expect(sets(3, 30, 26).html).toContain('declines (withheld), unsure (withheld), neither 0, holds 30')
  })

  it('is the same for the same results', async () => {
    const again = await buildModelCard(source, { modelFile: source.modelFile, day: '2026-03-31' })
    expect(
      modelCard(await buildModelCard(source, { modelFile: source.modelFile, day: '2026-03-31' })),
    ).toEqual(modelCard(again))
    expect(again.errors.segments).toBeUndefined()
  })

  it('tells a rule that falls on another procedure', () => {
    const other = modelCard({ ...content, rule: { best: 'A', chosen: 'B' } })
    expect(other.markdown).toContain('By the rule: B. The chosen one is another')
    const agreed = modelCard({ ...content, rule: { best: 'A', chosen: content.chosen } })
    expect(agreed.markdown).toContain('That is the chosen one.')
  })

  it('names the groups whose probabilities are off', () => {
    const { attributes, combined, segments } = content.errors
    const calm = [attributes, combined, segments!].map((rows) =>
      rows.map((row) => ({ ...row, adjustedPValue: 0.2 })),
    )
    const errors = { attributes: calm[0], combined: calm[1], segments: calm[2] }
    expect(modelCard({ ...content, errors }).markdown).toContain('In no group are the probabilities off')
    errors.attributes[1] = { ...errors.attributes[1], adjustedPValue: 0.05, group: 'the odd ones' }
    expect(modelCard({ ...content, errors }).markdown).toMatch(
      /off by more than noise in: [^;]*: the odd ones\./,
    )
  })
})

describe('buildModelCard', () => {
  it('counts customers and what is left out', () => {
    expect(content.customers).toEqual({
      total: 62,
      active: 60,
      decided: 60,
      inactive: 1,
      incomplete: 1,
      lackingTables: ['market_time.csv'],
      setAside: 1,
      training: 59,
      declining: 20,
    })
    expect(card.markdown).toMatch(
      /\| not scored: inactive or incomplete \| fewer than 5 \| bought nothing .*, or a table lacks rows of the customer \(market.*time\.csv\) \|/,
    )
    expect(content.implausible).toEqual([{ input: 'revenueCurrent', customers: 1 }])
    expect(card.markdown).toContain(
      '| scored, not learned from | fewer than 5 | implausible value: revenueCurrent (fewer than 5) |',
    )
  })

  it('measures as the notebook does', async () => {
    const learning = await source.learning()
    const { declines, groups } = learning
    const chosen = (await source.compareModels()).find(
      ({ procedure }) => procedure.name === chosenProcedure.name,
    )!
    const splits = foldTasks(learning, chosenProcedure, { ...studySplits, seed: studySeed })
    expect(content.intervals).toEqual(
      metricIntervals(declines, foldParts(chosen, splits), metrics, {
        seed: studySeed,
        groups,
        replicates: 1000,
      }),
    )
    expect(content.calibration.error).toEqual(
      calibrationError(declines, meanOutOfFold(chosen), { seed: studySeed, groups }),
    )
    expect(card.markdown).toContain(formatDecimal(content.intervals.logLoss.estimate))
    const { nested } = await source.evaluation()
    expect(content.nested.intervals).toEqual(nested.intervals)
    expect(content.plain).toEqual((await source.plainValidation()).scores)
    const { estimate, lower, upper } = nested.intervals.rocAuc
    const [first, own, plain] = [
      `${formatDecimal(estimate)} (${formatDecimal(lower)}–${formatDecimal(upper)})`,
      formatDecimal(content.intervals.rocAuc.estimate),
      formatDecimal(content.plain.rocAuc.mean),
    ]
    const row = card.markdown.split('\n').find((line) => line.startsWith('| ROC-AUC'))!
    expect(row.split('|')[2].trim()).toBe(first)
    expect(row.split('|')[3]).toContain(own)
    expect(row.split('|')[4].trim()).toBe(plain)
  })

  it('puts groups of fewer than 20 customers together', async () => {
    const { attributes, combined, segments } = content.errors
    for (const row of [...attributes, ...combined, ...segments!])
      expect(row.customers).toBeGreaterThanOrEqual(20)
    // 12 of the 60 have another category than the rest: too few for a group, so that all are one.
    expect(
      attributes.filter(({ grouping }) => grouping === 'Favourite category').map(({ group }) => group),
    ).toEqual(['other'])
    expect(card.html).not.toContain('onclick')
    const { declines } = await source.learning()
    const groups = Array.from(declines, (_, row) => (row < 12 ? 'few' : row < 30 ? 'some' : 'many'))
    const sizes = (fewest?: number) =>
      segmentErrors(
        declines,
        [declines.length].map(() => Float64Array.from(declines, () => 0.4)),
        [{ name: 'x', groups }],
        {
          seed: 1,
          replicates: 10,
          fewest,
        },
      ).map(({ group, customers }) => [group, customers])
    expect(sizes()).toEqual([
      ['few', 12],
      ['many', 29],
      ['some', 18],
    ])
    expect(sizes(15)).toEqual([
      ['many', 29],
      ['other', 30],
    ])
  })

  it('describes the model that is written out', async () => {
    const { final } = content
    expect(final.bytes).toBe(Buffer.byteLength(source.modelFile))
    expect(source.modelFile).toContain(final.checksum)
    expect(final.checksum).toMatch(/^sha256:[0-9a-f]{64}$/)
    const model = await source.finalModel()
    const read = featuresOf(model, (await source.learning()).table)
    expect(final.features).toEqual(read.map((name) => featureOf(name).label))
    expect(read.length).toBeGreaterThan(0)
    expect(final.settings).toContainEqual({ name: 'trees', value: '5' })
    expect(final.settings).toContainEqual({ name: 'minLeaf', value: '2' })
    expect(final.settings.find(({ name }) => name === 'calibration')!.value).toMatch(/^beta: /)
  })

  it('says what follows from the order of the tables, and how the model does along it', () => {
    expect(content).not.toHaveProperty('orderErrors')
    expect(card.markdown).not.toContain('by block of')
    expect(card.markdown).toContain('carries over to another share of declines as far as')
    const block = { customers: 30, declining: 20, logLoss: 0.25, shareOfLoss: 0.5, rocAuc: 0.985 }
    const told = modelCard({
      ...content,
      orderErrors: {
        order: 'file',
        blocks: [
          { ...block, block: { start: 0, end: 30, ones: 20 } },
          { ...block, block: { start: 30, end: 33, ones: 2 }, customers: 3, declining: 2, rocAuc: 0.123 },
          {
            ...block,
            block: { start: 33, end: 50, ones: 7 },
            customers: 17,
            declining: 7,
            rocAucWithin: 0.71,
          },
        ],
        contrast: { easiest: 0.985, others: 0.66 },
      },
    }).markdown
    expect(told).toContain('by block of the file')
    expect(told).toContain('a ROC-AUC of 0.985, those of all other blocks 0.660')
    expect(told).toContain('means over blocks that are told well and blocks that are not')
    expect(told).not.toContain('carries over to another share of declines as far as')
    expect(told).not.toContain('0.123')
  })

  it('refuses segments of other customers', async () => {
    await expect(buildModelCard(source, { modelFile: '', segments: ['a'] })).rejects.toThrow(
      /segment for each customer with known profit/,
    )
  })
})
