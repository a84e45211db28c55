import { rmSync } from 'node:fs'
import { buildCustomers, type Customers } from '../../../../lib/study/src/customers/customers'
import { takeCustomers } from '../../../../lib/study/src/customers/feature-table'
import { rowsByGroup } from '../../../../lib/study/src/decisions/experiment/draw'
import { trainingReference } from '../../../../lib/study/src/evaluation/drift/build-reference'
import {
  compareWithTraining,
  type DriftReport,
} from '../../../../lib/study/src/evaluation/drift/drift-report'
import { observeCustomers } from '../../../../lib/study/src/evaluation/drift/observed-customers'
import type { CustomerModel } from '../../../../lib/study/src/evaluation/feature-preprocessor'
import type { TrainingReference } from '../../../../lib/study/src/evaluation/training-reference'
import { fitFinalModel, learningData } from '../../../../lib/study/src/study/final-model'
import { loadStudyTables } from '../../../../lib/study/src/tables/read-study-tables'
import type { StudyTables } from '../../../../lib/study/src/tables/schema'
import { take } from '../../../../lib/toolkit/core/src/matrix'
import type { Random } from '../../../../lib/toolkit/core/src/random'
import { writeSyntheticTables } from '../../../../tools/synthesis/src/synthesis-files'
import { temporaryFolder } from '../../../support/temporary-folder'

/** A model with its training customers and what its file keeps of them. */
export interface Trained {
  readonly customers: Customers
  readonly model: CustomerModel
  readonly reference: TrainingReference
  /** Honest probabilities of the training customers. */
  readonly outOfFold: Float64Array
}

export function trainedOn(folder: string): Trained {
  return trainedOnTables(loadStudyTables(folder), folder)
}

export function trainedOnTables(tables: StudyTables, folder = 'synthetic tables'): Trained {
  const customers = buildCustomers(tables)
  const learning = learningData(customers, folder)
  const fit = fitFinalModel(learning)
  const reference = trainingReference(customers, learning, fit, { seed: 1, replicates: 300 })
  return { customers, model: fit.model, reference, outOfFold: fit.outOfFold[0] }
}

/** Tables of the generator that made data/sample, of customers independent of each other: without copies. */
export async function syntheticTables(seed: number, customers = 1300): Promise<StudyTables> {
  const folder = temporaryFolder('drift')
  try {
    await writeSyntheticTables(folder, { customers, seed, copies: 0 })
    return loadStudyTables(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

export function compareCustomers({ model, reference }: Trained, customers: Customers): DriftReport {
  return compareWithTraining(reference, observeCustomers(customers, { model }), { seed: 1, replicates: 100 })
}

/** Rows and the group of each. */
export interface DrawnGroups {
  readonly rows: Int32Array
  readonly groups: Int32Array
}

/** As many groups of copies as there are, drawn with replacement: a group drawn twice is two groups. */
export function drawnGroups({ groups }: Pick<Customers, 'groups'>, random: Random): DrawnGroups {
  const members = [...rowsByGroup(Array.from(groups, String)).values()]
  const drawn = members.map(() => members[random.integer(members.length)])
  return {
    rows: Int32Array.from(drawn.flat()),
    groups: Int32Array.from(drawn.flatMap((rows, group) => rows.map(() => group))),
  }
}

/** The customers of these rows, as often as a row is there. */
export function resampled(customers: Customers, { rows, groups }: DrawnGroups): Customers {
  const flagged = new Set(customers.implausible.map(({ row }) => row))
  const where = (test: (row: number) => boolean) =>
    Int32Array.from(rows, (_, i) => i).filter((i) => test(rows[i]))
  const isActive = (row: number) => customers.status[row] === 'scored'
  return {
    ...customers,
    fingerprint: 'resampled',
    count: rows.length,
    groups,
    status: Array.from(rows, (row) => customers.status[row]),
    declines: take(customers.declines!, rows),
    features: takeCustomers(customers.features, rows),
    activeRows: where(isActive),
    trainingRows: where((row) => isActive(row) && !flagged.has(row)),
  }
}
