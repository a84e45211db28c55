import type { BudgetAnalysis } from '../../decisions/budget/analysis'
import type { PolicyName } from '../../decisions/budget/policies'
import type { TornadoBar, TornadoEnd } from '../../decisions/budget/tornado'
import { type Bilingual, type Language, wordsIn } from '../../words/language'
import { formatDecimal, formatMoney, formatPercent } from '../../words/number-format'
import { policyTitles } from '../../words/policy-titles'
import { assumptionName } from '../told/assumption-name'

/** What a rule, the plan among them, keeps and costs. */
export interface PolicyRow {
  readonly policy: PolicyName | 'plan'
  readonly name: Bilingual
  readonly cost: number
  readonly kept: number
}

/** The plan, then plain policies, that with the largest gain after cost first. */
export function policyRows({ plan, policies }: Pick<BudgetAnalysis, 'plan' | 'policies'>): PolicyRow[] {
  const row = (policy: PolicyRow['policy'], { cost, kept }: { cost: number; kept: number }) => ({
    policy,
    name: policyTitles[policy],
    cost,
    kept,
  })
  return [
    row('plan', plan),
    ...policies
      .map((result) => row(result.policy, result))
      .sort((a, b) => b.kept - b.cost - (a.kept - a.cost)),
  ]
}

/** The gain after cost when one assumption goes to its worse and to its better end. */
export interface AssumptionRow {
  readonly name: Bilingual
  readonly low: number
  readonly high: number
  /** What is assumed at each end, as people read it. */
  readonly assumed?: Readonly<Record<'low' | 'high', (language: Language) => string>>
  /** What plans that knew the assumption would gain at its ends. */
  readonly replanned?: readonly number[]
}

/** Assumptions by how far the gain follows them, the widest first. The plan stays; where only limits change, it is made anew. */
export function assumptionRows({ tornado }: Pick<BudgetAnalysis, 'tornado'>): AssumptionRow[] {
  return tornado.map((bar) => {
    const [worse, better] = [bar.low, bar.high].sort((a, b) => gainAt(a) - gainAt(b))
    return {
      name: assumptionName(bar),
      low: gainAt(worse),
      high: gainAt(better),
      assumed: {
        low: (language) => assumedAt(bar, worse, language),
        high: (language) => assumedAt(bar, better, language),
      },
      replanned: [bar.low.replanned, bar.high.replanned],
    }
  })
}

const gainAt = ({ samePlan, replanned }: TornadoEnd) => samePlan ?? replanned

function assumedAt({ kind }: TornadoBar, { value, way }: TornadoEnd, language: Language): string {
  if (way) return wordsIn(language).countingWays[way]
  if (kind === 'cost') return `× ${formatDecimal(value, 2, language)}`
  if (kind === 'budget') return formatMoney(value, language)
  return kind === 'contacts' || kind === 'channel'
    ? formatMoney(Math.floor(value), language)
    : formatPercent(value, 1, language)
}
