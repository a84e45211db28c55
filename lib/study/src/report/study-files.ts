import type { Customers } from '../customers/customers'
import { encodeModel } from '../evaluation/model-file'
import { chosenProcedure } from '../evaluation/procedures'
import { describeFinalModel } from '../study/final-model'
import { metricsJson } from '../study/metrics-file'
import { pooledQuarter } from '../study/pooled-quarters'
import type { QuotedNumbers } from '../study/quoted-numbers'
import { studySeed, studySplits } from '../study/study-settings'
import type { Workspace } from '../study/workspace'
import { decisionFileNames, decisionFiles, type ReportFile } from './decision-files'
import { certaintyOfStudy } from './management/build/certainty-findings'
import type { NotebookLink } from './management/notebook-link'
import { buildModelCard } from './model-card/build-model-card'
import { modelCard } from './model-card/model-card'
import { planFileNames, planFiles } from './plan/plan-files'
import { planTables } from './plan/plan-tables'

/** Where a study leaves the plan for the following quarter, within its folder. */
export const planFolder = 'plan'

/** Every file that a study may leave beside its notebooks; what a run does not write it removes. */
export const studyFileNames: readonly string[] = [
  ...decisionFileNames,
  'model-card.html',
  'model-card.md',
  'model.json',
  'metrics.json',
  ...planFileNames.map((name) => `${planFolder}/${name}`),
]

/** The pages of a notebook, without and with its code, and the notebook as it was executed. */
export const notebookPages = (name: string): string[] => [
  `${name}.html`,
  `code/${name}.html`,
  `code/${name}.ipynb`,
]

/** The following quarter, whose outcome is open. */
export interface NextQuarter {
  readonly customers: Customers
  /** Label of the quarter; default: one that follows from the tables. */
  readonly quarter?: string
  readonly prevalence?: number
}

/**
 * Every file of the study that is no notebook and not metrics.json: the report, the explorer, the model card, the
 * offers, the draw of the experiment and the model. What notebooks share is computed on the way.
 * @param next the plan for it is made with the study's model and stands in the folder `plan`
 */
export async function studyFiles(
  workspace: Workspace,
  notebooks: readonly NotebookLink[],
  next?: NextQuarter,
): Promise<ReportFile[]> {
  const customers = await workspace.customers()
  const risk = await workspace.customerRisk()
  const segmentation = await workspace.segmentation()
  const offers = await workspace.offerResults()
  await workspace.interactions()
  await workspace.plainValidation()
  await workspace.learningCurve()
  await workspace.pooledQuarters()
  const experiment = await workspace.experimentPlan()
  const learning = await workspace.learning()
  const { earlier } = await workspace.quarters()
  const model = await workspace.finalModel()
  const header = describeFinalModel(customers, learning, model, earlier)
  const { cuts } = segmentation
  const extras = { ...(await workspace.trainingExtras()), cuts }
  const prevalence = workspace.statedPrevalence
  const modelFile = encodeModel(model, header, extras)
  const card = modelCard(await buildModelCard(workspace, { modelFile, segments: segmentation.segments }))
  const decided = decisionFiles({
    occasion: { kind: 'rehearsal', ...(prevalence !== undefined && { prevalence }) },
    ...(prevalence !== undefined && {
      shift: { from: await workspace.observedPrevalence(), to: prevalence },
    }),
    customers,
    risk,
    placed: segmentation,
    stability: segmentation.stability,
    catalogue: workspace.offers,
    offers,
    ...(experiment && { experiment }),
    certainty: certaintyOfStudy(await workspace.evaluation(), await workspace.orderErrors()),
    seed: studySeed,
    model,
    notebooks,
    earlier: earlier.map(pooledQuarter),
    ...(next && { openPlan: `${planFolder}/index.html` }),
  })
  const catalogue = workspace.offers
  const plan = next
    ? planFiles(await planTables({ ...next, file: { header, model, ...extras }, catalogue }))
    : []
  return [
    ...decided,
    ...plan.map(({ name, text }) => ({ name: `${planFolder}/${name}`, text })),
    { name: 'model-card.html', text: card.html },
    { name: 'model-card.md', text: card.markdown },
    { name: 'model.json', text: modelFile },
  ]
}

/** metrics.json, once the notebooks have left the numbers that they quote. */
export async function metricsFile(
  workspace: Workspace,
  notebooks: Readonly<Record<string, QuotedNumbers>>,
): Promise<ReportFile> {
  const experiment = await workspace.experimentPlan()
  return {
    name: 'metrics.json',
    text: metricsJson({
      customers: await workspace.customers(),
      models: await workspace.compareModels(),
      chosen: chosenProcedure.name,
      nested: (await workspace.evaluation()).nested.intervals,
      plain: (await workspace.plainValidation()).scores,
      segmentation: await workspace.segmentation(),
      offers: await workspace.offerResults(),
      catalogue: workspace.offers,
      ...(experiment && { experiment }),
      seed: studySeed,
      splits: studySplits,
      notebooks,
    }),
  }
}
