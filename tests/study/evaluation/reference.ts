import { readFileSync } from 'node:fs'
import { join } from 'node:path'

interface Case {
  name: string
  y: number[]
  p: number[]
  rocAuc: number
  logLoss: number
  brier: number
  falsePositiveRate: number[]
  truePositiveRate: number[]
  calibration?: { bins: number; share: number[]; mean: number[] }
}

interface Reference {
  cases: Case[]
  paired: { folds: number; differences: number[]; estimate: number; half: number }
}

/** Numbers from scikit-learn 1.9.1 and scipy 1.17.1; made by tests/reference/evaluation.py. */
export const reference = JSON.parse(
  readFileSync(join(__dirname, '../../reference/evaluation.json'), 'utf8'),
) as Reference
