import type { StakeFindings } from './findings'

/** What declines are expected to take away: profit at risk × the assumed share of a declining customer's profit. */
export function likelyLoss({ atRisk, lostShare }: StakeFindings): number {
  return lostShare.likely * atRisk
}
