import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { buildCustomers } from '../../../../lib/study/src/customers/customers'
import { trainingReference } from '../../../../lib/study/src/evaluation/drift/build-reference'
import { writeModelFile } from '../../../../lib/study/src/evaluation/model-file'
import { learnedCustomers } from '../../../../lib/study/src/evaluation/out-of-fold-answers'
import { planFiles } from '../../../../lib/study/src/report/plan/plan-files'
import {
  type PlannedTables,
  type PlanPaths,
  planTables,
  readPlanInput,
} from '../../../../lib/study/src/report/plan/plan-tables'
import { planText } from '../../../../lib/study/src/report/plan/plan-text'
import { fitFinalModel, learningData } from '../../../../lib/study/src/study/final-model'
import { projectRoot } from '../../../../lib/study/src/study/paths'
import { loadStudyTables } from '../../../../lib/study/src/tables/read-study-tables'
import { testOffers } from '../../../support/offers'
import { type Cells, cellsOf, emptyFolder, writeCopy } from '../../tables/table-copies'
import { type DecidedFiles, disagreements } from './files-agree'

const cells = cellsOf(join(projectRoot, 'data/sample'))

function part(from: number, to: number, hasTarget: boolean): Cells {
  const ids = new Set(cells['market_file.csv'].slice(1 + from, 1 + to).map(([id]) => id))
  return Object.fromEntries(
    Object.entries(cells).map(([file, [header, ...rows]]) => {
      const own = [header, ...rows.filter(([id]) => ids.has(id))]
      const blind = !hasTarget && file === 'market_file.csv'
      return [file, blind ? own.map((row) => row.filter((_, i) => i !== 1)) : own]
    }),
  )
}

const folder = emptyFolder()
const offers = testOffers
const cuts = { probability: 0.45, profit: 3.25 }
const open = writeCopy(part(280, 400, false))
const known = writeCopy(part(280, 400, true))
const pathsOf = (file: string, tables = open): PlanPaths => ({
  folder: tables,
  model: join(folder, file),
  offers,
  quarter: '2026-Q4',
})
const plan = (paths: PlanPaths, workers = 0) =>
  planTables(readPlanInput(paths), { workers, analysis: { draws: 4, assumptionDraws: 1, points: 3 } })
let anew: PlannedTables
let placed: PlannedTables
let judged: PlannedTables

beforeAll(async () => {
  const training = writeCopy(part(0, 320, true))
  const customers = buildCustomers(loadStudyTables(training))
  const learning = learningData(customers, training)
  const fit = fitFinalModel(learning)
  const header = {
    library: '0',
    fingerprint: customers.fingerprint,
    features: Object.keys({ ...learning.table.numbers, ...learning.table.categories }),
    customers: learning.declines.length,
    seed: 1,
  }
  const reference = trainingReference(customers, learning, fit, { seed: 1, replicates: 100 })
  const stated = { ...header, features: reference.features.map(({ feature }) => feature) }
  const learned = learnedCustomers(customers, fit)
  writeModelFile(join(folder, 'train.json'), fit.model, stated, { reference, learned })
  writeModelFile(join(folder, 'study.json'), fit.model, stated, { reference, learned, cuts })
  writeModelFile(join(folder, 'forgetful.json'), fit.model, stated, { reference })
  anew = await plan(pathsOf('train.json'))
  placed = await plan(pathsOf('study.json'))
  judged = await plan(pathsOf('study.json', known))
}, 240_000)

