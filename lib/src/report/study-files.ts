import { chosenProcedure } from '../evaluation/procedures'
import { encodeModel } from '../models/model-file'
import { offersCsv } from './customer-files'
import { experimentCsv } from './experiment-files'
import { explorerContent } from './explorer/content'
import { explorerPage } from './explorer/page'
import { describeFinalModel } from './final-model'
import { outcomesOfStudy } from './management/gather/certainty'
import { gatherFindings } from './management/gather-findings'
import type { NotebookLink } from './management/notebook-link'
import { managementReport } from './management/page'
import { metricsJson } from './metrics-file'
import { gatherModelCard } from './model-card/gather-model-card'
import { modelCard } from './model-card/model-card'
import type { QuotedNumbers } from './story'
import { studySeed, studySplits } from './study-settings'
import type { Workspace } from './workspace'

/** A file that the study leaves beside the notebooks' pages. */
export interface StudyFile {
  /** Within the out folder. */
  readonly name: string
  readonly text: string
}

/**
 * Every file of the study that is no notebook and not metrics.json: the report, the explorer, the model card, the
 * offers, the draw of the experiment and the model. What notebooks share is computed on the way.
 */
export async function studyFiles(
  workspace: Workspace,
  notebooks: readonly NotebookLink[],
): Promise<StudyFile[]> {
  const customers = await workspace.customers()
  const risk = await workspace.customerRisk()
  const segmentation = await workspace.segmentation()
  const { budget, decisions } = await workspace.offerResults()
  await workspace.interactions()
  await workspace.nullImportances()
  const experiment = await workspace.experimentPlan()
  const learning = await workspace.learning()
  const model = await workspace.finalModel()
  const catalogue = workspace.offers
  const header = describeFinalModel(customers, learning, model)
  const { cuts } = segmentation
  const extras = { ...(await workspace.trainingExtras()), cuts }
  const modelFile = encodeModel(model, header, extras)
  const findings = gatherFindings({
    ...segmentation,
    customers,
    risk,
    catalogue,
    budget,
    decisions,
    ...(experiment && { experiment }),
    outcomes: outcomesOfStudy({
      chosen: await workspace.chosenValidation(),
      declines: learning.declines,
      groups: learning.groups,
      splits: studySplits,
      seed: studySeed,
    }),
    notebooks,
  })
  const card = modelCard(await gatherModelCard(workspace, { modelFile, segments: segmentation.segments }))
  const explorer = explorerContent({
    customers,
    risk,
    decisions,
    catalogue,
    cuts,
    ...(experiment && { drawn: experiment.drawn }),
    model,
  })
  const usual = { offer: catalogue.otherwise.id, channel: catalogue.otherwise.channels[0] }
  return [
    { name: 'index.html', text: managementReport(findings) },
    { name: 'explorer.html', text: explorerPage(explorer) },
    { name: 'model-card.html', text: card.html },
    { name: 'model-card.md', text: card.markdown },
    { name: 'offers.csv', text: offersCsv(decisions) },
    ...(experiment ? [{ name: 'experiment.csv', text: experimentCsv(experiment.drawn, usual) }] : []),
    { name: 'model.json', text: modelFile },
  ]
}

/** metrics.json, once the notebooks have left the numbers that they quote. */
export async function metricsFile(
  workspace: Workspace,
  notebooks: Readonly<Record<string, QuotedNumbers>>,
): Promise<StudyFile> {
  const experiment = await workspace.experimentPlan()
  return {
    name: 'metrics.json',
    text: metricsJson({
      customers: await workspace.customers(),
      models: await workspace.compareModels(),
      chosen: chosenProcedure.name,
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
