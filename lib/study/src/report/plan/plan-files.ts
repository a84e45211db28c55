import { finiteJson } from '@one-click/core'
import { planNumbers } from '../../study/metrics-file'
import { decisionFileNames, decisionFiles, type ReportFile } from '../decision-files'
import { driftPage } from '../drift-page'
import type { PlannedTables } from './plan-tables'

/** Every file that a plan may leave; what a run does not write it removes, so that no older one stays beside. */
export const planFileNames = [...decisionFileNames, 'plan.json', 'drift.html'] as const

/** The files of a plan: those of a study's decisions, the comparison with the training data, and the numbers. */
export function planFiles({ decided, drift, modelOccasion }: PlannedTables): ReportFile[] {
  const { customers, placed, offers, experiment, catalogue, occasion } = decided
  const numbers = planNumbers({ customers, segmentation: placed, offers, catalogue, experiment })
  const content = { occasion: occasion.kind, ...modelOccasion, ...numbers }
  return [
    ...decisionFiles(decided),
    { name: 'plan.json', text: `${finiteJson(content)}\n` },
    ...(drift ? [{ name: 'drift.html', text: driftPage(drift) }] : []),
  ]
}
