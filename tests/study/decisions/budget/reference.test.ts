import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { planOffers } from '../../../../lib/study/src/decisions/budget/plan-offers'

interface ReferenceProblem {
  readonly customers: number
  readonly customer: number[]
  readonly offer: number[]
  readonly channel: number[]
  readonly cost: number[]
  readonly kept: number[]
  readonly contact: number[]
  readonly limits: {
    readonly budget: number | null
    readonly contacts: number | null
    readonly channels: (number | null)[]
  }
  readonly net_at_optimum: number
}

const { problems } = JSON.parse(readFileSync(join(__dirname, '../../../reference/budget.json'), 'utf8')) as {
  problems: ReferenceProblem[]
}

const limitOf = (limit: number | null) => limit ?? Number.POSITIVE_INFINITY

describe('planOffers against scipy.optimize.milp', () => {
  it.each(problems.map((problem, i) => ({ ...problem, name: `problem ${i + 1}` })))('$name', async (one) => {
    const problem = {
      customers: one.customers,
      customer: Int32Array.from(one.customer),
      offer: Uint16Array.from(one.offer),
      channel: Uint16Array.from(one.channel),
      cost: Float64Array.from(one.cost),
      kept: Float64Array.from(one.kept),
      contact: Uint8Array.from(one.contact),
    }
    const limits = {
      budget: limitOf(one.limits.budget),
      contacts: limitOf(one.limits.contacts),
      channels: Float64Array.from(one.limits.channels, limitOf),
    }
    for (const gap of [1e-4, 1e-6]) {
      const plan = await planOffers(problem, limits, { gap })
      const net = plan.kept - plan.cost
      expect(net).toBeGreaterThanOrEqual(one.net_at_optimum * (1 - gap))
      expect(net).toBeLessThanOrEqual(one.net_at_optimum * (1 + 1e-9))
      expect(plan.bound).toBeGreaterThanOrEqual(one.net_at_optimum * (1 - 1e-9))
    }
  })
})
