import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { segmentNames } from '../../../lib/study/src/decisions/segments/segments'
import { explorerWords } from '../../../lib/study/src/report/explorer/explorer-words'
import type { ManagementFindings } from '../../../lib/study/src/report/management/findings'
import { managementReport } from '../../../lib/study/src/report/management/page'
import { buildModelCard } from '../../../lib/study/src/report/model-card/build-model-card'
import { modelCard } from '../../../lib/study/src/report/model-card/model-card'
import { segmentMeaning } from '../../../lib/study/src/report/told/segment-meaning'
import { projectRoot } from '../../../lib/study/src/study/paths'
import { readableText, timeOrderClaims } from '../../support/time-order'
import { studyFindings } from './management/study-findings'
import { cardSource } from './model-card/card-fixture'

const notebooks = join(projectRoot, 'notebooks')
let findings: ManagementFindings
beforeAll(async () => {
  findings = await studyFindings()
})

describe('a study on labelled tables', () => {
  it('finds the phrases that it is looking for', () => {
    for (const claim of [
      'customers who will buy less',
      'in the next three months',
      'of predicted declines came true when tested',
      'он станет покупать меньше',
      'в следующие три месяца',
      'прогнозов спада подтвердились',
    ]) {
      expect(timeOrderClaims(claim), claim).toHaveLength(1)
    }
    expect(timeOrderClaims('what will be seen; the next quarter; стал покупать меньше')).toEqual([])
  })

  it('calls its report a rehearsal on the past, in both languages', () => {
    const text = readableText(managementReport(findings))
    expect(timeOrderClaims(text)).toEqual([])
    expect(text).toContain('This is a rehearsal on the past')
    expect(text).toContain('Это пробный расчёт на прошлых данных')
    expect(text).toContain('Make such a plan for customers whose outcome is open')
  })

  it('claims no time order in its other pages', async () => {
    const source = await cardSource()
    const card = modelCard(await buildModelCard(source, { modelFile: source.modelFile }))
    expect(timeOrderClaims(readableText(card.html))).toEqual([])
    expect(
      timeOrderClaims(
        JSON.stringify([
          explorerWords,
          segmentNames.map((name) => segmentMeaning(name, { probability: 0.4 })),
        ]),
      ),
    ).toEqual([])
    expect(timeOrderClaims(readFileSync(join(projectRoot, 'README.md'), 'utf8'))).toEqual([])
  })

  it.each(readdirSync(notebooks).filter((name) => name.endsWith('.ipynb')))('claims none in %s', (name) => {
    const { cells } = JSON.parse(readFileSync(join(notebooks, name), 'utf8')) as {
      cells: { source: string[] }[]
    }
    expect(cells.flatMap(({ source }) => timeOrderClaims(source.join('').replaceAll('\n', ' ')))).toEqual([])
  })

  it.each(['06-segments-and-offers', '07-experiment'])(
    'says in notebook %s that its plan is a rehearsal',
    (name) => {
      expect(readFileSync(join(notebooks, `${name}.ipynb`), 'utf8')).toContain('**A rehearsal on the past.**')
    },
  )
})

describe('the report of a plan for customers whose outcome is open', () => {
  const open = (change: object): string =>
    readableText(
      managementReport({
        ...findings,
        stake: { ...findings.stake, declined: undefined },
        notebooks: [],
        occasion: {
          kind: 'open',
          byModel: {
            model: { customers: 1200, fingerprint: 'f' },
            cuts: 'training',
            ...change,
          },
        },
      }),
    )

  it('says what the drift check found, before anything else', () => {
    const texts = (['keep', 'watch', 'retrain'] as const).map((conclusion) =>
      open({ drift: { conclusion, alarms: 3 } }),
    )
    expect(texts[0]).toMatch(/The model fits: .* \d+ (customers )?bought in each/)
    expect(texts[1]).toMatch(/Watch: the customers have changed \(3 of .* \d+ (customers )?bought in each/)
    expect(texts[2]).toMatch(/Train the model again: .* \d+ (customers )?bought in each/)
    expect(texts[2]).toContain('Модель нужно обучить заново')
    expect(open({})).toContain('too few customers to check whether the model still fits')
  })

  it('says from how many customers of earlier quarters the model learned', () => {
    const model = { customers: 1200, fingerprint: 'f', earlier: 900 }
    const text = open({ model })
    expect(text).toContain('outcome is known, also from earlier quarters (900 customers)')
    expect(text).toMatch(/в том числе на данных прежних кварталов \(900.клиентов\)/)
    expect(text).not.toMatch(/1.200/)
    expect(open({})).not.toContain('earlier quarters')
  })

  it('is no rehearsal, and names no file that it does not have', () => {
    const page = managementReport({
      ...findings,
      notebooks: [],
      occasion: {
        kind: 'open',
        byModel: { model: { customers: 1200, fingerprint: 'f' }, cuts: 'anew' },
      },
    })
    expect(page).not.toMatch(/rehearsal|репетици/i)
    expect(page).not.toMatch(/href="(metrics\.json|model-card\.html|drift\.html|01-data\.html)"/)
    expect(page).toContain('href="plan.json"')
    expect(timeOrderClaims(readableText(page))).toEqual([])
    expect(readableText(page)).not.toMatch(/NaN|undefined|Infinity/)
  })

  it('says whom the model has seen, withholding counts of a few, and what was measured', () => {
    const text = open({ learned: { same: 3, changed: 812 }, quarter: '2026-Q4', prevalence: 0.2 })
    expect(text).toContain('The model learned from fewer than 5 customers with these very data')
    expect(text).toContain('The model learned from 812 customers as they were before')
    expect(text).toContain('Quarter 2026-Q4.')
    expect(text).toContain('moved to a share of declines of 20%')
    expect(text).toContain('the stated share and the model do not agree')
    expect(open({})).not.toContain('the stated share')
    expect(open({ learned: { same: 0, changed: 0 } })).not.toMatch(/with these very data|as they were before/)
    expect(open({})).toContain('cannot be told from its file')
    const interval = { estimate: 0.91, lower: 0.88, upper: 0.94 }
    const measured = { rocAuc: interval, logLoss: interval, brier: interval, deviation: interval }
    expect(open({ measured })).toContain('puts the first higher in 91% of cases (88%–94%)')
  })
})
