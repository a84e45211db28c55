import {
  analyseBudget,
  type BudgetAnalysis,
  type BudgetAnalysisOptions,
  type BudgetInput,
} from '../../../../lib/study/src/decisions/budget/analysis'
import { Random } from '../../../../lib/toolkit/core/src/random'
import { randomProblem } from './random-problem'

export const unit = { ru: 'руб.', en: 'roubles' }

const name = (word: string) => ({ ru: `«${word}»`, en: word })
const words = (id: string) => ({ id, name: name(id), text: name(id), channels: ['site', 'message', 'call'] })

/** A problem of 120 customers with 400 more whose outcomes are known. */
export function exampleInput(): BudgetInput {
  const random = new Random(21)
  const logOdds = Float64Array.from({ length: 400 }, () => 1.5 * random.normal())
  const chance = (z: number) => 1 / (1 + Math.exp(-z))
  const problem = randomProblem({ customers: 120, options: 4, seed: 21 })
  const probability = Float64Array.from({ length: 120 }, () => 0.5 + 0.5 * random.uniform())
  return {
    problem,
    limits: { budget: 150, contacts: 40, channels: Float64Array.of(Number.POSITIVE_INFINITY, 60, 15) },
    catalogue: {
      profitLost: { low: 0.3, likely: 0.5, high: 0.9 },
      channels: ['site', 'message', 'call'].map((id) => ({
        id,
        name: name(id),
        way: name(id),
        needsConsent: id !== 'site',
        cost: 0,
        reach: id === 'call' ? 0.9 : 0.5,
      })),
      offers: [0.1, 0.2, 0.3, 0.4, 0.5].map((likely, i) => ({
        ...words(`offer ${i}`),
        addresses: [],
        cost: 1,
        effect: { low: i === 1 ? 0 : likely / 2, likely, high: likely * 1.5 },
      })),
    },
    customers: { probability, profitAtRisk: probability.map((p) => 10 * p) },
    evidence: {
      declines: Uint8Array.from(logOdds, (z) => (random.uniform() < chance(z) ? 1 : 0)),
      repeats: [0, 1].map(() => logOdds.map((z) => chance(z + 0.2 * random.normal()))),
    },
  }
}

/** So small a problem takes long to be solved closer. */
export const exampleGap = 1e-3

/** The analysis of the example, with few draws unless told otherwise. */
export function exampleAnalysis(options: Partial<BudgetAnalysisOptions> = {}): Promise<BudgetAnalysis> {
  return analyseBudget(exampleInput(), {
    seed: 1,
    draws: 30,
    assumptionDraws: 4,
    points: 10,
    gap: exampleGap,
    ...options,
  })
}
