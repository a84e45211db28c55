import type { Random } from '@one-click/core'
import {
  type SynthesisCategoryName,
  type SynthesisNumericName,
  type SynthesisParameters,
  synthesisCategoryNames,
  synthesisNumericNames,
} from './synthesis-parameters'
import type { DrawnValues } from './synthesis-sampler'

/** Columns that copied customers share: amounts by month, and what goes with them. */
export const copiedAmounts: readonly SynthesisNumericName[] = [
  'marketingContacts6m',
  'promoShare',
  'serviceErrors',
  'pagesPerVisit',
  'revenueCurrent',
  'revenuePrevious',
  'revenueBeforePrevious',
  'minutesCurrent',
  'minutesPrevious',
]

/** Columns that a pasted block of rows repeats. */
export const copiedBlock: readonly (SynthesisNumericName | SynthesisCategoryName)[] = [
  'serviceTier',
  'contactAllowed',
  'marketingContactsCurrent',
  'tenureDays',
  'favouriteCategory',
  'categoriesPerVisit',
  'unpaidItems',
]

/** How far back a copy may reach, in customers: so many are kept in memory. */
const window = 1300

/** Whom a customer repeats, and in what. */
export interface CopiedFrom {
  /** How many customers back: 1 is the one before. */
  readonly back: number
  readonly columns: readonly (SynthesisNumericName | SynthesisCategoryName)[]
  /** Whether the label is to be that of the customer who is repeated. */
  readonly sameLabel: boolean
}

const copyColumns = [...copiedAmounts, ...copiedBlock]
const blockWithoutCategory = copiedBlock.filter((name) => name !== 'favouriteCategory')

/** Share of customers, in the tables that the parameters were fitted on, who repeat an earlier one; four decimals. */
export function fittedCopyShare({ copies, runs, customers }: SynthesisParameters): number {
  return Math.round((1e4 * (copies.customers + runs.customers)) / customers) / 1e4
}

/**
 * Decides, customer by customer, who repeats whom: single customers whose amounts are those of another, some of them
 * equal in everything; and runs of rows that repeat the block of columns of an earlier run.
 * @param share of customers who repeat another; its parts as in the fitted tables
 */
export function copyPlan(
  parameters: SynthesisParameters,
  customers: number,
  share: number,
  random: Random,
): (row: number) => CopiedFrom | undefined {
  const { copies, runs } = parameters
  const scale = (share / fittedCopyShare(parameters)) * (customers / parameters.customers)
  let copiesLeft = Math.round(copies.customers * scale)
  let runsLeft = Math.round(runs.runs * scale)
  let run = { back: 0, left: 0 }
  const chance = (part: number, whole: number) => random.uniform() * whole < part
  return (row) => {
    if (run.left === 0 && chance(runsLeft, customers - row)) {
      const length = runLength(runs.customers / runs.runs, random)
      const furthest = Math.min(row, window)
      // A run repeats rows before its own.
      if (length <= furthest && length <= customers - row) {
        run = { back: length + random.integer(furthest - length + 1), left: length }
        runsLeft--
      }
    }
    if (run.left > 0) {
      run.left--
      const columns = chance(runs.sameCategory, runs.customers) ? copiedBlock : blockWithoutCategory
      return { back: run.back, columns, sameLabel: chance(runs.sameLabel, runs.customers) }
    }
    if (row === 0 || !chance(copiesLeft, customers - row)) return undefined
    copiesLeft--
    const back = 1 + random.integer(Math.min(row, window))
    const columns = chance(copies.equal, copies.customers) ? copyColumns : copiedAmounts
    return { back, columns, sameLabel: chance(copies.sameLabel, copies.customers) }
  }
}

/** At least 2, with the given mean: 2 and a geometric number. */
function runLength(mean: number, random: Random): number {
  let length = 2
  while (random.uniform() * (mean - 1) < mean - 2) length++
  return length
}

/** The latest customers by how far back they are. */
export class RecentCustomers<Customer> {
  private readonly kept: (Customer | undefined)[] = []
  private next = 0

  /** @returns undefined for one who is not there or may not be repeated */
  back(steps: number): Customer | undefined {
    return this.kept[(this.next + window - steps) % window]
  }

  push(customer: Customer | undefined): void {
    this.kept[this.next] = customer
    this.next = (this.next + 1) % window
  }
}

/** Writes the values of one customer over those of another in the given columns. */
export function pasteColumns(
  from: DrawnValues,
  to: DrawnValues,
  columns: readonly (SynthesisNumericName | SynthesisCategoryName)[],
): void {
  for (const name of columns) {
    const number = synthesisNumericNames.indexOf(name as SynthesisNumericName)
    if (number >= 0) to.steps[number] = from.steps[number]
    else {
      const category = synthesisCategoryNames.indexOf(name as SynthesisCategoryName)
      to.categories[category] = from.categories[category]
    }
  }
}
