import { join } from 'node:path'
import { UserError } from '@one-click/core'
import { readSyntheticMarker, storeWord, syntheticMarkerFile } from 'one-click'
import { synthesizeCustomers } from './synthesis'
import { writeSyntheticTables } from './synthesis-files'
import { followCustomers } from './synthesis-next'
import { outcomesUnderOffers, type Participants } from './synthesis-outcomes'

/** What became of every customer: id, activity and profit a month over the quarter. */
export const outcomesFile = 'outcomes.csv'

export interface OutcomeFilesOptions {
  /** Folder of the made-up tables that the experiment was planned for. */
  readonly tables: string
  readonly participants: Participants
  /** True effect of offers, on the scale of `effect` in offers.json. */
  readonly effect: number
  /** Whether tables that are there already may be replaced. Default false. */
  readonly replace?: boolean
}

/** How an experiment on made-up customers came out. */
export interface OutcomeSummary {
  readonly customers: number
  readonly declined: number
}

/**
 * Lets the quarter of an experiment pass: writes the tables that it was planned for with what became of the customers
 * as their target, and `outcomesFile` beside them.
 * @throws UserError when nothing says how the tables were made up, when none of the participants is in them, or when
 * files are there already
 */
export async function writeOutcomes(folder: string, options: OutcomeFilesOptions): Promise<OutcomeSummary> {
  const { tables, participants, effect, replace } = options
  const marker = readSyntheticMarker(tables)
  if (marker === undefined) {
    throw new UserError(
      `${join(tables, syntheticMarkerFile)} is not there: outcomes can be made up only of tables that synthesize wrote`,
    )
  }
  const { seed, quarter } = marker
  const outcome = outcomesUnderOffers(participants, effect, seed)
  const lines = ['id,activity,profit']
  const declines = { customers: 0, declined: 0 }
  const taking = new Set(participants.ids)
  let found = 0
  for (const customer of quarter === 1 ? synthesizeCustomers(marker) : followCustomers(marker)) {
    const became = outcome(customer)
    lines.push(`${customer.id},${storeWord('activity', became.activity)},${became.profit}`)
    declines.customers++
    if (became.activity === 'declines') declines.declined++
    if (taking.has(customer.id)) found++
  }
  if (found < taking.size) {
    throw new UserError(
      `${taking.size - found} of ${taking.size} participants are not in ${tables}: name the tables that the plan was made for`,
    )
  }
  const beside = [{ name: outcomesFile, text: `${lines.join('\n')}\n` }]
  await writeSyntheticTables(folder, { ...marker, outcome, effect, replace, beside })
  return declines
}
