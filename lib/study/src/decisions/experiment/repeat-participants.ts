import { normalCdf } from '@one-click/statistics'
import type { DrawnCustomers } from './experiment-plan'
import { rowsOfUnits } from './units'

/** Customers who took part in a quarter and again in the next one given; copies count as one. */
export interface RepeatParticipants {
  readonly customers: number
  /** How many were drawn into the same arm again, and how many a fresh draw would make expect. */
  readonly sameArm: number
  readonly expected: number
  /** Two-sided p-value of a fresh draw. */
  readonly pValue: number
}

/**
 * Whether those who took part before were drawn anew. Pooling counts quarters as independent, which rests on it: with
 * the same arms again whatever lasts of a customer would be counted twice.
 *
 * @param quarters in the order of time
 */
export function repeatParticipants(quarters: readonly DrawnCustomers[]): RepeatParticipants {
  let [customers, sameArm, expected, variance] = [0, 0, 0, 0]
  for (let q = 1; q < quarters.length; q++) {
    const before = new Map(Array.from(quarters[q - 1].ids, (id, i) => [id, quarters[q - 1].treated[i]]))
    const share = treatedShare(quarters[q])
    for (const i of rowsOfUnits(quarters[q], (row) => before.has(quarters[q].ids[row]))) {
      const arm = before.get(quarters[q].ids[i])
      const chance = arm === 1 ? share : 1 - share
      customers++
      sameArm += Number(arm === quarters[q].treated[i])
      expected += chance
      variance += chance * (1 - chance)
    }
  }
  const z = variance > 0 ? (sameArm - expected) / Math.sqrt(variance) : 0
  return { customers, sameArm, expected, pValue: Math.min(1, 2 * normalCdf(-Math.abs(z))) }
}

function treatedShare({ treated }: DrawnCustomers): number {
  return treated.reduce((sum, arm) => sum + arm, 0) / treated.length
}
