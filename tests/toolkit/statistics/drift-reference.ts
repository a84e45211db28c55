import { readFileSync } from 'node:fs'
import { join } from 'node:path'

type Counts = [events: number, total: number]

/** What tests/reference/drift.py wrote. */
export interface DriftReference {
  readonly fisher: readonly { a: Counts; b: Counts; pValue: number }[]
  readonly columns: readonly {
    name: string
    now: number[]
    before: number[]
    distance: number
    kolmogorov: number
    delta: number
    stability: number
  }[]
  readonly kolmogorov: readonly { x: number; survival: number }[]
  readonly noncentral: readonly { x: number; freedom: number; noncentrality: number; survival: number }[]
  readonly cramersV: readonly { rows: number[][]; estimate: number; lower: number; upper: number }[]
  readonly stability: readonly { before: number[]; now: number[]; index: number }[]
}

export const driftReference = JSON.parse(
  readFileSync(join(__dirname, '../../reference/drift.json'), 'utf8'),
) as DriftReference