describe('planTables', () => {
  it('takes the cut-offs of the study that made the model, else learns them anew and says how firm they are', () => {
    expect(placed.decided.placed.cuts).toEqual(cuts)
    expect([placed.modelOccasion.cuts, placed.decided.stability]).toEqual(['training', undefined])
    for (const { segment, probability, profit } of placed.decided.offers.decisions) {
      expect(segment === 'Save now').toBe(probability >= cuts.probability && profit >= cuts.profit)
    }
    expect(anew.modelOccasion.cuts).toBe('anew')
    expect(anew.decided.stability!.changed.estimate).toBeGreaterThan(0)
    expect(planText(placed).join('\n')).toContain(
      'segments cut at 45% and 3.3 a month, as in the study of the model',
    )
    const report = (planned: PlannedTables) =>
      planFiles(planned).find(({ name }) => name === 'index.html')!.text
    expect(report(placed)).toContain('The cuts are those of the study that made the model')
    expect(report(anew)).not.toContain('The cuts are those of the study')
  })

  it('is blind to the outcome: with the target only the words change, and the predictions are measured', () => {
    const offersOf = (planned: PlannedTables) =>
      planFiles(planned).filter(({ name }) => name === 'offers.csv' || name === 'experiment.csv')
    expect(offersOf(judged)).toEqual(offersOf(placed))
    expect([placed, judged].map(({ decided }) => decided.occasion.kind)).toEqual(['open', 'rehearsal'])
    expect(placed.modelOccasion.measured).toBeUndefined()
    expect(judged.modelOccasion.measured!.rocAuc.estimate).toBeGreaterThan(0.7)
    expect(planText(judged).join('\n')).toMatch(
      /a rehearsal on the past[\s\S]*Judged by it: ROC-AUC 0\.\d{3} \(/,
    )
  })

  it('moves probabilities, and with them the plan, to the share of declines that the store states', async () => {
    const { decided, modelOccasion, judged } = await plan({ ...pathsOf('study.json'), prevalence: 0.1 })
    expect(modelOccasion.prevalence).toBe(0.1)
    expect(judged.probability).toEqual(decided.risk.probability)
    decided.risk.probability.forEach((p, i) => {
      const before = placed.decided.risk.probability[i]
      expect(p).toBeLessThan(before)
      expect(decided.offers.decisions[i].probability).toBe(p)
    })
    expect(decided.placed.cuts).toEqual(cuts)
    const offered = (planned: PlannedTables) => planned.decided.offers.budget.customers.withOptions
    expect(offered({ decided } as PlannedTables)).toBeLessThan(offered(placed))
  })

  it('decides for those whose profit is known, and says whom it leaves out', async () => {
    const tables = part(280, 400, false)
    const [header, ...profits] = tables['money.csv']
    const stated = profits.map(([id, profit], i) => [id, i < 30 ? '' : profit])
    const partly = writeCopy({ ...tables, 'money.csv': [header, ...stated] })
    const planned = await plan(pathsOf('study.json', partly))
    const { customers, offers, risk } = planned.decided
    expect(customers.activeRows.length - customers.decisionRows.length).toBe(30)
    expect([...risk.rows]).toEqual([...customers.decisionRows])
    expect(offers.decisions.length).toBe(customers.decisionRows.length)
    expect(planText(planned).join('\n')).toMatch(
      /^(\d+) of 120 customers judged \((\d+ bought nothing in some month, )?30 have no profit in money\.csv\);/m,
    )
    const none = stated.map(([id]) => [id, ''])
    const without = writeCopy({ ...tables, 'money.csv': [header, ...none] })
    expect(() => readPlanInput(pathsOf('study.json', without))).toThrow(
      /money\.csv: it states no profit of any of the \d+ active customers/,
    )
  })

  it('counts whom the model has seen, where its file says so', async () => {
    expect(anew.modelOccasion.learned).toEqual({ same: 40, changed: 0 })
    const forgetful = await plan(pathsOf('forgetful.json'))
    expect(forgetful.modelOccasion.learned).toBeUndefined()
    expect(new Set(forgetful.judged.source)).toEqual(new Set(['model']))
  })

  it('leaves files that agree customer by customer and in their sums, whether an experiment runs or not', () => {
    const catalogue = JSON.parse(readFileSync(offers, 'utf8'))
    const filesOf = (planned: PlannedTables): DecidedFiles => {
      const files = new Map(planFiles(planned).map(({ name, text }) => [name, text]))
      return {
        offers: files.get('offers.csv')!,
        experiment: files.get('experiment.csv'),
        explorer: files.get('explorer.html')!,
        report: files.get('index.html')!,
        numbers: files.get('plan.json')!,
      }
    }
    for (const planned of [anew, placed, judged])
      expect(disagreements(filesOf(planned), catalogue)).toEqual([])
    const { experiment: _, ...without } = placed.decided
    const alone = filesOf({ ...placed, decided: without })
    expect(alone.experiment).toBeUndefined()
    expect(disagreements(alone, catalogue)).toEqual([])
    // The check can fail: by one cell of each file.
    const files = filesOf(placed)
    const [treated] = files.experiment!.split('\n').filter((line) => line.includes(',treatment,'))
    const id = treated.split(',')[0]
    const changed = (name: 'offers' | 'experiment' | 'explorer' | 'report', from: RegExp, to: string) => {
      const text = files[name]!.replace(from, to)
      expect(text).not.toBe(files[name])
      return disagreements({ ...files, [name]: text }, catalogue)
    }
    expect(
      changed('experiment', new RegExp(`^${id},([^,]*),treatment`, 'm'), `${id},$1,control`),
    ).not.toEqual([])
    expect(changed('offers', /,site,/, ',call,')).not.toEqual([])
    expect(changed('explorer', /"cost":\[[\d.]+/, '"cost":[9')).not.toEqual([])
    expect(changed('report', /While the experiment runs, \d+/, 'While the experiment runs, 9')).not.toEqual(
      [],
    )
  })

  it('gives the same files again, for any number of workers', async () => {
    expect(planFiles(await plan(pathsOf('train.json'), 2))).toEqual(planFiles(anew))
  })

  it('needs what the model file remembers of its training data', () => {
    const { header, model } = { header: anew.decided.customers, model: anew.decided.model }
    const bare = join(folder, 'bare.json')
    const features = anew.decided.risk.contributions.features
    writeModelFile(bare, model, {
      library: '0',
      fingerprint: header.fingerprint,
      features,
      customers: 320,
      seed: 1,
    })
    expect(() => readPlanInput(pathsOf('bare.json'))).toThrow(/no reference of its training data/)
    writeFileSync(bare, '{}')
    expect(() => readPlanInput(pathsOf('bare.json'))).toThrow(/no model file/)
  })
})
