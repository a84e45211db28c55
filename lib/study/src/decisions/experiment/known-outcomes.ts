import { take } from '@one-click/core'
import { scoreDifference } from '@one-click/statistics'
import type { DrawnCustomers } from './experiment-plan'
import type { ExperimentOutcomes } from './read-experiment'
import { rowsOfUnits } from './units'

/** One arm in counts; copies of a customer count as one. */
export interface ArmOutcome {
  readonly drawn: number
  /** Whose outcome is known. */
  readonly known: number
  readonly declined: number
}

/** Who was drawn and who was found again. */
export interface Attrition {
  readonly treatment: ArmOutcome
  readonly control: ArmOutcome
  /** Outcomes of customers who took no part: left aside. */
  readonly notDrawn: number
  /** Participants who are copies of others: counted with them as one. */
  readonly copies: number
  /** p-value of the same share of missing outcomes in both arms; 1 when none is missing. */
  readonly pValue: number
  /** Plain reduction of the decline rate if the missing outcomes were all against the offers, and all for them. */
  readonly bounds: { readonly lower: number; readonly upper: number }
}

/** Customers with an outcome. */
export interface KnownOutcomes {
  readonly customers: DrawnCustomers
  /** Shape (customers). */
  readonly declined: Uint8Array
  readonly profit?: Float64Array
  readonly attrition: Attrition
}

/**
 * Brings the outcomes into the order of the draw and leaves out customers without one. Of copies only one counts, in all
 * that follows: the one with the smallest id whose outcome is known.
 */
export function knownOutcomes(drawn: DrawnCustomers, outcomes: ExperimentOutcomes): KnownOutcomes {
  const rowOf = new Map<number, number>()
  outcomes.ids.forEach((id, row) => {
    rowOf.set(id, row)
  })
  const found = Int32Array.from(drawn.ids, (id) => rowOf.get(id) ?? -1)
  const rows = rowsOfUnits(drawn, (i) => found[i] >= 0)
  const matched = found.reduce((sum, row) => sum + Number(row >= 0), 0)
  const outcomeRows = take(found, rows)
  const customers = takeDrawn(drawn, rows)
  const declined = take(outcomes.declined, outcomeRows)
  return {
    customers,
    declined,
    ...(outcomes.profit && { profit: take(outcomes.profit, outcomeRows) }),
    attrition: attritionOf(drawn, customers, declined, outcomes.ids.length - matched),
  }
}

/** Some of the customers of a draw. */
export function takeDrawn(drawn: DrawnCustomers, rows: Int32Array): DrawnCustomers {
  const numbers = (values: Float64Array) => take(values, rows)
  const words = (values: readonly string[]) => Array.from(rows, (i) => values[i])
  return {
    ids: numbers(drawn.ids),
    ...(drawn.units && { units: numbers(drawn.units) }),
    segment: words(drawn.segment),
    offer: words(drawn.offer),
    channel: words(drawn.channel),
    probability: numbers(drawn.probability),
    profit: numbers(drawn.profit),
    cost: numbers(drawn.cost),
    averted: numbers(drawn.averted),
    addressed: numbers(drawn.addressed),
    reduction: numbers(drawn.reduction),
    lowReduction: numbers(drawn.lowReduction),
    highReduction: numbers(drawn.highReduction),
    treated: take(drawn.treated, rows),
  }
}

function attritionOf(
  drawn: DrawnCustomers,
  known: DrawnCustomers,
  declined: Uint8Array,
  notDrawn: number,
): Attrition {
  const units = take(drawn.treated, rowsOfUnits(drawn))
  const copies = drawn.ids.length - units.length
  const arm = (treated: 0 | 1): ArmOutcome => ({
    drawn: countArm(units, treated),
    known: countArm(known.treated, treated),
    declined: declined.reduce((sum, event, i) => sum + (known.treated[i] === treated ? event : 0), 0),
  })
  return pooledAttrition([{ treatment: arm(1), control: arm(0), notDrawn, copies }])
}

/** Counts of several quarters together; missing outcomes are compared within quarters. */
export function pooledAttrition(
  quarters: readonly Pick<Attrition, 'treatment' | 'control' | 'notDrawn' | 'copies'>[],
): Attrition {
  const arm = (name: 'treatment' | 'control'): ArmOutcome => {
    const sum = (of: keyof ArmOutcome) => quarters.reduce((total, quarter) => total + quarter[name][of], 0)
    return { drawn: sum('drawn'), known: sum('known'), declined: sum('declined') }
  }
  const [treatment, control] = [arm('treatment'), arm('control')]
  const missing = ({ drawn: total, known: found }: ArmOutcome) => ({ events: total - found, total })
  const bothDrawn = quarters.filter((quarter) => quarter.treatment.drawn > 0 && quarter.control.drawn > 0)
  const none = missing(treatment).events + missing(control).events === 0
  const share = (missingDecline: boolean, { drawn: customers, known: found, declined: events }: ArmOutcome) =>
    (events + (missingDecline ? customers - found : 0)) / Math.max(1, customers)
  return {
    treatment,
    control,
    notDrawn: quarters.reduce((sum, quarter) => sum + quarter.notDrawn, 0),
    copies: quarters.reduce((sum, quarter) => sum + quarter.copies, 0),
    pValue:
      none || bothDrawn.length === 0
        ? 1
        : scoreDifference(
            bothDrawn.map((quarter) => ({
              treatment: missing(quarter.treatment),
              control: missing(quarter.control),
            })),
          ).pValue,
    bounds: {
      lower: share(false, control) - share(true, treatment),
      upper: share(true, control) - share(false, treatment),
    },
  }
}

function countArm(treated: Uint8Array, arm: 0 | 1): number {
  return treated.reduce((sum, drawn) => sum + Number(drawn === arm), 0)
}
